"""Page-shaped reads that cross floors: home, promises, Mijn draad and the desk."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.base.notifications.models import Notice
from rodedraad.decide.agreements.models import Commitment, Result
from rodedraad.decide.answers.models import Answer, Decision
from rodedraad.decide.answers.queries import to_approve
from rodedraad.listen.activities import occasions
from rodedraad.listen.activities.models import Phase
from rodedraad.listen.activities.occasions import Occasion
from rodedraad.listen.contributions.models import Comment, Contribution, Report
from rodedraad.listen.contributions.moderation.queries import moderated_processes
from rodedraad.listen.processes.models import Process
from rodedraad.understand.themes.models import Theme

SOON = timedelta(days=14)
ON_HOME = 6
PER_PAGE = 20


@dataclass(frozen=True)
class Home:
    """What the home page of an organisation shows."""

    running: list[Process]
    running_count: int
    coming: list[Occasion]
    closing: list[Phase]
    late: list[Commitment]
    late_count: int
    results: list[Result]
    finished: list[Process]


def home(person: Person | Visitor) -> Home:
    """What runs, what is coming, what closes, what was promised and is late, what came of it: seven queries."""
    now = timezone.now()
    visible = Process.objects.visible_to(person)
    running = list(with_knots(visible.running().order_by("-published_at"))[: ON_HOME + 1])
    late = list(_late(person).select_related("process")[: ON_HOME + 1])
    return Home(
        running=running[:ON_HOME],
        running_count=len(running),
        coming=occasions.coming(person, ON_HOME),
        closing=list(
            Phase.objects.filter(ends_at__gt=now, ends_at__lte=now + SOON, starts_at__lte=now,
                                 activity__process__in=visible.running())
            .select_related("activity__process").order_by("ends_at")[:ON_HOME]
        ),
        late=late[:ON_HOME],
        late_count=len(late),
        results=list(
            Result.objects.filter(commitment__is_published=True, commitment__process__in=_open_to(person).values("pk"))
            .select_related("commitment__process").order_by("-happened_on", "-pk")[:ON_HOME]
        ),
        finished=list(visible.finished().order_by("-closed_at")[:ON_HOME]),
    )


def _late(person: Person | Visitor) -> QuerySet:
    """Public promises that are late; of a draft process not even to who works on it."""
    return Commitment.objects.filter(
        state=Commitment.State.OPEN, due_on__lt=timezone.localdate(), is_published=True,
        process__in=_open_to(person).values("pk"),
    ).order_by("due_on", "pk")


def _open_to(person: Person | Visitor) -> QuerySet:
    return Process.objects.visible_to(person).exclude(state=Process.State.DRAFT)


def with_knots(processes: QuerySet) -> QuerySet:
    """Each process with whether it reached the knots: `tied_contribution` … `tied_result`, in the same query."""
    own = {"process": OuterRef("pk")}
    return processes.annotate(
        tied_contribution=Exists(Contribution.objects.counted().filter(**own)),
        tied_theme=Exists(Theme.objects.filter(state=Theme.State.PUBLISHED, **own)),
        tied_answer=Exists(Answer.objects.filter(state=Answer.State.PUBLISHED, **own)),
        tied_decision=Exists(Decision.objects.filter(is_published=True, **own)),
        tied_commitment=Exists(Commitment.objects.filter(is_published=True, **own)),
        tied_result=Exists(Result.objects.filter(commitment__is_published=True, commitment__process=OuterRef("pk"))),
    )


@dataclass(frozen=True)
class MyThread:
    """A person's own contributions and the news about them."""

    contributions: Page
    notices: list[Notice]
    unread: int
    works_on: list[Process]


def my_thread(person: Person, page: int) -> MyThread:
    """Own contributions, those with the latest news first, and the last notices."""
    own = (
        Contribution.objects.filter(author=person)
        .select_related("process", "activity__process", "merged_into")
        .order_by("-updated_at", "-pk")
    )
    notices = list(person.notices.order_by("-created_at", "-pk")[:PER_PAGE])
    return MyThread(
        contributions=Paginator(own, PER_PAGE).get_page(page),
        notices=notices,
        unread=person.notices.filter(read_at=None).count(),
        works_on=list(Process.objects.filter(team__person=person).order_by("-updated_at")[:ON_HOME]),
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
    rows = chosen[state].select_related("process").prefetch_related(Prefetch("results", to_attr="reported"))
    return Promises(state, counts, Paginator(rows, PER_PAGE).get_page(page))


@dataclass(frozen=True)
class Desk:
    """What waits for somebody who works here; each process with whether the person may open its desk."""

    processes: list[tuple[Process, bool]]
    may_judge: bool
    may_oversee: bool
    waiting: int
    reported: int
    may_approve: bool
    approvals: list[Answer]
    approval_count: int
    own_commitments: list[Commitment]
    late: list[Commitment]
    late_count: int


def desk(person: Person) -> Desk:
    """Processes, the own part of the queue, answers to approve and promises, in nine queries."""
    processes = Process.objects.visible_to(person).exclude(state=Process.State.ARCHIVED)
    listed = [(process, person.may("processes.see_desk", process))
              for process in processes.order_by("state", "-published_at")[:20]]
    judged = moderated_processes(person).values("pk")
    approvals = to_approve(person).filter(process__in=processes.values("pk"))
    late, count = _late(person), approvals.count()
    return Desk(
        processes=listed,
        may_judge=person.may("moderation.queue"),
        may_oversee=person.may("commitments.overview"),
        waiting=Contribution.objects.filter(state="pending", process__in=judged).count()
        + Comment.objects.filter(state="pending", contribution__process__in=judged).count(),
        reported=Report.objects.filter(handled_at=None, contribution__process__in=judged).count(),
        may_approve=person.is_staff_member or bool(count),
        approvals=list(approvals.select_related("process")[:ON_HOME]),
        approval_count=count,
        own_commitments=list(
            Commitment.objects.filter(owner=person, state=Commitment.State.OPEN).select_related("process")
            .order_by("due_on")[:ON_HOME]
        ),
        late=list(late.select_related("process")[:ON_HOME]),
        late_count=late.count(),
    )


def public_processes(person: Person | Visitor) -> list[Process]:
    """Processes with open data, newest first."""
    return list(Process.objects.visible_to(person).exclude(state=Process.State.DRAFT).order_by("-published_at")[:200])
