"""Reads for a tour: the plan of all visits, and what to know before one of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, QueryDict

from rodedraad.base.core.text import clean_line
from rodedraad.listen.activities.models import Activity
from rodedraad.understand.themes.models import Theme

from ..lookup import find_meeting_on_desk
from ..models import Conversation, Meeting, Quote
from ..models.people import GuestRole

PER_PAGE = 50
ORDERS = {"datum": "starts_at", "naam": "visited_name", "stand": "state", "uitspraken": "statement_count"}
HARVESTS = ("klaar", "open", "geen")
TOUR = Meeting.Form.TOUR


@dataclass(frozen=True)
class Wanted:
    """What somebody asks of the plan."""

    search: str = ""
    state: str = ""
    harvest: str = ""
    order: str = "datum"

    @classmethod
    def read(cls, data: QueryDict) -> "Wanted":
        """From the address; what does not exist is left out."""
        state, harvest, order = data.get("stand", ""), data.get("oogst", ""), data.get("volgorde", "datum")
        return cls(clean_line(data.get("q", ""))[:100], state if state in Meeting.State.values else "",
                   harvest if harvest in HARVESTS else "", order if order.lstrip("-") in ORDERS else "datum")

    @property
    def query(self) -> str:
        """The same for in an address, without the page."""
        chosen = {"q": self.search, "stand": self.state, "oogst": self.harvest,
                  "volgorde": self.order if self.order != "datum" else ""}
        return urlencode({name: value for name, value in chosen.items() if value})

    @property
    def is_filtered(self) -> bool:
        """Whether some visits are left out."""
        return bool(self.search or self.state or self.harvest)


def planned(activity: Activity) -> list[tuple[str, str]]:
    """The name and code of every organisation in the plan that was not cancelled."""
    rows = Meeting.objects.filter(activity=activity, form=TOUR).exclude(state=Meeting.State.CANCELLED)
    return list(rows.values_list("visited_name", "visited_code"))


def visits(activity: Activity, wanted: Wanted) -> QuerySet[Meeting]:
    """The visits that fit, each with how many statements it has and whether its cards are done."""
    cards = Conversation.objects.filter(meeting=OuterRef("pk"))
    said = Quote.objects.filter(conversation__meeting=OuterRef("pk")).order_by().values("conversation__meeting")
    rows = Meeting.objects.filter(activity=activity, form=TOUR).annotate(
        statement_count=Coalesce(Subquery(said.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0),
        has_done=Exists(cards.filter(state=Conversation.State.DONE)),
        has_open=Exists(cards.filter(state=Conversation.State.OPEN)))
    if wanted.search:
        rows = rows.filter(Q(visited_name__icontains=wanted.search) | Q(visited_code__icontains=wanted.search)
                           | Q(host_name__icontains=wanted.search) | Q(title__icontains=wanted.search))
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.harvest == "klaar":
        rows = rows.filter(has_done=True, has_open=False)
    elif wanted.harvest == "open":
        rows = rows.filter(has_open=True)
    elif wanted.harvest == "geen":
        rows = rows.filter(has_done=False, has_open=False)
    column = F(ORDERS[wanted.order.lstrip("-")])
    return rows.order_by(column.desc() if wanted.order.startswith("-") else column.asc(), "pk")


def plan_page(activity: Activity, wanted: Wanted, number: str) -> Page:
    """One page of the plan with who was there; three queries."""
    page = Paginator(visits(activity, wanted), PER_PAGE).get_page(number)
    with_people(page.object_list, activity)
    return page


def with_people(meetings: Iterable[Meeting], activity: Activity) -> list[Meeting]:
    """Give each visit its `people` (role in words, number), in one query."""
    listed = list(meetings)
    found: dict[int, Counter[str]] = {}
    rows = Conversation.objects.filter(meeting__in=[meeting.pk for meeting in listed])
    for meeting_id, people in rows.values_list("meeting_id", "people_by_role"):
        found.setdefault(meeting_id, Counter()).update(people)
    for meeting in listed:
        counted = found.get(meeting.pk, Counter())
        meeting.activity = activity
        meeting.people = [  # type: ignore[attr-defined]
            (str(GuestRole(role).label), counted[role]) for role in GuestRole.values if counted[role]]
    return listed


@dataclass(frozen=True)
class Standing:
    """How far the tour is."""

    visits: int
    held: int
    harvested: int
    people: int
    statements: int


def standing(activity: Activity) -> Standing:
    """Counts over the whole tour, cancelled visits left out; three queries."""
    rows = Meeting.objects.filter(activity=activity, form=TOUR).exclude(state=Meeting.State.CANCELLED)
    counted = rows.order_by().aggregate(visits=Count("pk"), held=Count("pk", filter=Q(state=Meeting.State.HELD)))
    cards = Conversation.objects.filter(meeting__in=rows.values("pk"))
    people = 0
    done: set[int] = set()
    busy: set[int] = set()
    for meeting_id, state, by_role in cards.values_list("meeting_id", "state", "people_by_role"):
        people += sum(by_role.values())
        (done if state == Conversation.State.DONE else busy).add(meeting_id)
    said = Quote.objects.filter(conversation__meeting__in=rows.values("pk")).count()
    return Standing(counted["visits"], counted["held"], len(done - busy), people, said)


def find_visit(request: HttpRequest, process_slug: str, activity_slug: str, pk: int) -> Meeting:
    """A visit at the desk; any other form of meeting is not here."""
    meeting = find_meeting_on_desk(request, process_slug, activity_slug, pk)
    if meeting.pk is not None and meeting.form != TOUR:
        raise Http404(str(pk))
    return meeting


def first_card(meeting: Meeting) -> Conversation | None:
    """The card of a visit that says who was there."""
    found: Conversation | None = Conversation.objects.filter(meeting=meeting).order_by("pk").first()
    return found


def has_other_cards(meeting: Meeting) -> bool:
    """Whether there is more than one card, each with its own people."""
    return Conversation.objects.filter(meeting=meeting).count() > 1


@dataclass
class Before:
    """What earlier visits of the tour gave."""

    themes: list[tuple[Theme, int]] = field(default_factory=list)
    same: list[Meeting] = field(default_factory=list)
    held: int = 0


def before(meeting: Meeting, most: int = 8) -> Before:
    """The themes of earlier visits with in how many of them each came up, and earlier talks with this organisation."""
    earlier = Meeting.objects.filter(activity=meeting.activity, form=TOUR, starts_at__lt=meeting.starts_at).exclude(
        pk=meeting.pk)
    came_up: Any = Count("grounds__contribution__quote__conversation__meeting", distinct=True)
    themes = Theme.objects.filter(
        process=meeting.activity.process_id, grounds__state="confirmed",
        grounds__contribution__quote__conversation__meeting__in=earlier.values("pk")).live().annotate(
        n=came_up).order_by("-n", "title")[:most]
    same = Q(visited_name__iexact=meeting.visited_name)
    if meeting.visited_code:
        same |= Q(visited_code=meeting.visited_code)
    others = Meeting.objects.filter(same, starts_at__lt=meeting.starts_at).exclude(pk=meeting.pk).exclude(
        visited_name="").select_related("activity__process").order_by("-starts_at")[:5]
    return Before([(theme, theme.n) for theme in themes], list(others),
                  earlier.filter(state=Meeting.State.HELD).count())
