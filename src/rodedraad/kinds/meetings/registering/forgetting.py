"""Forgetting guests: names, addresses and needs are kept as long as the meeting needs them; the counts stay."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.notifications.models import Message

from ..models import Guest, Meeting

KEEP_DAYS = 30
KNOWN = ~Q(name="") | ~Q(email="") | ~Q(needs="") | ~Q(party="") | Q(person__isnull=False)


def forget_mails(guest: Guest, address: str) -> None:
    """Delete the e-mails about this registration from the outbox: an address and a name stand in them."""
    if not address:
        return
    mails = Message.objects.filter(organisation_id=guest.organisation_id, to=address, once_key__startswith="meeting-")
    own = [pk for pk, key in mails.values_list("pk", "once_key") if key.split(":")[1] == str(guest.pk)]
    Message.objects.filter(pk__in=own).delete()


def wipe(guest: Guest) -> None:
    """Take from a guest all that says who it is. Role, neighbourhood and attendance stay: they are counted."""
    forget_mails(guest, guest.email)
    guest.name = guest.email = guest.needs = guest.party = ""
    guest.person = None
    guest.key = secrets.token_hex(32)  # the link in old e-mails leads nowhere any more
    guest.save()


@transaction.atomic
def forget_guests_of(*, meeting: Meeting, by: Person | None) -> int:
    """Wipe all guests of a meeting that is over; returns how many. Doing it twice is doing it once."""
    rows = Guest.objects.select_for_update(of=("self",)).filter(KNOWN, meeting=meeting)
    wiped = 0
    for guest in rows:
        wipe(guest)
        wiped += 1
    if wiped:
        audit.record("meeting.guests_forgotten", on=meeting, by=by, number=wiped)
    return wiped


def forget_after_meetings() -> int:
    """Wipe the guests of every meeting of this organisation that ended `KEEP_DAYS` ago or longer."""
    over = Meeting.objects.filter(ends_at__lt=timezone.now() - timedelta(days=KEEP_DAYS))
    due = over.filter(pk__in=Guest.objects.filter(KNOWN).values("meeting_id")).order_by("pk")
    return sum(forget_guests_of(meeting=meeting, by=None) for meeting in due)
