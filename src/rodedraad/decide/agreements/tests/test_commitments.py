"""A promise: made in an answer or decision, moved only with a reason, stopped openly, answered for with results."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from rodedraad.decide.agreements import actions
from rodedraad.decide.agreements.inputs import CommitmentInput, ResultInput
from rodedraad.decide.agreements.models import Commitment, Result
from rodedraad.decide.agreements.tests.factories import CommitmentFactory, ResultFactory
from rodedraad.decide.answers.errors import (
    NotAllowedError,
    ReasonMissingError,
    RefusedError,
    StaleError,
    WrongStateError,
)
from rodedraad.decide.answers.tests.factories import AnswerFactory, DecisionFactory
from rodedraad.listen.processes.tests.factories import PersonFactory

DUE = date(2030, 3, 3)


def promise(answer=None, decision=None, **changed):
    values = {"what": "Twaalf bomen planten", "due_on": DUE, "owner_title": "De wethouder", **changed}
    return CommitmentInput(answer_id=answer and answer.pk, decision_id=decision and decision.pk, **values)


def outcome(**changed):
    values = {"achieved": "fully", "text": "Ze staan er.", "happened_on": date(2026, 3, 3), **changed}
    return ResultInput(**values)


@pytest.fixture
def answer(process, contribution):
    return AnswerFactory(process=process, contributions=[contribution])


@pytest.fixture
def commitment(answer):
    return CommitmentFactory(answer=answer, due_on=DUE)


def test_a_promise_and_its_result_reach_the_contribution(process, answer, alderman, contribution, flags):
    made = actions.make_commitment(process=process, data=promise(answer), by=alderman)
    assert flags(contribution) == "AC"
    actions.report_result(commitment=made, version=1, data=outcome(achieved="progress"), by=alderman)
    assert flags(contribution) == "ACR"


def test_a_promise_in_a_decision_reaches_through_its_answers(process, answer, alderman, contribution, flags):
    decision = DecisionFactory(process=process, answers=[answer])
    actions.make_commitment(process=process, data=promise(decision=decision), by=alderman)
    assert flags(contribution) == "ADC"


def test_a_promise_that_is_kept_back_reaches_nobody_until_published(process, answer, alderman, contribution, flags):
    made = actions.make_commitment(process=process, data=promise(answer), by=alderman, is_published=False)
    assert flags(contribution) == "A"
    actions.publish_commitment(commitment=made, version=1, by=alderman)
    assert flags(contribution) == "AC"


def test_a_promise_hangs_on_an_answer_or_decision_of_its_process(process, alderman):
    for data in (promise(), promise(AnswerFactory())):
        with pytest.raises(RefusedError) as refused:
            actions.make_commitment(process=process, data=data, by=alderman)
        assert refused.value.field == "origin"


def test_the_due_date_moves_only_with_a_reason_that_is_kept(commitment, answer, alderman):
    later = DUE + timedelta(days=60)
    with pytest.raises(ReasonMissingError):
        actions.change_commitment(commitment=commitment, version=1, by=alderman,
                                  data=promise(answer, what=commitment.what, due_on=later))
    actions.change_commitment(commitment=commitment, version=1, by=alderman, reason="De grond is te nat.",
                              data=promise(answer, what=commitment.what, due_on=later))
    commitment.refresh_from_db()
    change = commitment.changes.get()
    assert (change.old_due_on, change.new_due_on, change.reason) == (DUE, later, "De grond is te nat.")
    assert commitment.due_on == later
    assert change.moves_date


@pytest.mark.parametrize("changed", [{"what": "Iets anders"}, {"owner_title": "Iemand anders"}])
def test_what_and_who_do_not_change_silently_either(changed, commitment, answer, alderman):
    data = promise(answer, **{"what": commitment.what, "owner_title": commitment.owner_title, **changed})
    with pytest.raises(ReasonMissingError):
        actions.change_commitment(commitment=commitment, version=1, data=data, by=alderman)


def test_more_explanation_needs_no_reason(commitment, answer, alderman):
    data = promise(answer, what=commitment.what, owner_title=commitment.owner_title, details="Linden.")
    actions.change_commitment(commitment=commitment, version=1, data=data, by=alderman)
    assert not commitment.changes.exists()


def test_a_new_day_is_still_to_come(commitment, answer, alderman):
    with pytest.raises(RefusedError) as refused:
        actions.change_commitment(commitment=commitment, version=1, by=alderman, reason="x",
                                  data=promise(answer, due_on=timezone.localdate() - timedelta(days=1)))
    assert refused.value.field == "due_on"


def test_moving_a_promise_to_another_answer_moves_its_knot(process, activity, commitment, alderman, contribution,
                                                           flags):
    from rodedraad.listen.contributions.tests.factories import ContributionFactory  # noqa: PLC0415 -- only here

    other = ContributionFactory(activity=activity)
    data = promise(AnswerFactory(process=process, contributions=[other]), what=commitment.what,
                   owner_title=commitment.owner_title)
    actions.change_commitment(commitment=commitment, version=1, data=data, by=alderman)
    assert (flags(contribution), flags(other)) == ("A", "AC")


def test_stopping_asks_a_reason_and_keeps_the_knot(commitment, alderman, contribution, flags):
    with pytest.raises(ReasonMissingError):
        actions.stop_commitment(commitment=commitment, version=1, reason=" ", by=alderman)
    stopped = actions.stop_commitment(commitment=commitment, version=1, reason="Geen geld.", by=alderman)
    assert (stopped.state, stopped.stop_reason) == ("stopped", "Geen geld.")
    assert flags(contribution) == "AC"
    with pytest.raises(WrongStateError):
        actions.report_result(commitment=stopped, version=2, data=outcome(), by=alderman)


@pytest.mark.parametrize(("achieved", "state"), [
    ("fully", "done"), ("partly", "done"), ("not", "done"), ("progress", "open")])
def test_the_last_result_says_how_the_promise_stands(achieved, state, commitment, alderman):
    result = actions.report_result(commitment=commitment, version=1, data=outcome(achieved=achieved), by=alderman)
    commitment.refresh_from_db()
    assert commitment.state == state
    assert (commitment.done_at is not None) == result.is_final


def test_a_promise_reported_done_too_early_opens_again(commitment, alderman):
    actions.report_result(commitment=commitment, version=1, data=outcome(), by=alderman)
    actions.report_result(commitment=commitment, version=2, data=outcome(achieved="progress"), by=alderman)
    commitment.refresh_from_db()
    assert (commitment.state, commitment.done_at) == ("open", None)


@pytest.mark.parametrize(("changed", "field"), [
    ({"text": ""}, "text"), ({"achieved": "x"}, "achieved"), ({"happened_on": date(2999, 1, 1)}, "happened_on")])
def test_a_result_is_complete_and_has_happened(changed, field, commitment, alderman):
    with pytest.raises(RefusedError) as refused:
        actions.report_result(commitment=commitment, version=1, data=outcome(**changed), by=alderman)
    assert refused.value.field == field
    assert not Result.objects.exists()


def test_two_people_do_not_undo_each_other(commitment, answer, alderman):
    for act, arguments in (
        (actions.change_commitment, {"data": promise(answer), "reason": "x"}),
        (actions.stop_commitment, {"reason": "x"}), (actions.report_result, {"data": outcome()}),
    ):
        with pytest.raises(StaleError):
            act(commitment=commitment, version=9, by=alderman, **arguments)


@pytest.mark.parametrize(("role", "may"), [
    ("alderman", True), ("clerk", True), ("adviser", True), ("administrator", True), ("moderator", False),
    ("council_member", False),
])
def test_who_makes_promises(role, may, process, answer):
    person = PersonFactory(roles=[role])
    if may:
        assert actions.make_commitment(process=process, data=promise(answer), by=person).pk
    else:
        with pytest.raises(NotAllowedError):
            actions.make_commitment(process=process, data=promise(answer), by=person)


def test_the_owner_reports_but_does_not_move_the_date(commitment, answer):
    owner = commitment.owner
    with pytest.raises(NotAllowedError):
        actions.change_commitment(commitment=commitment, version=1, data=promise(answer), by=owner, reason="x")
    assert actions.report_result(commitment=commitment, version=1, data=outcome(), by=owner).pk
    with pytest.raises(NotAllowedError):
        actions.report_result(commitment=commitment, version=2, data=outcome(), by=PersonFactory())


def test_an_owner_works_here(process, answer, alderman, resident):
    with pytest.raises(RefusedError) as refused:
        actions.make_commitment(process=process, data=promise(answer, owner_id=resident.pk), by=alderman)
    assert refused.value.field == "owner"


def photo_with_place():
    out = BytesIO()
    picture = Image.new("RGB", (64, 48), "green")
    exif = Image.Exif()
    exif[0x010E] = "Dorpsstraat 1"
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_evidence_is_a_photo_without_hidden_data(commitment, alderman):
    content = photo_with_place()
    assert b"Dorpsstraat" in content
    upload = SimpleUploadedFile("bomen.png", content)
    result = actions.report_result(commitment=commitment, version=1, data=outcome(), by=alderman, evidence=upload)
    with result.evidence.open("rb") as stored:
        kept = stored.read()
    assert b"Dorpsstraat" not in kept
    assert result.evidence_name == "bomen.jpg"
    assert Image.open(BytesIO(kept)).size == (64, 48)


@pytest.mark.parametrize("content", [
    b"", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", b"GIF89a", b"PK\x03\x04", b"\xff\xd8\xff\xe0",
    b"%PDF-1.4 << /JS (app.alert(1)) >> %%EOF",
], ids=["empty", "svg", "gif", "zip", "broken-photo", "script"])
def test_hostile_evidence_is_refused_and_nothing_is_half_done(content, commitment, alderman):
    with pytest.raises(RefusedError) as refused:
        actions.report_result(commitment=commitment, version=1, data=outcome(), by=alderman,
                              evidence=SimpleUploadedFile("foto.jpg", content))
    assert refused.value.field == "evidence"
    assert not Result.objects.exists()
    commitment.refresh_from_db()
    assert commitment.version == 1


def test_late_is_open_after_the_due_date():
    yesterday = timezone.localdate() - timedelta(days=1)
    assert Commitment(due_on=yesterday).is_late()
    assert not Commitment(due_on=timezone.localdate()).is_late()
    assert not Commitment(due_on=yesterday, state="done").is_late()


def test_the_result_factory_closes_its_commitment(answer):
    assert ResultFactory(commitment__answer=answer).commitment.state == "done"
