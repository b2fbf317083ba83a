"""Reads for the pages of registering: the guest list, the needs, the speakers, and who came."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet
from django.http import Http404, HttpRequest, QueryDict
from django.utils import timezone

from rodedraad.base.core.text import clean_line

from ..lookup import find_meeting_on_desk
from ..models import Guest, Meeting, Part
from ..models.people import GuestRole

PER_PAGE = 50
State = Guest.State
ORDERS = {"aanmelding": ("created_at", "pk"), "naam": ("name", "pk"), "rol": ("role", "name", "pk"),
          "stand": ("state", "created_at", "pk"), "wijk": ("neighbourhood__name", "name", "pk")}


@dataclass(frozen=True)
class Wanted:
    """What somebody asks of the guest list."""

    search: str = ""
    state: str = ""
    role: str = ""
    has_needs: bool = False
    order: str = "aanmelding"

    @classmethod
    def read(cls, data: QueryDict) -> "Wanted":
        """From the address; what does not exist is left out."""
        state, role, order = data.get("stand", ""), data.get("rol", ""), data.get("volgorde", "aanmelding")
        return cls(search=clean_line(data.get("q", ""))[:100], state=state if state in State.values else "",
                   role=role if role in GuestRole.values else "", has_needs=data.get("wensen") == "1",
                   order=order if order.removeprefix("-") in ORDERS else "aanmelding")

    @property
    def query(self) -> str:
        """The same for in an address, without the page."""
        chosen = {"q": self.search, "stand": self.state, "rol": self.role, "wensen": "1" if self.has_needs else "",
                  "volgorde": self.order if self.order != "aanmelding" else ""}
        return urlencode({name: value for name, value in chosen.items() if value})

    @property
    def is_filtered(self) -> bool:
        """Whether some guests are left out."""
        return bool(self.search or self.state or self.role or self.has_needs)


def guests_of(meeting: Meeting, wanted: Wanted) -> QuerySet[Guest]:
    """The guests that fit, in the order that is asked."""
    rows = Guest.objects.filter(meeting=meeting).select_related("neighbourhood", "speaks_on")
    if wanted.search:
        rows = rows.filter(Q(name__icontains=wanted.search) | Q(email__icontains=wanted.search)
                           | Q(party__icontains=wanted.search) | Q(needs__icontains=wanted.search))
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.role:
        rows = rows.filter(role=wanted.role)
    if wanted.has_needs:
        rows = rows.exclude(needs="")
    fields = ORDERS[wanted.order.removeprefix("-")]
    if wanted.order.startswith("-"):
        return rows.order_by(*(F(name).desc(nulls_last=True) for name in fields))
    return rows.order_by(*(F(name).asc(nulls_last=True) for name in fields))


def page_of_guests(meeting: Meeting, wanted: Wanted, number: str) -> Page:
    """One page of the guest list, in two queries."""
    page = Paginator(guests_of(meeting, wanted), PER_PAGE).get_page(number)
    for guest in page.object_list:
        guest.meeting = meeting
    return page


def exported(meeting: Meeting, wanted: Wanted) -> Iterator[list[Any]]:
    """The rows of the CSV file, with all words made now."""
    for guest in guests_of(meeting, wanted):
        yield [guest.name, guest.email, guest.get_role_display(), guest.get_state_display(),
               guest.neighbourhood.name if guest.neighbourhood else "", guest.party, guest.needs,
               guest.speaks_on.title if guest.speaks_on else "", guest.has_come, guest.created_at]


def expected(meeting: Meeting) -> list[Guest]:
    """Who has a place, by name: for the list at the door."""
    return list(Guest.objects.filter(meeting=meeting, state=State.REGISTERED).order_by("name", "pk"))


@dataclass(frozen=True)
class Needs:
    """What the kitchen and the hall need to know."""

    guests: list[Guest]
    by_role: list[tuple[str, int]]
    total: int


def needs_of(meeting: Meeting) -> Needs:
    """Who comes with a wish about food or access, and how many come of each role; two queries."""
    rows = Guest.objects.filter(meeting=meeting, state=State.REGISTERED)
    counted = rows.order_by("role").values_list("role").annotate(n=Count("pk"))
    labels = dict(GuestRole.choices)
    by_role = [(str(labels[role]), number) for role, number in counted]
    guests = list(rows.exclude(needs="").order_by("name", "pk"))
    return Needs(guests, by_role, sum(number for _label, number in by_role))


@dataclass(frozen=True)
class Turn:
    """When a speaker speaks, and how long."""

    guest: Guest
    place: str
    minutes: int
    starts_at: datetime
    typed_minutes: str


@dataclass(frozen=True)
class Speakers:
    """The speakers at one item, in order, and whether they fit in its time."""

    part: Part
    turns: list[Turn]

    @property
    def minutes(self) -> int:
        """How long they speak together."""
        return sum(turn.minutes for turn in self.turns)

    @property
    def too_long(self) -> int:
        """How many minutes more than the item has."""
        return max(0, self.minutes - self.part.minutes)


def speakers_of(meeting: Meeting, typed: Mapping[str, str] | None = None) -> list[Speakers]:
    """Per item at which people speak: who, in which order, and when; two queries.

    `typed` is what stands in the form when it was not right: it comes back as it was.
    """
    parts = list(Part.objects.filter(meeting=meeting))
    rows = Guest.objects.filter(meeting=meeting, speaks_on__isnull=False, state=State.REGISTERED)
    by_part: dict[int | None, list[Guest]] = {}
    for guest in rows.order_by("speaking_position", "pk"):
        by_part.setdefault(guest.speaks_on_id, []).append(guest)
    found, at = [], timezone.localtime(meeting.starts_at)
    for part in parts:
        if part.has_speakers or part.pk in by_part:
            found.append(Speakers(part, _turns(part, by_part.get(part.pk, []), at, typed or {})))
        at += timedelta(minutes=part.minutes)
    return found


def _turns(part: Part, guests: list[Guest], at: datetime, typed: Mapping[str, str]) -> list[Turn]:
    turns = []
    for place, guest in enumerate(guests, start=1):
        minutes = guest.speaking_minutes or part.minutes_per_speaker
        turns.append(Turn(guest, typed.get(f"plaats-{guest.pk}", str(place)), minutes, at,
                          typed.get(f"minuten-{guest.pk}", str(minutes))))
        at += timedelta(minutes=minutes)
    return turns


def find_guest(request: HttpRequest, process_slug: str, activity_slug: str, pk: int, guest_id: int) -> Guest:
    """A guest at the desk; a visitor gets an empty one, so that the address leads to the login page."""
    meeting = find_meeting_on_desk(request, process_slug, activity_slug, pk)
    if meeting.pk is None:
        return Guest(meeting=meeting)
    guest: Guest | None = Guest.objects.select_related("speaks_on").filter(meeting=meeting, pk=guest_id).first()
    if guest is None:
        raise Http404(str(guest_id))
    guest.meeting = meeting
    return guest
