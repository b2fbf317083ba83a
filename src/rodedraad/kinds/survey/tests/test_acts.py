"""Acts of staff on instruments, surveys and invitations: each with its no, its conflict and its audit line."""

from datetime import timedelta

import pytest
from django.utils import timezone

from rodedraad.base.core.models import AuditLine
from rodedraad.kinds.survey.actions import instruments, inviting, surveys
from rodedraad.kinds.survey.actions.answering import begin_response, finish_response, save_page
from rodedraad.kinds.survey.errors import FaultyError, UnknownCodeError
from rodedraad.kinds.survey.forgetting import export_responses, forget_surveys, let_go, promise, withdraw_all
from rodedraad.kinds.survey.models import Invitation, Response, Survey
from rodedraad.kinds.survey.models.instrument import FrozenError
from rodedraad.kinds.survey.reading import instrument_of
from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.processes.errors import RefusedError, StaleError

from .factories import SurveyFactory, VersionFactory, small_instrument

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(organisation, adviser):
    return instruments.make_instrument(organisation=organisation, title=" Buurt ", content=small_instrument(),
                                       by=adviser)


def values(asks=None, **changes):
    now = timezone.now()
    return surveys.SurveyValues(asks=asks or VersionFactory(), opens_at=now, closes_at=now + timedelta(days=3),
                                **changes)


def test_a_draft_becomes_ready_and_then_never_changes(draft, adviser) -> None:
    saved = instruments.save_draft(draft=draft, version=1, content=small_instrument().as_dict(), by=adviser)
    with pytest.raises(StaleError):
        instruments.save_draft(draft=draft, version=1, content=small_instrument(), by=adviser)
    ready = instruments.publish_version(draft=saved, version=saved.version, by=adviser)
    with pytest.raises(RefusedError):
        instruments.save_draft(draft=ready, version=ready.version, content=small_instrument(), by=adviser)
    ready.content = {**ready.content, "source": "anders"}
    with pytest.raises(FrozenError):
        ready.save()
    again = instruments.begin_draft(instrument=ready.instrument, by=adviser)
    assert (again.number, again.digest) == (2, draft.digest)
    assert instruments.begin_draft(instrument=ready.instrument, by=adviser).pk == again.pk
    assert list(AuditLine.objects.order_by("pk").values_list("act", flat=True)) == [
        "instrument.made", "instrument.draft_saved", "instrument.published", "instrument.draft_begun"]


def test_what_has_faults_is_not_made_ready(organisation, adviser) -> None:
    empty = instruments.make_instrument(organisation=organisation, title="Leeg", by=adviser)
    with pytest.raises(FaultyError) as error:
        instruments.publish_version(draft=empty, version=empty.version, by=adviser)
    assert [fault.code for fault in error.value.faults] == ["no_questions"]


def test_own_questions_do_not_make_another_instrument(draft, adviser) -> None:
    content = small_instrument()
    content.sections[2].questions.append(content.sections[0].questions.pop())
    content.sections[0].questions.append(small_instrument().sections[0].questions[2])
    content.sections[2].questions[0].key = "own_one"
    assert instruments.save_draft(draft=draft, version=1, content=content, by=adviser).digest == draft.digest
    content.sections[0].title = {"nl": "Anders"}
    assert instruments.save_draft(draft=draft, version=2, content=content, by=adviser).digest != draft.digest


def test_what_was_read_before_is_not_read_for_another_version(organisation, adviser, draft) -> None:
    ready = instruments.publish_version(draft=draft, version=draft.version, by=adviser)
    assert instrument_of(ready) is instrument_of(type(ready).objects.get(pk=ready.pk))
    other = VersionFactory(content=small_instrument().as_dict() | {"source": "anders"})
    assert instrument_of(other).source == "anders"


def test_an_instrument_in_use_cannot_be_deleted(activity, draft, adviser) -> None:
    ready = instruments.publish_version(draft=draft, version=draft.version, by=adviser)
    surveys.make_survey(activity=activity, values=values(ready), by=adviser)
    with pytest.raises(RefusedError):
        instruments.delete_instrument(instrument=ready.instrument, by=adviser)


def test_the_life_of_a_survey(activity, adviser) -> None:
    made = surveys.make_survey(activity=activity, values=values(), by=adviser)
    with pytest.raises(RefusedError):
        surveys.make_survey(activity=activity, values=values(), by=adviser)
    edited = surveys.edit_survey(survey=made, version=1, values=values(groups=["council", "resident"]), by=adviser)
    assert edited.groups == ["resident", "council"]
    with pytest.raises(StaleError):
        surveys.start_survey(survey=made, version=1, by=adviser)
    started = surveys.start_survey(survey=made, version=2, by=adviser)
    with pytest.raises(RefusedError):
        surveys.edit_survey(survey=started, version=3, values=values(), by=adviser)
    later = timezone.now() + timedelta(days=9)
    moved = surveys.move_end(survey=started, version=3, closes_at=later, by=adviser)
    with pytest.raises(RefusedError):
        surveys.move_end(survey=moved, version=4, closes_at=timezone.now() - timedelta(seconds=1), by=adviser)
    stopped = surveys.stop_survey(survey=moved, version=4, by=adviser)
    assert (stopped.state, stopped.closes_at, stopped.is_open(timezone.now())) == ("stopped", later, False)
    with pytest.raises(RefusedError):
        surveys.start_survey(survey=stopped, version=5, by=adviser)


@pytest.mark.parametrize("wrong", [
    {"groups": ["king"]}, {"group_choice": "code", "access": "both"}, {"closes_at": timezone.now() - timedelta(1)},
])
def test_impossible_choices_are_refused(activity, adviser, wrong) -> None:
    chosen = values()
    for name, value in wrong.items():
        object.__setattr__(chosen, name, value)
    with pytest.raises(RefusedError):
        surveys.make_survey(activity=activity, values=chosen, by=adviser)
    assert not Survey.objects.exists()


def test_a_draft_cannot_be_asked(activity, draft, adviser) -> None:
    made = surveys.make_survey(activity=activity, values=values(draft), by=adviser)
    with pytest.raises(RefusedError):
        surveys.start_survey(survey=made, version=1, by=adviser)


def test_a_survey_in_a_draft_process_is_not_answered(organisation) -> None:
    survey = SurveyFactory(activity=ActivityFactory(kind="survey", process__state="draft"))
    with pytest.raises(RefusedError):
        begin_response(survey=survey, by=None, network="n")


def test_invitations_carry_group_and_code(organisation, adviser) -> None:
    survey = SurveyFactory(access="code", group_choice="code")
    with pytest.raises(RefusedError):
        inviting.invite(survey=survey, invitees=[inviting.Invitee()], by=adviser)
    with pytest.raises(RefusedError):
        inviting.invite(survey=survey, invitees=[inviting.Invitee(group="king")], by=adviser)
    first, second = inviting.invite(survey=survey, batch="brief 1", by=adviser, invitees=[
        inviting.Invitee(group="council", email="a@example.org"), inviting.Invitee(group="resident"),
        inviting.Invitee(group="council", email="A@example.org")])
    begun = begin_response(survey=survey, code=first.code, group="resident", by=None, network="n")
    assert begun.response.group == "council"
    with pytest.raises(UnknownCodeError):
        begin_response(survey=survey, code=first.code, by=None, network="n")
    assert begin_response(survey=survey, code=second.code, by=None, network="n").response.group == "resident"
    assert AuditLine.objects.filter(act="survey.invited").get().facts == {"number": 2, "batch": "brief 1"}


def test_after_its_time_nothing_of_people_is_left(organisation, adviser, resident) -> None:
    long_ago = timezone.now() - timedelta(days=31)
    survey = SurveyFactory(access="both", is_anonymous=False)
    inviting.invite(survey=survey, invitees=[inviting.Invitee(email="a@example.org")], by=adviser)
    done = begin_response(survey=survey, by=resident, network="n").response
    save_page(response=done, raw={"trust": "3"}, asked=["trust"])
    finish_response(response=done)
    begin_response(survey=survey, by=resident, network="n")
    assert forget_surveys.func() == 0
    Survey.objects.update(closes_at=long_ago)
    assert forget_surveys.func() == 3
    assert Response.objects.get().pk == done.pk
    assert Invitation.objects.filter(email="", code_hash=None).count() == 1
    assert forget_surveys.func() == 0


def test_own_answers_are_handed_out_cut_loose_or_withdrawn(organisation, resident) -> None:
    survey = SurveyFactory(is_anonymous=False)
    response = begin_response(survey=survey, by=resident, network="n").response
    save_page(response=response, raw={"trust": "3"}, asked=["trust"])
    assert export_responses(resident)[0]["answers"] == {"trust": 3}
    let_go(resident)
    assert Response.objects.get().person is None
    begin_response(survey=survey, by=resident, network="n")
    withdraw_all(resident)
    assert Response.objects.get().pk == response.pk


def test_the_promise_is_true(organisation) -> None:
    assert promise(SurveyFactory()) != promise(SurveyFactory(is_anonymous=False))


@pytest.mark.parametrize(("permission", "adviser_may", "resident_may"), [
    ("survey.view", True, True), ("survey.answer", True, True), ("survey.preview", True, False),
    ("survey.prepare", True, False), ("survey.see_desk", True, False), ("survey.invite", True, False),
    ("survey.enter_paper", True, False), ("survey.monitor", True, False), ("survey.read_answers", True, False),
    ("survey.withdraw_response", True, False), ("survey.edit_instruments", True, False),
    ("survey.see_instruments", True, False), ("survey.resume", True, True),
])
def test_who_may_what(organisation, adviser, resident, permission, adviser_may, resident_may) -> None:
    survey = SurveyFactory()
    assert (adviser.may(permission, survey), resident.may(permission, survey)) == (adviser_may, resident_may)


def test_a_prepared_survey_is_not_answered_yet(organisation, adviser, resident) -> None:
    survey = SurveyFactory(state="prepared")
    assert not resident.may("survey.answer", survey)


def test_an_adviser_can_choose_it(activity, adviser_client) -> None:
    page = adviser_client.get(f"/beheer/trajecten/{activity.process.slug}/activiteiten/nieuw/survey")
    assert page.status_code == 200
