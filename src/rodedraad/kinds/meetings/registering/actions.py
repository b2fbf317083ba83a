"""Acts on registrations: register, cancel, change, add by hand, note who came; each with its audit line."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.base.core import audit
from rodedraad.base.core.limits import Limit, allow
from rodedraad.base.core.text import clean_line, clean_text
from rodedraad.base.organisations.models import Neighbourhood
from rodedraad.listen.processes.errors import RefusedError, StaleError

from ..locking import locked_meeting
from ..models import Guest, Meeting, Part
from ..models.people import GuestRole
from .forgetting import forget_guests_of, forget_mails, wipe
from .mails import queue_mail
from .places import fill_places, give_up, is_open, state_for_new
from .tasks import tell_guests

FROM_NETWORK = Limit("meetings.register", 30, 3600)
FOR_ADDRESS = Limit("meetings.register.address", 6, 3600)
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.get_fixed_timezone(0))
State = Guest.State


class TooOftenError(RefusedError):
    """More registrations from one network, or for one address, than anybody in earnest makes."""


@dataclass(frozen=True)
class GuestValues:
    """What somebody fills in to come."""

    name: str
    email: str = ""
    role: str = GuestRole.RESIDENT
    neighbourhood: Neighbourhood | None = None
    party: str = ""
    needs: str = ""
    speaks_on: Part | None = None

    def write_to(self, guest: Guest) -> None:
        """Put the cleaned values on a guest; an e-mail address is one address, however its letters are written."""
        guest.name, guest.email = clean_line(self.name), clean_line(self.email).lower()
        guest.role, guest.neighbourhood = self.role, self.neighbourhood
        guest.party, guest.needs = clean_line(self.party), clean_text(self.needs)
        if self.speaks_on is None:
            guest.speaks_on, guest.speaking_position, guest.speaking_minutes = None, 0, None
        elif guest.speaks_on_id != self.speaks_on.pk:
            _give_turn(guest, self.speaks_on)


def _give_turn(guest: Guest, part: Part) -> None:
    """A place at the end of the list of speakers."""
    if part.meeting_id != guest.meeting_id or not part.has_speakers:
        raise RefusedError(_("You cannot register to speak at this item."))
    last = Guest.objects.filter(speaks_on=part).order_by("-speaking_position").first()
    guest.speaks_on, guest.speaking_minutes = part, None
    guest.speaking_position = (last.speaking_position if last else 0) + 1


def version_of(guest: Guest) -> int:
    """When the row was last saved, in microseconds: what an edit form carries to see that nobody else was first."""
    return (guest.updated_at - EPOCH) // timedelta(microseconds=1)


def register(*, meeting: Meeting, values: GuestValues, by: Person | Visitor, network: str) -> None:
    """Register for a meeting: a place, the waiting list, or an e-mail that one was registered already.

    The outcome is only in the e-mail, so that nobody learns whether somebody else's address is registered.
    Raises `TooOftenError`, `RefusedError`.
    """
    address = clean_line(values.email).lower()
    if not allow(FROM_NETWORK, network) or not allow(FOR_ADDRESS, f"{meeting.organisation_id}:{address}"):
        raise TooOftenError(_("There were many registrations in a short time. Please try again in an hour."))
    _register(meeting=meeting, values=values, by=by)


@transaction.atomic
def _register(*, meeting: Meeting, values: GuestValues, by: Person | Visitor) -> Guest:
    current = locked_meeting(meeting.pk)
    if not is_open(current, timezone.now()):
        raise RefusedError(_("You cannot register for this meeting at the moment."))
    known = Guest.objects.filter(meeting=current, email=clean_line(values.email).lower()).exclude(
        state=State.CANCELLED).first()
    state = state_for_new(current)
    if state is None:
        raise RefusedError(_("All places are taken, and there is no waiting list."))
    if known is not None:
        known.meeting = current
        queue_mail("again", known)
        return known
    guest = _new_guest(current, values, state)
    if isinstance(by, Person) and by.account and by.account.email.lower() == guest.email:
        guest.person = by
    guest.save()
    audit.record("guest.registered", on=guest, by=by if isinstance(by, Person) else None, meeting=current.pk,
                 state=guest.state)
    queue_mail("confirmed" if state == State.REGISTERED else "waiting", guest)
    return guest


def _new_guest(meeting: Meeting, values: GuestValues, state: str) -> Guest:
    guest = Guest(organisation_id=meeting.organisation_id, meeting=meeting, state=state, key=secrets.token_hex(32))
    values.write_to(guest)
    return guest


def _locked_guest(guest: Guest) -> tuple[Meeting, Guest]:
    meeting = locked_meeting(guest.meeting_id)
    current: Guest = Guest.objects.select_for_update(of=("self",)).select_related("speaks_on").get(pk=guest.pk)
    current.meeting = meeting
    return meeting, current


@transaction.atomic
def cancel_registration(*, guest: Guest, by: Person | None) -> bool:
    """Cancel: by the guest with the link (`by=None`) or by staff on behalf; the place goes to who waits longest.

    Returns False when it was cancelled already. Raises `RefusedError`.
    """
    meeting, current = _locked_guest(guest)
    if current.state == State.CANCELLED:
        return False
    if meeting.starts_at <= timezone.now():
        raise RefusedError(_("This meeting has started already. You cannot cancel any more."))
    give_up(current)
    fill_places(meeting)
    audit.record("guest.cancelled", on=current, by=by, meeting=meeting.pk, by_staff=by is not None)
    queue_mail("removed", current)
    return True


@transaction.atomic
def forget_registration(*, guest: Guest) -> None:
    """Delete the own data, with the link; who would still come gives the place to who waits longest."""
    meeting, current = _locked_guest(guest)
    if current.state != State.CANCELLED and meeting.starts_at > timezone.now():
        give_up(current)
    wipe(current)
    fill_places(meeting)
    audit.record("guest.forgotten", on=current, by=None, meeting=meeting.pk)


@transaction.atomic
def add_guest(*, meeting: Meeting, values: GuestValues, by: Person) -> Guest:
    """Add somebody who registered on paper or by telephone; who walks in after the start has come.

    Staff may do so outside the time of registration, but never beyond the places: then it is the waiting list.
    Raises `RefusedError`.
    """
    current = locked_meeting(meeting.pk)
    if current.state not in {Meeting.State.PUBLISHED, Meeting.State.HELD}:
        raise RefusedError(_("Publish the meeting first. Then you can add guests."))
    _refuse_double(current, values)
    has_started = current.starts_at <= timezone.now()
    state = State.REGISTERED if has_started else state_for_new(current)
    if state is None:
        raise RefusedError(_("All places are taken, and there is no waiting list."))
    guest = _new_guest(current, values, state)
    guest.has_come = True if has_started else None
    guest.save()
    audit.record("guest.added", on=guest, by=by, meeting=current.pk, state=guest.state)
    if not has_started:
        queue_mail("confirmed" if state == State.REGISTERED else "waiting", guest)
    return guest


def _refuse_double(meeting: Meeting, values: GuestValues, but: Guest | None = None) -> None:
    address = clean_line(values.email).lower()
    if not address:
        return
    others = Guest.objects.filter(meeting=meeting, email=address).exclude(state=State.CANCELLED)
    if (others.exclude(pk=but.pk) if but else others).exists():
        raise RefusedError(_("Somebody with this e-mail address is registered already."))


@transaction.atomic
def edit_guest(*, guest: Guest, version: int, values: GuestValues, by: Person) -> Guest:
    """Change what is known of a guest; a new e-mail address gets the confirmation.

    Raises `StaleError`, `RefusedError`.
    """
    meeting, current = _locked_guest(guest)
    if version_of(current) != version:
        raise StaleError(current)
    if current.state != State.CANCELLED:
        _refuse_double(meeting, values, but=current)
    before = current.email
    values.write_to(current)
    current.save()
    audit.record("guest.edited", on=current, by=by, meeting=meeting.pk)
    if current.email != before:
        forget_mails(current, before)
    if current.email != before and current.state != State.CANCELLED and meeting.starts_at > timezone.now():
        queue_mail("confirmed" if current.state == State.REGISTERED else "waiting", current)
    return current


@transaction.atomic
def note_attendance(*, meeting: Meeting, came: Mapping[int, bool | None], by: Person) -> int:
    """Write down who came, did not come, or is not known; returns how many changed. Raises `RefusedError`."""
    current = locked_meeting(meeting.pk)
    if current.state not in {Meeting.State.PUBLISHED, Meeting.State.HELD}:
        raise RefusedError(_("Nobody can have come to this meeting."))
    changed = []
    for guest in Guest.objects.select_for_update().filter(meeting=current, pk__in=list(came)):
        if guest.has_come is not came[guest.pk]:
            guest.has_come = came[guest.pk]
            changed.append(guest)
    Guest.objects.bulk_update(changed, ["has_come"], batch_size=200)
    if changed:
        audit.record("meeting.attendance_noted", on=current, by=by, number=len(changed))
    return len(changed)


@transaction.atomic
def plan_speakers(*, meeting: Meeting, turns: Mapping[int, tuple[int, int | None]], by: Person) -> None:
    """Put the speakers in order with their minutes: guest id → (place, minutes or None for what the item says)."""
    current = locked_meeting(meeting.pk)
    speakers = list(Guest.objects.select_for_update().filter(
        meeting=current, pk__in=list(turns), speaks_on__isnull=False).exclude(state=State.CANCELLED))
    for guest in speakers:
        guest.speaking_position, guest.speaking_minutes = turns[guest.pk]
    Guest.objects.bulk_update(speakers, ["speaking_position", "speaking_minutes"], batch_size=200)
    audit.record("meeting.speakers_planned", on=current, by=by, number=len(speakers))


@transaction.atomic
def thank_guests(*, meeting: Meeting, version: int, by: Person) -> Meeting:
    """Send who came an e-mail with thanks and the way to the harvest, once. Raises `StaleError`, `RefusedError`."""
    current = locked_meeting(meeting.pk, version)
    if current.state != Meeting.State.HELD:
        raise RefusedError(_("Mark the meeting as held first."))
    if current.thanked_at is not None:
        raise RefusedError(_("The guests have been thanked already."))
    current.thanked_at, current.version = timezone.now(), current.version + 1
    current.save()
    audit.record("meeting.guests_thanked", on=current, by=by)
    tell_guests.enqueue(current.pk, "thanks", current.sequence)
    return current


@transaction.atomic
def forget_after(*, meeting: Meeting, by: Person) -> int:
    """Delete the personal data of the guests before the term is over. Raises `RefusedError`."""
    current = locked_meeting(meeting.pk)
    if current.state not in {Meeting.State.HELD, Meeting.State.CANCELLED} and current.ends_at > timezone.now():
        raise RefusedError(_("This meeting has still to come. You need the data of the guests."))
    return forget_guests_of(meeting=current, by=by)


def own_values(guest: Guest) -> dict[str, Any]:
    """The values of a guest by field, with the version that an edit form carries."""
    names = ("name", "email", "role", "neighbourhood", "party", "needs", "speaks_on")
    return {name: getattr(guest, name) for name in names} | {"version": version_of(guest)}
