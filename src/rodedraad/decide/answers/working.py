"""Reads for the page on which staff work on one answer: its state, what the person can do next, what would change."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.listen.processes.differences import Difference, compare_words
from rodedraad.listen.processes.models import Process
from rodedraad.understand.themes.models import Theme

from .models import Answer, AnswerRevision
from .queries import ContributionLink, find_answer, links
from .rules import needs_motivation

State = Answer.State
SHOWN = 20


@dataclass(frozen=True)
class Working:
    """One answer at work, and which buttons the person gets."""

    answer: Answer
    themes: list[Theme]
    contributions: list[ContributionLink]
    change: AnswerRevision | None
    differences: list[Difference]
    misses_motivation: bool
    can_edit: bool
    can_submit: bool
    can_approve: bool
    can_return: bool
    can_publish: bool
    can_withdraw: bool
    can_decide_change: bool
    waits_for_colleague: bool


def working_page(answer: Answer, person: Person | Visitor) -> Working:
    """The page of one answer at work; a fixed number of queries."""
    writes, publishes = person.may("answers.write", answer), person.may("answers.publish", answer)
    approves, asks = person.may("answers.approve", answer), answer.organisation.answers_need_approval
    change = AnswerRevision.objects.filter(answer=answer).select_related("proposed_by", "answer__process").first()
    ready = {State.APPROVED} if asks else {State.DRAFT, State.SUBMITTED, State.APPROVED}
    named = answer.contributions.select_related("activity__process").order_by("pk")[:SHOWN]
    return Working(
        answer=answer,
        themes=list(answer.themes.all()),
        contributions=links(named),
        change=change,
        differences=_differences(answer, change) if change else [],
        misses_motivation=not answer.motivation and needs_motivation(answer.process, answer.outcome),
        can_edit=writes and answer.state != State.WITHDRAWN,
        can_submit=writes and asks and answer.state == State.DRAFT,
        can_approve=approves and answer.state == State.SUBMITTED,
        can_return=approves and answer.state in {State.SUBMITTED, State.APPROVED},
        can_publish=publishes and answer.state in ready,
        can_withdraw=publishes and answer.state == State.PUBLISHED,
        can_decide_change=change is not None and person.may("answers.approve_revision", change),
        waits_for_colleague=answer.state == State.SUBMITTED and answer.written_by_id == person.pk,
    )


def find_change_for_desk(request: HttpRequest, process_slug: str, answer_id: int) -> AnswerRevision:
    """The proposed change of an answer; a visitor gets an empty one, so that the address leads to the login page."""
    if not request.person.is_authenticated:  # type: ignore[attr-defined]
        return AnswerRevision(answer=Answer(process=Process(slug=process_slug)))
    answer = find_answer(request, process_slug, answer_id)
    change = AnswerRevision.objects.select_related("proposed_by").filter(answer=answer).first()
    if change is None:
        raise Http404(str(answer_id))
    change.answer = answer
    return change


def _differences(answer: Answer, change: AnswerRevision) -> list[Difference]:
    fields = ("title", "outcome", "text", "motivation")
    found = [
        Difference(str(Answer._meta.get_field(name).verbose_name).capitalize(),
                   *compare_words(_shown(answer, name), _shown(change, name)))
        for name in fields
    ]
    return [each for each in found if each.is_changed]


def _shown(row: Answer | AnswerRevision, name: str) -> str:
    return str(row.get_outcome_display() if name == "outcome" else getattr(row, name))
