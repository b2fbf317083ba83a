"""An answer on its way: who may do what, when a reason is asked, when a second person."""

import pytest

from rodedraad.base.core.models import AuditLine
from rodedraad.decide.answers import actions
from rodedraad.decide.answers.errors import (
    FourEyesError,
    MotivationMissingError,
    NotAllowedError,
    ReasonMissingError,
    RefusedError,
    StaleError,
    WrongStateError,
)
from rodedraad.decide.answers.inputs import AnswerInput
from rodedraad.decide.answers.models import Answer, AnswerRevision
from rodedraad.decide.answers.tests.factories import AnswerFactory
from rodedraad.listen.contributions.tests.factories import ContributionFactory
from rodedraad.listen.processes.models import Level
from rodedraad.listen.processes.tests.factories import PersonFactory, ProcessFactory, TeamMemberFactory


def words(**changed):
    values = {"title": "Meer bomen", "outcome": "taken_over", "text": "Wij planten bomen.", **changed}
    return AnswerInput(**values)


def about(contribution, **changed):
    return words(contribution_ids=frozenset([contribution.pk]), **changed)


@pytest.fixture
def needs_approval(organisation):
    organisation.answers_need_approval = True
    organisation.save()


@pytest.fixture
def draft(process, contribution, adviser):
    return actions.write_answer(process=process, data=about(contribution), by=adviser)


@pytest.fixture
def published(draft, adviser):
    return actions.publish_answer(answer=draft, version=draft.version, by=adviser)


def test_a_draft_is_published_and_its_contribution_is_answered(draft, adviser, contribution, flags):
    assert flags(contribution) == ""
    answer = actions.publish_answer(answer=draft, version=draft.version, by=adviser)
    assert answer.state == "published"
    assert answer.published_at is not None
    assert flags(contribution) == "A"
    assert list(AuditLine.objects.order_by("sequence").values_list("act", flat=True)) == [
        "answer.written", "answer.published"]


@pytest.mark.parametrize("level", Level.values)
@pytest.mark.parametrize("outcome", Answer.Outcome.values)
def test_motivation_is_compulsory_from_advise_up_for_what_deviates(level, outcome, adviser):
    process = ProcessFactory(charter__level=level)
    contribution = ContributionFactory(activity__process=process)
    data = about(contribution, outcome=outcome)
    draft = actions.write_answer(process=process, data=data, by=adviser)
    must = level not in {"inform", "consult"} and outcome != "taken_over"
    if must:
        with pytest.raises(MotivationMissingError) as refused:
            actions.publish_answer(answer=draft, version=1, by=adviser)
        assert refused.value.field == "motivation"
        data = about(contribution, outcome=outcome, motivation="Er is geen geld voor.")
        draft = actions.edit_answer(answer=draft, version=1, data=data, by=adviser)
    answer = actions.publish_answer(answer=draft, version=draft.version, by=adviser)
    assert answer.state == "published"


def test_submitting_asks_the_motivation_too(process, contribution, adviser):
    draft = actions.write_answer(process=process, data=about(contribution, outcome="not"), by=adviser)
    with pytest.raises(MotivationMissingError):
        actions.submit_answer(answer=draft, version=1, by=adviser)


@pytest.mark.parametrize(("changed", "field"), [
    ({"text": " "}, "text"), ({"outcome": "maybe"}, "outcome"), ({"contribution_ids": frozenset()}, "themes"),
])
def test_an_incomplete_answer_does_not_go_out(process, contribution, adviser, changed, field):
    draft = actions.write_answer(process=process, data=about(contribution, **changed) if "contribution_ids" not in
                                 changed else words(), by=adviser)
    with pytest.raises(RefusedError) as refused:
        actions.publish_answer(answer=draft, version=1, by=adviser)
    assert refused.value.field == field
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_an_answer_names_only_what_belongs_to_its_process(process, adviser, make_theme):
    foreign = ContributionFactory()
    with pytest.raises(RefusedError, match=str(foreign.pk)):
        actions.write_answer(process=process, data=about(foreign), by=adviser)
    theme = make_theme(state="draft")
    with pytest.raises(RefusedError) as refused:
        actions.write_answer(process=process, data=words(theme_ids=frozenset([theme.pk])), by=adviser)
    assert refused.value.field == "themes"
    assert not Answer.objects.exists()


def test_a_hidden_contribution_cannot_be_answered(process, activity, adviser):
    hidden = ContributionFactory(activity=activity, state="hidden")
    with pytest.raises(RefusedError):
        actions.write_answer(process=process, data=about(hidden), by=adviser)


def test_with_approval_an_answer_passes_a_second_person(needs_approval, draft, adviser, colleague):
    with pytest.raises(RefusedError, match=r"."):
        actions.publish_answer(answer=draft, version=1, by=adviser)
    submitted = actions.submit_answer(answer=draft, version=1, by=adviser)
    with pytest.raises(FourEyesError):
        actions.approve_answer(answer=submitted, version=2, by=adviser)
    approved = actions.approve_answer(answer=submitted, version=2, by=colleague)
    assert approved.approved_by == colleague
    assert actions.publish_answer(answer=approved, version=3, by=adviser).state == "published"


def test_an_edit_takes_the_approval_away(needs_approval, draft, contribution, adviser, colleague):
    actions.submit_answer(answer=draft, version=1, by=adviser)
    actions.approve_answer(answer=draft, version=2, by=colleague)
    edited = actions.edit_answer(answer=draft, version=3, data=about(contribution, text="Anders."), by=adviser)
    assert (edited.state, edited.approved_by) == ("draft", None)
    with pytest.raises(RefusedError):
        actions.publish_answer(answer=edited, version=4, by=adviser)


def test_who_changed_it_last_cannot_approve_it(needs_approval, draft, contribution, adviser, colleague):
    actions.edit_answer(answer=draft, version=1, data=about(contribution, text="Anders."), by=colleague)
    actions.submit_answer(answer=draft, version=2, by=adviser)
    with pytest.raises(FourEyesError):
        actions.approve_answer(answer=draft, version=3, by=colleague)


def test_returning_asks_a_reason_and_tells_the_writer(needs_approval, draft, adviser, alderman):
    actions.submit_answer(answer=draft, version=1, by=adviser)
    with pytest.raises(ReasonMissingError):
        actions.return_answer(answer=draft, version=2, reason=" ", by=alderman)
    returned = actions.return_answer(answer=draft, version=2, reason="Noem het bedrag.", by=alderman)
    assert (returned.state, returned.return_reason) == ("draft", "Noem het bedrag.")
    assert "Noem het bedrag." in adviser.notices.get(event="answer.returned").text


def test_withdrawing_asks_a_reason_and_keeps_the_trail(published, adviser, contribution, flags):
    with pytest.raises(ReasonMissingError):
        actions.withdraw_answer(answer=published, version=2, reason="", by=adviser)
    gone = actions.withdraw_answer(answer=published, version=2, reason="De raad besloot anders.", by=adviser)
    assert (gone.state, gone.withdraw_reason) == ("withdrawn", "De raad besloot anders.")
    assert gone.was_published
    assert flags(contribution) == ""


def test_a_change_after_publication_keeps_the_old_words(published, contribution, adviser):
    with pytest.raises(ReasonMissingError):
        actions.revise_answer(answer=published, version=2, data=about(contribution), reason="", by=adviser)
    answer = actions.revise_answer(answer=published, version=2, reason="Het worden er twaalf.", by=adviser,
                                   data=about(contribution, text="Wij planten twaalf bomen."))
    old = answer.versions.get()
    assert (old.number, old.text, old.reason) == (2, "Wij planten bomen.", "Het worden er twaalf.")
    assert (answer.version, answer.text) == (3, "Wij planten twaalf bomen.")


def test_a_change_that_deviates_needs_its_motivation(published, contribution, adviser):
    with pytest.raises(MotivationMissingError):
        actions.revise_answer(answer=published, version=2, reason="Geen geld.", by=adviser,
                              data=about(contribution, outcome="not"))


def test_with_approval_a_change_waits_while_the_published_words_stand(needs_approval, process, contribution, adviser,
                                                                      colleague):
    answer = AnswerFactory(process=process, contributions=[contribution])
    actions.revise_answer(answer=answer, version=1, data=about(contribution, text="Nieuw."), reason="Beter.",
                          by=adviser)
    answer.refresh_from_db()
    assert answer.text != "Nieuw."
    change = AnswerRevision.objects.get()
    with pytest.raises(FourEyesError):
        actions.approve_revision(revision=change, version=change.pk, by=adviser)
    answer = actions.approve_revision(revision=change, version=change.pk, by=colleague)
    assert (answer.text, answer.approved_by) == ("Nieuw.", colleague)
    assert not AnswerRevision.objects.exists()
    assert answer.versions.get().reason == "Beter."


def test_a_newer_change_is_not_approved_unread(needs_approval, process, contribution, adviser, colleague):
    answer = AnswerFactory(process=process, contributions=[contribution])
    actions.revise_answer(answer=answer, version=1, data=about(contribution, text="Een."), reason="1", by=adviser)
    read = AnswerRevision.objects.get()
    actions.revise_answer(answer=answer, version=1, data=about(contribution, text="Twee."), reason="2", by=adviser)
    with pytest.raises(StaleError):
        actions.approve_revision(revision=read, version=read.pk, by=colleague)


def test_a_returned_change_leaves_the_answer_alone(needs_approval, process, contribution, adviser, colleague):
    answer = AnswerFactory(process=process, contributions=[contribution])
    actions.revise_answer(answer=answer, version=1, data=about(contribution, text="Nieuw."), reason="Beter.",
                          by=adviser)
    change = AnswerRevision.objects.get()
    actions.return_revision(revision=change, version=change.pk, reason="Te vaag.", by=colleague)
    assert not AnswerRevision.objects.exists()
    assert "Te vaag." in adviser.notices.get(event="answer.revision_returned").text


@pytest.mark.parametrize("act", ["edit_answer", "submit_answer", "publish_answer", "withdraw_answer"])
def test_nobody_acts_on_words_that_changed_meanwhile(act, draft, contribution, adviser):
    arguments = {"edit_answer": {"data": about(contribution)}, "withdraw_answer": {"reason": "x"}}.get(act, {})
    with pytest.raises(StaleError) as stale:
        getattr(actions, act)(answer=draft, version=7, by=adviser, **arguments)
    assert stale.value.current.version == 1


@pytest.mark.parametrize(("state", "act"), [
    ("published", "submit_answer"), ("published", "publish_answer"), ("withdrawn", "publish_answer"),
    ("draft", "approve_answer"), ("published", "approve_answer"), ("draft", "withdraw_answer"),
    ("withdrawn", "submit_answer"), ("submitted", "submit_answer"),
])
def test_an_act_in_the_wrong_state_is_refused(state, act, process, contribution, adviser):
    answer = AnswerFactory(process=process, contributions=[contribution], state=state)
    arguments = {"reason": "x"} if act == "withdraw_answer" else {}
    with pytest.raises(WrongStateError):
        getattr(actions, act)(answer=answer, version=1, by=adviser, **arguments)


def test_a_published_answer_is_not_edited_as_a_draft(published, contribution, adviser):
    with pytest.raises(WrongStateError):
        actions.edit_answer(answer=published, version=2, data=about(contribution), by=adviser)


def test_nothing_goes_out_before_its_process(adviser):
    process = ProcessFactory(state="draft")
    contribution = ContributionFactory(activity__process=process)
    draft = actions.write_answer(process=process, data=about(contribution), by=adviser)
    with pytest.raises(RefusedError):
        actions.publish_answer(answer=draft, version=1, by=adviser)


@pytest.mark.parametrize("role", ["moderator", "alderman", "clerk", "council_member", None])
def test_who_does_not_edit_the_process_does_not_write(role, process, contribution):
    person = PersonFactory(roles=[role] if role else [])
    with pytest.raises(NotAllowedError):
        actions.write_answer(process=process, data=about(contribution), by=person)


def test_an_editor_of_the_process_writes(process, contribution):
    editor = TeamMemberFactory(process=process, part="editor").person
    assert actions.write_answer(process=process, data=about(contribution), by=editor).pk


@pytest.mark.parametrize(("role", "may"), [
    ("adviser", True), ("alderman", True), ("administrator", True), ("moderator", False), ("clerk", False),
    ("council_member", False),
])
def test_who_approves(role, may, needs_approval, draft, adviser):
    actions.submit_answer(answer=draft, version=1, by=adviser)
    person = PersonFactory(roles=[role])
    if may:
        assert actions.approve_answer(answer=draft, version=2, by=person).state == "approved"
    else:
        with pytest.raises(NotAllowedError):
            actions.approve_answer(answer=draft, version=2, by=person)
