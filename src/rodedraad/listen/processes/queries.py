"""Reads for the pages of a process: each a fixed number of SQL queries."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.base.notifications.models import Follow
from rodedraad.base.organisations.models import Neighbourhood

from . import hooks
from .agenda import Agenda, Moment, timeline
from .differences import Difference, compare
from .levels import Promise, promise_of
from .models import Charter, Process, TeamMember
from .rulebook import Missing, missing_in

PER_PAGE = 12
CLOSES_SOON_DAYS = 14


def find_process(request: HttpRequest, process_slug: str) -> Process:
    """The process at an address, if the person may know of it; else 404."""
    found = Process.objects.visible_to(request.person).filter(slug=process_slug).first()  # type: ignore[attr-defined]
    if found is None:
        raise Http404(process_slug)
    return found


def find_for_desk(request: HttpRequest, process_slug: str) -> Process:
    """As `find_process`; a visitor gets an empty draft, so that every desk address leads to the login page."""
    if not request.person.is_authenticated:  # type: ignore[attr-defined]
        return Process(slug=process_slug)
    return find_process(request, process_slug)


def find_member(request: HttpRequest, process_slug: str, member_id: int) -> TeamMember:
    """A member of the team of a process."""
    process = find_for_desk(request, process_slug)
    if process.pk is None:
        return TeamMember(process=process)
    member = TeamMember.objects.select_related("person").filter(process=process, pk=member_id).first()
    if member is None:
        raise Http404(str(member_id))
    member.process = process
    return member


@dataclass(frozen=True)
class Row:
    """One process in a list."""

    process: Process
    agenda: Agenda
    neighbourhoods: tuple[str, ...] = ()
    late: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listing:
    """One page of processes, the numbers per state, and the choices of the filters."""

    page: Page
    rows: list[Row]
    counts: dict[str, int]
    neighbourhoods: list[Neighbourhood]


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for in the public list."""

    words: str = ""
    neighbourhood: str = ""
    state: str = "running"
    number: int = 1


def public_listing(wanted: Wanted) -> Listing:
    """The processes that residents see: running, closing soon or finished."""
    soon = hooks.closing_before(timezone.now() + timedelta(days=CLOSES_SOON_DAYS))
    found = Process.objects.filter(state__in=("published", "closed")).titled_like(wanted.words)
    if wanted.neighbourhood:
        found = found.filter(pk__in=Process.neighbourhoods.through.objects.filter(
            neighbourhood__slug=wanted.neighbourhood).values("process_id"))
    states = {"running": Q(state="published"), "closing": Q(state="published", pk__in=soon),
              "finished": Q(state="closed")}
    counts = found.aggregate(**{name: Count("pk", filter=where) for name, where in states.items()})
    chosen = found.filter(states.get(wanted.state, states["running"]))
    page = _page(chosen, counts[wanted.state if wanted.state in counts else "running"], wanted.number)
    return Listing(page, _rows(page), counts, list(Neighbourhood.objects.all()))


class _CountedPaginator(Paginator):
    """A paginator that was told how many rows there are."""

    def __init__(self, rows: QuerySet, number_of_rows: int) -> None:
        super().__init__(rows, PER_PAGE)
        self.__dict__["count"] = number_of_rows


def _page(rows: QuerySet, count: int, number: int) -> Page:
    return _CountedPaginator(rows.prefetch_related("neighbourhoods"), count).get_page(number)


def _rows(page: Page) -> list[Row]:
    processes = list(page.object_list)
    agendas = hooks.agendas(processes)
    return [
        Row(process, agendas[process.pk], tuple(each.name for each in process.neighbourhoods.all()))
        for process in processes
    ]


def desk_listing(person: Person, *, words: str = "", state: str = "", only_own: bool = False,
                 number: int = 1) -> Listing:
    """The processes that a person of the organisation works with, with a mark on what is late."""
    visible = Process.objects.visible_to(person).titled_like(words)
    if only_own:
        visible = visible.worked_on_by(person)
    counts = visible.aggregate(
        all=Count("pk", filter=~Q(state="archived")),
        **{each.value: Count("pk", filter=Q(state=each.value)) for each in Process.State},
    )
    state = state if state in Process.State.values else "all"
    chosen = visible.exclude(state="archived") if state == "all" else visible.filter(state=state)
    page = _page(chosen.order_by("-updated_at", "-pk"), counts[state], number)
    rows = _rows(page)
    holding = {each.process_id: each for each in Charter.objects.filter(
        process__in=[row.process.pk for row in rows]).published()}
    rows = [replace(row, late=late_dates(row.process, holding.get(row.process.pk))) for row in rows]
    return Listing(page, rows, counts, [])


def late_dates(process: Process, charter: Charter | None) -> tuple[str, ...]:
    """Which promised dates of a running process have passed: `answer_by`, `decision_on`, `ends_on`."""
    if process.state != Process.State.PUBLISHED or charter is None:
        return ()
    dated = {"answer_by": charter.answer_by, "decision_on": charter.decision_on, "ends_on": process.ends_on}
    today = timezone.localdate()
    return tuple(name for name, on in dated.items() if on and on < today)


def current_charter(process: Process) -> Charter | None:
    """The rules that hold now."""
    return Charter.objects.filter(process=process).published().last()


def draft_charter(process: Process) -> Charter | None:
    """The version of the rules that is being written."""
    return Charter.objects.filter(process=process).drafts().first()


@dataclass(frozen=True)
class ProcessPage:
    """Everything on the page of one process."""

    process: Process
    charter: Charter | None
    promise: Promise | None
    agenda: Agenda
    moments: Sequence[Moment]
    neighbourhoods: list[str]
    is_following: bool = False
    change: Charter | None = None


def process_page(process: Process, person: Person | Visitor, *, preview: bool = False) -> ProcessPage:
    """The page as residents see it; as a preview with the rules that are being written."""
    versions = list(Charter.objects.filter(process=process))
    published = [each for each in versions if each.published_at]
    charter = published[-1] if published else None
    if preview:
        charter = next((each for each in versions if not each.published_at), charter)
    agenda = hooks.agendas([process])[process.pk]
    following = bool(person.pk) and Follow.objects.filter(person=person.pk, topic=process.topic).exists()
    return ProcessPage(
        process, charter, promise_of(charter.level) if charter and charter.level else None, agenda,
        timeline(process, charter, [*agenda.moments, *hooks.moments(process)]),
        [each.name for each in process.neighbourhoods.all()], following,
        published[-1] if len(published) > 1 else None,
    )


@dataclass(frozen=True)
class RulesPage:
    """The rules in full, with their earlier versions."""

    charter: Charter
    promise: Promise
    versions: list[Charter]


def rules_page(process: Process) -> RulesPage:
    """The published rules of a process; 404 when there are none."""
    versions = list(Charter.objects.filter(process=process).published().select_related("published_by"))
    if not versions:
        raise Http404(process.slug)
    return RulesPage(versions[-1], promise_of(versions[-1].level), versions[::-1])


@dataclass(frozen=True)
class VersionPage:
    """One version of the rules beside the one before it."""

    charter: Charter
    before: Charter | None
    differences: list[Difference]
    next_number: int | None

    @property
    def changed(self) -> list[Difference]:
        """Only the fields that differ."""
        return [each for each in self.differences if each.is_changed]


def version_page(process: Process, number: int) -> VersionPage:
    """A published version compared with the one before it; 404 when there is no such version."""
    wanted = {each.number: each for each in Charter.objects.filter(process=process).published()}
    if number not in wanted:
        raise Http404(str(number))
    charter, before = wanted[number], wanted.get(number - 1)
    differences = compare(before, charter) if before else []
    return VersionPage(charter, before, differences, number + 1 if number + 1 in wanted else None)


def team_of(process: Process) -> list[TeamMember]:
    """The team, who leads first."""
    order = {part: place for place, part in enumerate(TeamMember.Part.values)}
    members = TeamMember.objects.filter(process=process).select_related("person__account")
    return sorted(members, key=lambda member: (order[member.part], member.person.display_name))


@dataclass(frozen=True)
class DeskPage:
    """Where a process stands, for its team."""

    charter: Charter | None
    draft: Charter | None
    missing: list[Missing]
    agenda: Agenda
    moments: list[Moment]
    late: tuple[str, ...]
    steps: list[tuple[str, str]]
    member_count: int


def desk_page(process: Process) -> DeskPage:
    """The overview of the desk: what is there, what is missing, what is late, and the timeline with its gaps."""
    versions = list(Charter.objects.filter(process=process))
    published = [each for each in versions if each.published_at]
    charter = published[-1] if published else None
    draft = next((each for each in versions if not each.published_at), None)
    agenda = hooks.agendas([process])[process.pk]
    missing = missing_in(draft) if process.state == Process.State.DRAFT else []
    late = late_dates(process, charter)
    return DeskPage(
        charter, draft, missing, agenda, timeline(process, charter or draft, [*agenda.moments, *agenda.gaps]), late,
        _steps(process, is_complete=not missing, has_activity=bool(agenda.activity_count)),
        TeamMember.objects.filter(process=process).count(),
    )


def _steps(process: Process, *, is_complete: bool, has_activity: bool) -> list[tuple[str, str]]:
    """Rules, activities, running, finished: done, now or to come."""
    is_draft, is_running = process.state == Process.State.DRAFT, process.state == Process.State.PUBLISHED
    done = [not is_draft or is_complete, not is_draft or has_activity, not is_draft, not is_draft and not is_running]
    labels = [_("Write the rules"), _("Plan the activities"), _("Publish"), _("Finish with a lesson")]
    first_open = next((place for place, is_done in enumerate(done) if not is_done), len(done))
    return [
        (label, "done" if is_done else "now" if place == first_open else "todo")
        for place, (label, is_done) in enumerate(zip(labels, done, strict=True))
    ]
