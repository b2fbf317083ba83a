"""Reads for the pages of promises, each with a fixed number of SQL queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Q, QuerySet, When
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.ui.thread import ThreadLine
from rodedraad.decide.answers.desk import Waiting, waiting
from rodedraad.decide.answers.hooks import PromiseRow, Promises
from rodedraad.decide.answers.lines import day, draw
from rodedraad.decide.answers.models import Answer, Decision
from rodedraad.decide.answers.queries import covered
from rodedraad.decide.answers.rules import charter_in_force
from rodedraad.listen.processes.models import Process
from rodedraad.understand.themes.models import Theme

from .knots import answers_behind
from .models import Commitment, CommitmentChange, Result
from .news import commitment_path
from .querysets import CommitmentQuerySet

PER_PAGE = 50
SOON = 14
ORDERS = {
    "datum": ("due_on", "pk"), "-datum": ("-due_on", "-pk"),
    "wie": ("owner_title", "due_on", "pk"), "-wie": ("-owner_title", "due_on", "pk"),
    "wat": ("what", "pk"), "-wat": ("-what", "pk"),
    "traject": ("process__title", "due_on", "pk"), "-traject": ("-process__title", "due_on", "pk"),
    "stand": ("state", "due_on", "pk"), "-stand": ("-state", "due_on", "pk"),
}
TONES = {"late": "error", "open": "info", "done": "ok", "stopped": "warning"}


def find_commitment(request: HttpRequest, commitment_id: int) -> Commitment:
    """The promise at an address, if the person may know of it; else 404."""
    visible = Commitment.objects.visible_to(request.person)  # type: ignore[attr-defined]
    found = visible.select_related("process", "organisation", "owner", "answer", "decision").filter(
        pk=commitment_id).first()
    if found is None:
        raise Http404(str(commitment_id))
    return found


def find_commitment_for_desk(request: HttpRequest, commitment_id: int) -> Commitment:
    """As `find_commitment`; a visitor gets an empty one, so that every desk address leads to the login page."""
    if not request.person.is_authenticated:  # type: ignore[attr-defined]
        return Commitment(pk=commitment_id, process=Process(), due_on=timezone.localdate())
    return find_commitment(request, commitment_id)


def standing(commitment: Commitment, today: date | None = None) -> str:
    """How a promise stands: `late`, `open`, `done` or `stopped`."""
    return "late" if commitment.is_late(today) else commitment.state


def standing_label(commitment: Commitment) -> str:
    """How a promise stands, in words; a late one says how many days."""
    if not commitment.is_late():
        return str(commitment.get_state_display())
    days = (timezone.localdate() - commitment.due_on).days
    return _("1 day late") if days == 1 else _("%(days)d days late") % {"days": days}


@dataclass(frozen=True)
class Row:
    """One promise in a list."""

    commitment: Commitment
    label: str
    tone: str


@dataclass(frozen=True)
class CommitmentPage:
    """One promise with where it was made, how it moved, and what came of it."""

    row: Row
    answer: Answer | None
    decision: Decision | None
    changes: list[CommitmentChange]
    results: list[Result]
    line: ThreadLine


def commitment_page(commitment: Commitment) -> CommitmentPage:
    """Everything on the page of one promise; a fixed number of queries."""
    answers = list(answers_behind(Commitment.objects.filter(pk=commitment.pk)))
    themes = list(Theme.objects.filter(state="published", answers__in=[each.pk for each in answers]).distinct())
    results = list(commitment.results.all())
    decision = commitment.decision if commitment.decision and commitment.decision.is_published else None
    line = draw(
        contributions=covered(answers, themes).count(), themes=[theme.published_at for theme in themes],
        answers=[answer.published_at for answer in answers],
        decisions=[decision.decided_on] if decision else [],
        promises=Promises([_promise_row(commitment, results)]), charter=charter_in_force(commitment.process),
    )
    answer = commitment.answer if commitment.answer and commitment.answer.state == "published" else None
    return CommitmentPage(row_of(commitment), answer, decision, list(commitment.changes.all()), results, line)


def row_of(commitment: Commitment) -> Row:
    """A promise as lists show it."""
    return Row(commitment, standing_label(commitment), TONES[standing(commitment)])


def promises_in(answer_ids: Iterable[int], decision_ids: Iterable[int]) -> Promises:
    """The published promises made in these answers and decisions, for their pages. Two queries."""
    found = Commitment.objects.public().filter(Q(answer__in=answer_ids) | Q(decision__in=decision_ids))
    rows = found.prefetch_related("results").distinct()
    return Promises([_promise_row(commitment, commitment.results.all()) for commitment in rows])


def _promise_row(commitment: Commitment, results: Iterable[Result]) -> PromiseRow:
    made_on = day(commitment.created_at) or commitment.due_on
    return PromiseRow(
        what=commitment.what, href=commitment_path(commitment), owner=commitment.owner_title,
        due_on=commitment.due_on, state=standing_label(commitment), tone=TONES[standing(commitment)],
        is_open=commitment.state == Commitment.State.OPEN, made_on=made_on,
        results_on=tuple(result.happened_on for result in results),
    )


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for in the overview."""

    owner: str = ""
    state: str = ""
    process: int | None = None
    order: str = "datum"
    is_mine: bool = False

    def cleaned(self) -> "Wanted":
        """The same, with an order that exists."""
        return self if self.order in ORDERS else replace(self, order="datum")


@dataclass(frozen=True)
class Counts:
    """How the promises of the organisation stand."""

    open: int
    late: int
    soon: int
    done: int


@dataclass(frozen=True)
class Overview:
    """One page of the promises of the organisation, with the choices of its filters."""

    page: Page
    rows: list[Row]
    wanted: Wanted
    counts: Counts
    owners: list[str] = field(default_factory=list)
    processes: list[Process] = field(default_factory=list)


def overview(person: Person, wanted: Wanted, *, number: int = 1) -> Overview:
    """The promises that the person may see, filtered and sorted. Five queries."""
    visible = Commitment.objects.visible_to(person)
    wanted = wanted.cleaned()
    page = Paginator(_found(visible, wanted, person), PER_PAGE).get_page(number)
    owners = visible.order_by("owner_title").values_list("owner_title", flat=True).distinct()
    processes = Process.objects.filter(pk__in=visible.order_by().values("process_id")).order_by("title")
    return Overview(page, [row_of(each) for each in page], wanted, counts(visible), list(owners), list(processes))


def exported(person: Person, wanted: Wanted) -> QuerySet:
    """The promises that the overview shows, all pages."""
    return _found(Commitment.objects.visible_to(person), wanted.cleaned(), person)


def counts(commitments: CommitmentQuerySet) -> Counts:
    """How some promises stand. One query."""
    today = timezone.localdate()
    is_open = Q(state=Commitment.State.OPEN)
    found = commitments.order_by().aggregate(
        open=Count("pk", filter=is_open), late=Count("pk", filter=is_open & Q(due_on__lt=today)),
        soon=Count("pk", filter=is_open & Q(due_on__range=(today, today + timedelta(days=SOON)))),
        done=Count("pk", filter=Q(state=Commitment.State.DONE)),
    )
    return Counts(**found)


def process_list(process: Process, *, number: int = 1) -> tuple[Page, list[Row]]:
    """One page of the public promises of a process: late first, then by due date, finished last."""
    public = Commitment.objects.public().filter(process=process).select_related("process")
    page = Paginator(open_first(public), PER_PAGE).get_page(number)
    return page, [row_of(each) for each in page]


def open_first(commitments: QuerySet) -> QuerySet:
    """Open promises by due date (so the late ones come first), after them what is done or stopped."""
    finished = Case(When(state=Commitment.State.OPEN, then=0), default=1)
    return commitments.order_by(finished, "due_on", "pk")


def late_commitments(limit: int | None = None) -> CommitmentQuerySet:
    """The public promises of the organisation in scope that are late, longest first."""
    late = Commitment.objects.public().late(timezone.localdate()).select_related("process")
    return late[:limit] if limit else late


def promised_soon(days: int = SOON) -> CommitmentQuerySet:
    """The public open promises of the organisation in scope that are due within so many days, today included."""
    today = timezone.localdate()
    due = (today, today + timedelta(days=days))
    return Commitment.objects.public().filter(state=Commitment.State.OPEN, due_on__range=due).select_related("process")


@dataclass(frozen=True)
class Late:
    """What is late in one process: answers that should have been there, promises that should have been kept."""

    answers: Waiting
    commitments: int

    @property
    def is_late(self) -> bool:
        """Whether anything is late."""
        return bool(self.answers.days_late or self.commitments)


def late_in(process: Process) -> Late:
    """The late figures of one process. Four queries."""
    late = Commitment.objects.public().filter(process=process).late(timezone.localdate())
    return Late(waiting(process), late.count())


def _found(visible: CommitmentQuerySet, wanted: Wanted, person: Person) -> QuerySet:
    rows = visible.select_related("process")
    if wanted.is_mine:
        rows = rows.filter(owner_id=person.pk)
    if wanted.owner:
        rows = rows.filter(owner_title=wanted.owner)
    if wanted.process:
        rows = rows.filter(process_id=wanted.process)
    if wanted.state == "late":
        rows = rows.late(timezone.localdate())
    elif wanted.state in Commitment.State.values:
        rows = rows.filter(state=wanted.state)
    return rows.order_by(*ORDERS[wanted.order])
