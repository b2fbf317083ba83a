"""Acts on meetings: plan, change, copy, publish, cancel, mark as held, delete; each with its audit line."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.core.text import clean_line, clean_text
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.processes.errors import RefusedError

from ..locking import locked_meeting
from ..models import Meeting, Part
from ..registering.places import fill_places
from ..registering.tasks import tell_guests
from .tasks import tell_followers
from .templates import TEMPLATES, template_of

TOLD = ("starts_at", "ends_at", "venue", "address", "online_url")
"""Whoever registered is told when one of these changes, and gets it in the calendar."""
IN_CALENDAR = (*TOLD, "title", "intro", "access_info")
State = Meeting.State


def _cleaned(name: str, value: Any) -> Any:
    kind = Meeting._meta.get_field(name)
    if isinstance(kind, models.TextField):
        return clean_text(value or "")
    if isinstance(kind, models.CharField):
        return clean_line(value or "")
    return value


def _write(meeting: Meeting, values: Mapping[str, Any]) -> list[str]:
    """Put the cleaned values of the fields of this form on a meeting; returns the names of what changed."""
    changed = []
    for name in template_of(meeting).fields:
        if name in values:
            value = _cleaned(name, values[name])
            if getattr(meeting, name) != value:
                setattr(meeting, name, value)
                changed.append(name)
    meeting.clean()
    return changed


@transaction.atomic
def plan_meeting(*, activity: Activity, form: str, values: Mapping[str, Any], by: Person) -> Meeting:
    """Make a draft meeting of a form, with the programme that its template starts with. Raises `RefusedError`."""
    if not activity.process.is_changeable:
        raise RefusedError(_("This process is finished. Open it again before you change it."))
    template = TEMPLATES[form]
    meeting = Meeting(organisation_id=activity.organisation_id, activity=activity, form=form)
    _write(meeting, values)
    meeting.save()
    Part.objects.bulk_create([
        Part(organisation_id=activity.organisation_id, meeting=meeting, position=place, title=str(part.title),
             question=str(part.question), minutes=part.minutes, has_speakers=part.has_speakers,
             minutes_per_speaker=part.minutes_per_speaker)
        for place, part in enumerate(template.parts, start=1)
    ])
    audit.record("meeting.planned", on=meeting, by=by, activity=activity.pk, form=form)
    return meeting


def _next_time(moment: datetime, now: datetime) -> datetime:
    """The same day of the week and the same hour, in the first week that has still to come; the clock is local."""
    local = timezone.localtime(moment)
    weeks = max(1, (now - moment).days // 7 + 1)
    return timezone.make_aware(local.replace(tzinfo=None) + timedelta(weeks=weeks))


@transaction.atomic
def copy_meeting(*, meeting: Meeting, by: Person) -> Meeting:
    """Make a draft that is the same, with the same programme, a week later; guests do not come along."""
    source = locked_meeting(meeting.pk, must_be_changeable=True)
    copy = Meeting(organisation_id=source.organisation_id, activity=source.activity, form=source.form)
    for name in template_of(source).fields:
        setattr(copy, name, getattr(source, name))
    copy.title = (_("Copy of %(title)s") % {"title": source.title})[:120]
    copy.starts_at = _next_time(source.starts_at, timezone.now())
    copy.ends_at = copy.starts_at + (source.ends_at - source.starts_at)
    copy.registration_opens_at = copy.registration_closes_at = None
    copy.save()
    Part.objects.bulk_create([
        Part(organisation_id=part.organisation_id, meeting=copy, position=part.position, title=part.title,
             question=part.question, minutes=part.minutes, has_speakers=part.has_speakers,
             minutes_per_speaker=part.minutes_per_speaker)
        for part in Part.objects.filter(meeting=source)
    ])
    audit.record("meeting.copied", on=copy, by=by, source=source.pk)
    return copy


@transaction.atomic
def edit_meeting(*, meeting: Meeting, version: int, values: Mapping[str, Any], by: Person) -> Meeting:
    """Change a meeting that has still to come. Guests hear of another time or place; more places take who waits.

    Raises `StaleError`, `RefusedError`.
    """
    current = locked_meeting(meeting.pk, version, must_be_changeable=True)
    if current.state not in {State.DRAFT, State.PUBLISHED}:
        raise RefusedError(_("This meeting is over. You cannot change it any more."))
    changed = _write(current, values)
    moved = current.state == State.PUBLISHED and any(name in TOLD for name in changed)
    if any(name in IN_CALENDAR for name in changed):
        current.sequence += 1
    current.version += 1
    current.save()
    if "starts_at" in changed:
        current.guests.update(reminded_at=None)  # the reminder is for the new day
    if current.state == State.PUBLISHED:
        fill_places(current)
    audit.record("meeting.edited", on=current, by=by, version=current.version, changed=changed)
    if moved:
        tell_guests.enqueue(current.pk, "changed", current.sequence)
    return current


@transaction.atomic
def publish_meeting(*, meeting: Meeting, version: int, by: Person, tells_followers: bool = True) -> Meeting:
    """Show a draft to everybody and tell who follows the process, unless told not to.

    Raises `StaleError`, `RefusedError`.
    """
    current = locked_meeting(meeting.pk, version, must_be_changeable=True)
    if current.state != State.DRAFT:
        raise RefusedError(_("This meeting is public already."))
    if current.ends_at <= timezone.now():
        raise RefusedError(_("This meeting lies in the past. Choose another day first."))
    current.state, current.version = State.PUBLISHED, current.version + 1
    current.save()
    audit.record("meeting.published", on=current, by=by)
    if tells_followers:
        tell_followers.enqueue(current.pk)
    return current


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, version: int, reason: str, by: Person) -> Meeting:
    """Cancel a public meeting with a reason, which everybody reads and every guest gets by e-mail.

    Raises `StaleError`, `RefusedError`.
    """
    current = locked_meeting(meeting.pk, version, must_be_changeable=True)
    if current.state != State.PUBLISHED:
        raise RefusedError(_("Only a meeting that is public and has still to come can be cancelled."))
    current.state, current.state_reason = State.CANCELLED, clean_text(reason)
    if not current.state_reason:
        raise RefusedError(_("Write why the meeting is cancelled. Guests read it."))
    current.sequence += 1
    current.version += 1
    current.save()
    audit.record("meeting.cancelled", on=current, by=by)
    tell_guests.enqueue(current.pk, "cancelled", current.sequence)
    return current


@transaction.atomic
def mark_held(*, meeting: Meeting, version: int, by: Person) -> Meeting:
    """Note that the meeting took place. Raises `StaleError`, `RefusedError`."""
    current = locked_meeting(meeting.pk, version)
    if current.state != State.PUBLISHED:
        raise RefusedError(_("Only a meeting that is public can have been held."))
    if current.starts_at > timezone.now():
        raise RefusedError(_("This meeting has not started yet."))
    current.state, current.ended_at, current.version = State.HELD, timezone.now(), current.version + 1
    current.save()
    audit.record("meeting.held", on=current, by=by)
    return current


@transaction.atomic
def delete_meeting(*, meeting: Meeting, version: int, by: Person) -> None:
    """Delete a draft. What was public stays, cancelled or held. Raises `StaleError`, `RefusedError`."""
    current = locked_meeting(meeting.pk, version, must_be_changeable=True)
    if current.state != State.DRAFT:
        raise RefusedError(_("Only a draft can be deleted. Cancel the meeting instead."))
    audit.record("meeting.deleted", on=current, by=by, activity=current.activity_id, form=current.form)
    current.delete()
