"""Places and the waiting list: how many there are, and who moves up; always under the lock of the meeting."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone

from ..models import Guest, Meeting
from ..planning.templates import template_of

FEW = 10
State = Guest.State


@dataclass(frozen=True)
class Standing:
    """How registration stands: what a visitor may know.

    The number of places left is only told as many, few or none. An exact number would tell a stranger, who fills in
    somebody else's address, whether that address was registered already.
    """

    is_open: bool
    places: str = ""  # "many", "few", "none", or "" when there is no limit
    has_waiting_list: bool = False
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    takes_registrations: bool = True

    @property
    def is_full(self) -> bool:
        """Nobody gets a place at once any more."""
        return self.places == "none"

    @property
    def can_register(self) -> bool:
        """Whether the button stands on the page: for a place or for the waiting list."""
        return self.is_open and (not self.is_full or self.has_waiting_list)


def counts(meeting: Meeting) -> tuple[int, int]:
    """How many guests have a place, and how many wait."""
    counted = Guest.objects.filter(meeting=meeting).order_by().aggregate(
        registered=Count("pk", filter=Q(state=State.REGISTERED)), waiting=Count("pk", filter=Q(state=State.WAITING)))
    return counted["registered"], counted["waiting"]


def is_open(meeting: Meeting, now: datetime) -> bool:
    """Whether people can register at a moment."""
    opens, closes = meeting.registration_opens_at, meeting.registration_closes_at or meeting.starts_at
    return (template_of(meeting).takes_registrations and meeting.state == Meeting.State.PUBLISHED
            and meeting.process.state == meeting.process.State.PUBLISHED
            and (opens is None or opens <= now) and now < closes)


def standing(meeting: Meeting) -> Standing:
    """How registration for a meeting stands now; one query."""
    now = timezone.now()
    registered, waiting = counts(meeting)
    opens = meeting.registration_opens_at
    return Standing(
        is_open=is_open(meeting, now), places=_places(meeting.capacity, registered, waiting),
        has_waiting_list=meeting.has_waiting_list, opens_at=opens if opens and opens > now else None,
        closes_at=meeting.registration_closes_at or meeting.starts_at,
        takes_registrations=template_of(meeting).takes_registrations,
    )


def _places(capacity: int | None, registered: int, waiting: int) -> str:
    if capacity is None:
        return ""
    left = capacity - registered
    if left <= 0 or waiting:
        return "none"
    return "few" if left <= FEW else "many"


def state_for_new(meeting: Meeting) -> str | None:
    """Where somebody who registers now comes, None when there is no place and no list. The meeting must be locked.

    Who waits goes before who comes later.
    """
    registered, waiting = counts(meeting)
    if meeting.capacity is None or (registered < meeting.capacity and not waiting):
        return State.REGISTERED
    return State.WAITING if meeting.has_waiting_list else None


def give_up(guest: Guest) -> None:
    """Take the place, the turn to speak and the seats from a guest. The meeting must be locked."""
    guest.state = State.CANCELLED
    guest.speaks_on, guest.speaking_position, guest.speaking_minutes = None, 0, None
    guest.save()
    guest.seats.all().delete()


def fill_places(meeting: Meeting) -> list[Guest]:
    """Let who waits longest move up while there are places, and tell them. The meeting must be locked."""
    from .mails import queue_mail  # noqa: PLC0415 -- mails say how registration stands

    if meeting.state != Meeting.State.PUBLISHED or meeting.starts_at <= timezone.now():
        return []
    waiting = Guest.objects.filter(meeting=meeting, state=State.WAITING).order_by("created_at", "pk")
    if meeting.capacity is not None:
        left = max(0, meeting.capacity - counts(meeting)[0])
        waiting = waiting[:left]
    moved = list(waiting)
    for guest in moved:
        guest.state, guest.meeting = State.REGISTERED, meeting
        guest.save(update_fields=["state", "updated_at"])
        queue_mail("moved_up", guest)
    return moved
