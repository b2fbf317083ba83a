"""Reads for the pages of planning: the lists of meetings, and one meeting with its programme."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, QueryDict
from django.utils import timezone

from rodedraad.base.core.text import clean_line
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.processes.models import Process

from ..lookup import find_meeting_on_desk
from ..models import Guest, Meeting, Part

PER_PAGE = 20
State = Meeting.State
ORDERS = {"datum": "starts_at", "titel": "title", "stand": "state", "gasten": "guest_count"}


@dataclass(frozen=True)
class Wanted:
    """What somebody asks of the list at the desk."""

    search: str = ""
    state: str = ""
    form: str = ""
    order: str = "-datum"

    @classmethod
    def read(cls, data: QueryDict) -> "Wanted":
        """From the address; what does not exist is left out."""
        state, form, order = data.get("stand", ""), data.get("vorm", ""), data.get("volgorde", cls.order)
        return cls(
            search=clean_line(data.get("q", ""))[:100], state=state if state in State.values else "",
            form=form if form in Meeting.Form.values else "",
            order=order if order.removeprefix("-") in ORDERS else cls.order)

    @property
    def query(self) -> str:
        """The same for in an address, without the page."""
        chosen = {"q": self.search, "stand": self.state, "vorm": self.form,
                  "volgorde": self.order if self.order != type(self).order else ""}
        return urlencode({name: value for name, value in chosen.items() if value})

    @property
    def is_filtered(self) -> bool:
        """Whether some meetings are left out."""
        return bool(self.search or self.state or self.form)


def _guest_count(state: str) -> Coalesce:
    """Counted apart per meeting: joined counts would multiply each other."""
    counted = Guest.objects.filter(meeting=OuterRef("pk"), state=state).order_by().values("meeting")
    return Coalesce(Subquery(counted.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


def desk_page_of(activity: Activity, wanted: Wanted, number: str) -> Page:
    """One page of meetings at the desk with how many guests each has, in two queries."""
    rows = Meeting.objects.filter(activity=activity).annotate(
        guest_count=_guest_count(Guest.State.REGISTERED), waiting_count=_guest_count(Guest.State.WAITING))
    if wanted.search:
        words = Q(title__icontains=wanted.search) | Q(venue__icontains=wanted.search)
        rows = rows.filter(words | Q(visited_name__icontains=wanted.search) | Q(host_name__icontains=wanted.search))
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.form:
        rows = rows.filter(form=wanted.form)
    field = F(ORDERS[wanted.order.removeprefix("-")])
    direction = field.desc() if wanted.order.startswith("-") else field.asc()
    page = Paginator(rows.order_by(direction, "pk"), PER_PAGE).get_page(number)
    for meeting in page.object_list:
        meeting.activity = activity
    return page


def to_be_thanked() -> Q:
    """Meetings that were held, with guests who left an e-mail address and were not thanked yet."""
    return Q(state=State.HELD, thanked_at=None, pk__in=Guest.objects.exclude(email="").values("meeting"))


def waiting_for_many(activity: Activity) -> dict[str, int]:
    """How many meetings could be published, were on their day, and have guests to thank; one query."""
    now = timezone.now()
    return Meeting.objects.filter(activity=activity).order_by().aggregate(
        drafts=Count("pk", filter=Q(state=State.DRAFT, ends_at__gt=now)),
        to_hold=Count("pk", filter=Q(state=State.PUBLISHED, starts_at__lte=now)),
        to_thank=Count("pk", filter=to_be_thanked()))


def shown(activity: Activity) -> QuerySet[Meeting]:
    """The meetings that everybody can read about."""
    return Meeting.objects.filter(activity=activity).exclude(state=State.DRAFT)


def coming(activity: Activity, number: str) -> Page:
    """The meetings to come, the first first, by page; a cancelled one stays until its day has passed."""
    rows = shown(activity).filter(ends_at__gte=timezone.now()).exclude(state=State.HELD).order_by("starts_at", "pk")
    return _page(rows, number, activity)


def past(activity: Activity, number: str) -> Page:
    """The meetings that were, the last first, by page."""
    rows = shown(activity).filter(Q(ends_at__lt=timezone.now()) | Q(state=State.HELD)).exclude(
        state=State.CANCELLED).order_by("-starts_at", "-pk")
    return _page(rows, number, activity)


def _page(rows: QuerySet[Meeting], number: str, activity: Activity) -> Page:
    page = Paginator(rows, PER_PAGE).get_page(number)
    page.object_list = _with_activity(list(page.object_list), activity)
    return page


def coming_in(process: Process, most: int = 3) -> list[Meeting]:
    """The first meetings to come in a whole process, in one query."""
    rows = Meeting.objects.filter(activity__process=process, state=State.PUBLISHED, ends_at__gte=timezone.now())
    meetings = list(rows.select_related("activity").order_by("starts_at", "pk")[:most])
    for meeting in meetings:
        meeting.activity.process = process
    return meetings


def _with_activity(meetings: list[Meeting], activity: Activity) -> list[Meeting]:
    for meeting in meetings:
        meeting.activity = activity
    return meetings


def parts_of(meeting: Meeting) -> list[Part]:
    """The programme, in order."""
    parts = list(Part.objects.filter(meeting=meeting))
    for part in parts:
        part.meeting = meeting
    return parts


def find_part(request: HttpRequest, process_slug: str, activity_slug: str, pk: int, part_id: int) -> Part:
    """A part at the desk; a visitor gets an empty one, so that the address leads to the login page."""
    meeting = find_meeting_on_desk(request, process_slug, activity_slug, pk)
    if meeting.pk is None:
        return Part(meeting=meeting)
    part: Part | None = Part.objects.filter(meeting=meeting, pk=part_id).first()
    if part is None:
        raise Http404(str(part_id))
    part.meeting = meeting
    return part


def first_activity(process: Process) -> Activity | None:
    """The first activity of meetings in a process."""
    found: Activity | None = Activity.objects.filter(process=process, kind="meetings").first()
    return found
