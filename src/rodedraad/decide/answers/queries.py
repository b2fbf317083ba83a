"""Reads for the public pages of answers and decisions, each with a fixed number of SQL queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.base.ui.thread import ThreadLine
from rodedraad.listen.activities.kinds import kind_of
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.querysets import COUNTED, PUBLIC
from rodedraad.listen.processes.models import Process
from rodedraad.listen.processes.queries import find_process
from rodedraad.understand.themes.models import Grounds, Theme

from .hooks import Promises, promises_in
from .lines import draw
from .models import Answer, AnswerVersion, Decision, DecisionVersion
from .permissions import approves
from .rules import charter_in_force

PER_PAGE = 20
SHOWN_CONTRIBUTIONS = 10


def find_answer(request: HttpRequest, process_slug: str, answer_id: int) -> Answer:
    """The answer at an address, if the person may know of it; else 404."""
    visible = Answer.objects.visible_to(request.person)  # type: ignore[attr-defined]
    found = visible.select_related("process", "organisation", "written_by", "approved_by").filter(
        process__slug=process_slug, pk=answer_id).first()
    if found is None:
        raise Http404(str(answer_id))
    return found


def to_approve(person: Person) -> QuerySet:
    """The answers that wait for the approval of this very person: as `answers.approve` says, without reading each."""
    waiting = Answer.objects.filter(state=Answer.State.SUBMITTED).exclude(written_by=person)
    led = Process.objects.filter(team__person=person, team__part="lead")
    return waiting if approves(person) else waiting.filter(process__in=led.values("pk"))


def find_decision(request: HttpRequest, process_slug: str, decision_id: int) -> Decision:
    """The decision at an address, if the person may know of it; else 404."""
    visible = Decision.objects.visible_to(request.person)  # type: ignore[attr-defined]
    found = visible.select_related("process", "organisation").filter(
        process__slug=process_slug, pk=decision_id).first()
    if found is None:
        raise Http404(str(decision_id))
    return found


def find_answer_for_desk(request: HttpRequest, process_slug: str, answer_id: int) -> Answer:
    """As `find_answer`; a visitor gets an empty draft, so that every desk address leads to the login page."""
    if not request.person.is_authenticated:  # type: ignore[attr-defined]
        return Answer(process=Process(slug=process_slug))
    return find_answer(request, process_slug, answer_id)


def find_decision_for_desk(request: HttpRequest, process_slug: str, decision_id: int) -> Decision:
    """As `find_decision`; a visitor gets an empty draft, so that every desk address leads to the login page."""
    if not request.person.is_authenticated:  # type: ignore[attr-defined]
        return Decision(process=Process(slug=process_slug))
    return find_decision(request, process_slug, decision_id)


def answers_for(*, theme_ids: Iterable[int] = (), contribution_ids: Iterable[int] = ()) -> list[Answer]:
    """The published answers that name one of these themes or contributions, newest first, their themes fetched."""
    named = Q(themes__in=list(theme_ids)) | Q(contributions__in=list(contribution_ids))
    published = Answer.objects.published().filter(named).distinct().select_related("process")
    return list(published.prefetch_related(Prefetch("themes", queryset=_public_themes())))


@dataclass(frozen=True)
class AnswerRow:
    """One answer in a list."""

    answer: Answer
    themes: list[Theme]


@dataclass(frozen=True)
class AnswerList:
    """One page of the answers of a process."""

    process: Process
    page: Page
    rows: list[AnswerRow]
    outcome: str


def answer_list(process: Process, *, outcome: str = "", number: int = 1) -> AnswerList:
    """The published answers of a process, newest first. Three queries."""
    published = Answer.objects.published().filter(process=process)
    if outcome in Answer.Outcome.values:
        published = published.filter(outcome=outcome)
    prefetched = published.prefetch_related(Prefetch("themes", queryset=_public_themes()))
    page = Paginator(prefetched, PER_PAGE).get_page(number)
    return AnswerList(process, page, [AnswerRow(answer, list(answer.themes.all())) for answer in page], outcome)


@dataclass(frozen=True)
class ContributionLink:
    """A contribution on the page of its answer."""

    contribution: Contribution
    href: str


@dataclass(frozen=True)
class AnswerPage:
    """One answer with what it answers, what rests on it, and its earlier words."""

    answer: Answer
    themes: list[Theme]
    contributions: list[ContributionLink]
    contribution_count: int
    decisions: list[Decision]
    promises: Promises
    line: ThreadLine
    versions: list[AnswerVersion] = field(default_factory=list)

    @property
    def more(self) -> int:
        """How many contributions are not shown."""
        return self.contribution_count - len(self.contributions)


def answer_page(answer: Answer) -> AnswerPage:
    """Everything on the page of one answer; a fixed number of queries, whatever the number of contributions."""
    themes = list(_public_themes().filter(answers=answer))
    about = covered([answer], themes)
    readable = about.filter(state__in=PUBLIC).select_related("activity__process")
    shown = readable.order_by("-support_count", "pk")[:SHOWN_CONTRIBUTIONS]
    count = about.count()
    decisions = list(Decision.objects.published().filter(answers=answer).select_related("process"))
    promises = promises_in([answer.pk], [decision.pk for decision in decisions])
    line = draw(
        contributions=count, themes=[theme.published_at for theme in themes],
        answers=[answer.published_at] if answer.state == Answer.State.PUBLISHED else [],
        decisions=[decision.decided_on for decision in decisions], promises=promises,
        charter=charter_in_force(answer.process),
    )
    return AnswerPage(answer, themes, links(shown), count, decisions, promises, line, list(answer.versions.all()))


def links(contributions: Iterable[Contribution]) -> list[ContributionLink]:
    """Contributions with the address of their page; their activity and process are fetched."""
    return [ContributionLink(each, kind_of(each.activity).contribution_url(each)) for each in contributions]


@dataclass(frozen=True)
class DecisionPage:
    """One decision with the answers it rests on, what was promised in it, and its earlier words."""

    decision: Decision
    answers: list[Answer]
    promises: Promises
    line: ThreadLine
    versions: list[DecisionVersion]


def decision_page(decision: Decision) -> DecisionPage:
    """Everything on the page of one decision; a fixed number of queries."""
    answers = list(Answer.objects.published().filter(decisions=decision).select_related("process"))
    ids = [answer.pk for answer in answers]
    themes = list(_public_themes().filter(answers__in=ids).distinct())
    promises = promises_in([], [decision.pk])
    line = draw(
        contributions=covered(answers, themes).count(), themes=[theme.published_at for theme in themes],
        answers=[answer.published_at for answer in answers],
        decisions=[decision.decided_on] if decision.is_published else [], promises=promises,
        charter=charter_in_force(decision.process),
    )
    return DecisionPage(decision, answers, promises, line, list(decision.versions.all()))


def decision_list(process: Process, person: Person | Visitor, *, drafts: bool = False, number: int = 1) -> Page:
    """One page of the decisions of a process, newest first; with `drafts` also what is not public."""
    rows = Decision.objects.visible_to(person).filter(process=process)
    if not drafts:
        rows = rows.published()
    return Paginator(rows.select_related("process").prefetch_related("answers"), PER_PAGE).get_page(number)


def _public_themes() -> QuerySet:
    return Theme.objects.filter(state=Theme.State.PUBLISHED)


def covered(answers: Iterable[Answer], themes: Iterable[Theme]) -> QuerySet:
    """The contributions that count and that answers name, or that ground one of the themes or an observation of it."""
    pairs = Answer.contributions.through.objects  # type: ignore[attr-defined] # made by Django, unknown to mypy
    named = pairs.filter(answer_id__in=[answer.pk for answer in answers])
    ids = [theme.pk for theme in themes]
    grounds = Grounds.objects.filter(Q(theme__in=ids) | Q(theme__parent__in=ids), state=Grounds.State.CONFIRMED)
    found = named.order_by().values("contribution_id").union(grounds.order_by().values("contribution_id"))
    return Contribution.objects.filter(pk__in=found, state__in=COUNTED)


__all__ = [
    "answer_list", "answer_page", "answers_for", "covered", "decision_list", "decision_page", "find_answer",
    "find_answer_for_desk", "find_decision", "find_decision_for_desk", "find_process", "links",
]
