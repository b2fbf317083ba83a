"""What meetings hold of a person: handed out with the own data, and wiped when the account is deleted."""

from typing import Any

from django.db import models
from django.utils import timezone

from rodedraad.base.accounts import privacy
from rodedraad.base.accounts.models import Person
from rodedraad.base.core.erasures import register_erasure

from ..locking import locked_meeting
from ..models import Guest
from .actions import forget_registration
from .forgetting import wipe
from .places import fill_places, give_up


def register() -> None:
    """Hang the part of the download and the eraser on their hooks."""
    privacy.register_export("registrations", export_registrations)
    privacy.register_eraser(erase)
    register_erasure("guest.forgotten", forget_again)


def export_registrations(person: Person) -> list[dict[str, Any]]:
    """Every meeting that the person registered for, with what was filled in."""
    own = Guest.objects.filter(person=person).select_related("meeting", "neighbourhood", "speaks_on").order_by("pk")
    return [
        {"meeting": guest.meeting.title, "starts_at": guest.meeting.starts_at, "name": guest.name,
         "email": guest.email, "role": guest.role, "party": guest.party, "needs": guest.needs, "state": guest.state,
         "neighbourhood": guest.neighbourhood.name if guest.neighbourhood else "",
         "speaks_on": guest.speaks_on.title if guest.speaks_on else "", "has_come": guest.has_come,
         "created_at": guest.created_at}
        for guest in own
    ]


def erase(person: Person) -> None:
    """Give the places at meetings to come to who waits, and wipe what says who it was."""
    for guest in Guest.objects.filter(person=person).order_by("meeting_id", "pk"):
        meeting = locked_meeting(guest.meeting_id)
        if guest.state != Guest.State.CANCELLED and meeting.starts_at > timezone.now():
            give_up(guest)
        wipe(guest)
        fill_places(meeting)


def forget_again(row: models.Model, _facts: dict[str, Any]) -> bool:
    """After a restore, wipe a guest who deleted the own registration since the backup."""
    assert isinstance(row, Guest)
    if not (row.name or row.email):
        return False
    forget_registration(guest=row)
    return True
