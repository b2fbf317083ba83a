"""Page-shaped reads that cross floors: home, promises, Mijn draad and the desk."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils import timezone

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.base.notifications.models import Notice
from rodedraad.decide.agreements.models import Commitment, Result
from rodedraad.decide.answers.models import Answer
from rodedraad.listen.activities.models import Phase
from rodedraad.listen.contributions.models import Comment, Contribution, Report
from rodedraad.listen.processes.models import Process

SOON = timedelta(days=14)
ON_HOME = 6
PER_PAGE = 20


@dataclass(frozen=True)
class Home:
    """What the home page of an organisation shows."""

    running: list[Process]
    running_count: int
    closing: list[Phase]
    late: list[Commitment]
    late_count: int
    results: list[Result]
    finished: list[Process]


def home(person: Person | Visitor) -> Home:
    """What runs, what closes soon, what was promised and is late, what came of earlier processes: six queries."""
    now = timezone.now()
    visible = Process.objects.visible_to(person)
    running = list(visible.running().order_by("-published_at")[: ON_HOME + 1])
    late = list(_late().select_related("process")[: ON_HOME + 1])
    return Home(
        running=running[:ON_HOME],
        running_count=len(running),
        closing=list(
            Phase.objects.filter(ends_at__gt=now, ends_at__lte=now + SOON, starts_at__lte=now,
                                 activity__process__in=visible.running())
            .select_related("activity__process").order_by("ends_at")[:ON_HOME]
        ),
        late=late[:ON_HOME],
        late_count=len(late),
        results=list(
            Result.objects.filter(commitment__is_published=True).exclude(commitment__process__state="draft")
            .select_related("commitment__process").order_by("-happened_on", "-pk")[:ON_HOME]
        ),
        finished=list(visible.finished().order_by("-closed_at")[:ON_HOME]),
    )


def _late() -> QuerySet:
    return Commitment.objects.filter(
        state=Commitment.State.OPEN, due_on__lt=timezone.localdate(), is_published=True
    ).exclude(process__state="draft")


@dataclass(frozen=True)
class MyThread:
    """A person's own contributions and the news about them."""

    contributions: Page
    notices: list[Notice]
    unread: int


def my_thread(person: Person, page: int) -> MyThread:
    """Own contributions, those with the latest news first, and the last notices."""
    own = (
        Contribution.objects.filter(author=person)
        .select_related("activity__process", "merged_into")
        .order_by("-updated_at", "-pk")
    )
    notices = list(person.notices.order_by("-created_at", "-pk")[:PER_PAGE])
    return MyThread(
        contributions=Paginator(own, PER_PAGE).get_page(page),
        notices=notices,
        unread=person.notices.filter(read_at=None).count(),
    )


@dataclass(frozen=True)
class Promises:
    """Public commitments of the whole organisation, by whether they were kept."""

    state: str
    counts: dict[str, int]
    commitments: Page


def promises(person: Person | Visitor, state: str, page: int) -> Promises:
    """The commitments that are late, open or done, of processes that the person sees; four queries."""
    visible = Commitment.objects.filter(is_published=True, process__in=Process.objects.visible_to(person))
    today = timezone.localdate()
    chosen = {
        "late": visible.filter(state=Commitment.State.OPEN, due_on__lt=today).order_by("due_on", "pk"),
        "open": visible.filter(state=Commitment.State.OPEN, due_on__gte=today).order_by("due_on", "pk"),
        "done": visible.exclude(state=Commitment.State.OPEN).order_by("-due_on", "-pk"),
    }
    state = state if state in chosen else "late"
    counts = {name: rows.count() for name, rows in chosen.items()}
    rows = chosen[state].select_related("process").prefetch_related("results")
    return Promises(state, counts, Paginator(rows, PER_PAGE).get_page(page))


@dataclass(frozen=True)
class Desk:
    """What waits for somebody who works here."""

    processes: list[Process]
    waiting: int
    reported: int
    approvals: list[Answer]
    own_commitments: list[Commitment]
    late: list[Commitment]
    late_count: int


def desk(person: Person) -> Desk:
    """Processes, the queue, answers to approve and promises, in seven queries."""
    processes = Process.objects.visible_to(person).exclude(state=Process.State.ARCHIVED)
    late = list(_late().select_related("process")[: ON_HOME + 1])
    return Desk(
        processes=list(processes.order_by("state", "-published_at")[:20]),
        waiting=Contribution.objects.filter(state="pending").count() + Comment.objects.filter(state="pending").count(),
        reported=Report.objects.filter(handled_at=None).count(),
        approvals=list(Answer.objects.filter(state=Answer.State.SUBMITTED).select_related("process")[:ON_HOME]),
        own_commitments=list(
            Commitment.objects.filter(owner=person, state=Commitment.State.OPEN).select_related("process")
            .order_by("due_on")[:ON_HOME]
        ),
        late=late[:ON_HOME],
        late_count=len(late),
    )


def public_processes(person: Person | Visitor) -> list[Process]:
    """Processes with open data, newest first."""
    return list(Process.objects.visible_to(person).exclude(state=Process.State.DRAFT).order_by("-published_at")[:200])
