"""What planning hears of lower floors: an activity is deleted, or a process asks whether it may be."""

from typing import Any

from django.db.models import QuerySet
from django.db.models.signals import pre_delete
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.processes.errors import RefusedError
from rodedraad.listen.processes.models import Process

from ..models import Guest, Meeting


def keep_meetings(instance: Activity, origin: Any = None, **_signal: Any) -> None:
    """An activity in which people were invited stays: deleting it would take the meetings and the guests along.

    Only where the activity itself is what is deleted: with a whole organisation everything goes.
    """
    if origin is instance and Meeting.objects.filter(activity=instance).exclude(state=Meeting.State.DRAFT).exists():
        raise RefusedError(_("People were invited to a meeting in this activity. Cancel the meeting instead."))


def obstacle(process: Process) -> str | None:
    """Why a process cannot be deleted: people have registered for a meeting in it."""
    if Guest.objects.filter(meeting__activity__process=process).exists():
        return _("People have registered for a meeting.")
    return None


def participants(process: Process) -> QuerySet[Person]:
    """Who came, or will come, to a meeting of a process, as far as we know them as a person."""
    guests = Guest.objects.filter(meeting__activity__process=process).exclude(state=Guest.State.CANCELLED)
    people: QuerySet[Person] = Person.objects.filter(pk__in=guests.exclude(person=None).values("person_id"))
    return people


def connect() -> None:
    """Listen."""
    pre_delete.connect(keep_meetings, sender=Activity, dispatch_uid="meetings_keep")
