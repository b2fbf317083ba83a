"""Work in the background: tell all guests, remind them in time, and forget them in time. Each may safely run twice."""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_scopes import scope, scopes_disabled
from django_tasks import task

from rodedraad.base.core.paging import one_by_one
from rodedraad.base.organisations.models import Organisation

from ..models import Guest, Meeting
from .mails import queue_mail

LONGEST_REMINDER = timedelta(days=60)


def load_meeting(pk: int) -> Meeting | None:
    """A meeting with all that its mails and links name, of whatever organisation."""
    with scopes_disabled():
        rows = Meeting.objects.select_related("activity__process", "organisation")
        found: Meeting | None = rows.filter(pk=pk).first()
    return found


@task()
def tell_guests(meeting_id: int, news: str, sequence: int) -> int:
    """Mail everybody who comes or waits: that it `changed`, is `cancelled`, or `thanks`. Returns how many were told.

    Each guest is told once of each change (`sequence` of the calendar), also when a killed worker starts again.
    """
    meeting = load_meeting(meeting_id)
    if meeting is None or (news == "changed" and meeting.state != Meeting.State.PUBLISHED):
        return 0
    with scope(organisation=meeting.organisation):
        told = 0
        for guest in one_by_one(_to_tell(meeting, news)):
            guest.meeting = meeting
            told += queue_mail(news, guest)
        return told


def _to_tell(meeting: Meeting, news: str) -> QuerySet[Guest]:
    rows = Guest.objects.filter(meeting=meeting).exclude(email="").select_related("speaks_on").order_by("pk")
    if news != "thanks":
        return rows.exclude(state=Guest.State.CANCELLED)
    came = rows.filter(state=Guest.State.REGISTERED).exclude(has_come=False)
    return came.filter(has_come=True) if came.filter(has_come=True).exists() else came


@task()
def remind_guests() -> int:
    """Remind who comes to a meeting that starts soon: once per guest and day of meeting, in every organisation."""
    now = timezone.now()
    reminded = 0
    with scopes_disabled():
        meetings = list(Meeting.objects.select_related("activity__process", "organisation").filter(
            state=Meeting.State.PUBLISHED, starts_at__gt=now, starts_at__lt=now + LONGEST_REMINDER,
            remind_days_before__gt=0))
    for meeting in meetings:
        moment = meeting.starts_at - timedelta(days=meeting.remind_days_before)
        if moment <= now:
            with scope(organisation=meeting.organisation):
                reminded += _remind(meeting)
    return reminded


def _remind(meeting: Meeting) -> int:
    """Who registered in the last day has only just had the same words."""
    waiting = Guest.objects.filter(meeting=meeting, state=Guest.State.REGISTERED, reminded_at=None,
                                   created_at__lt=timezone.now() - timedelta(days=1)).exclude(email="")
    return sum(_remind_one(pk, meeting) for pk in list(waiting.values_list("pk", flat=True)))


@transaction.atomic
def _remind_one(pk: int, meeting: Meeting) -> bool:
    """Put the mark and the e-mail down together or not at all; the guest may have cancelled in the meantime."""
    guest = Guest.objects.select_for_update(of=("self",)).select_related("speaks_on").filter(
        pk=pk, state=Guest.State.REGISTERED, reminded_at=None).first()
    if guest is None:
        return False
    guest.meeting = meeting
    guest.reminded_at = timezone.now()
    guest.save(update_fields=["reminded_at"])
    return queue_mail("reminder", guest)


@task()
def forget_guests() -> int:
    """Delete the personal data of guests of meetings that are long over, in every organisation."""
    from .forgetting import forget_after_meetings  # noqa: PLC0415 -- the acts enqueue tasks of this module

    forgotten = 0
    for organisation in Organisation.objects.order_by("pk"):
        with scope(organisation=organisation):
            forgotten += forget_after_meetings()
    return forgotten
