"""Acts on the programme of a meeting: add, change, move and remove parts; each with its audit line."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.core.text import clean_line, clean_text
from rodedraad.listen.processes.errors import RefusedError, StaleError

from ..locking import locked_meeting
from ..models import Guest, Meeting, Part


@dataclass(frozen=True)
class PartValues:
    """What an adviser fills in about a part."""

    title: str
    question: str = ""
    minutes: int = 20
    has_speakers: bool = False
    minutes_per_speaker: int = 3

    def write_to(self, part: Part) -> None:
        """Put the cleaned values on a part."""
        part.title, part.question, part.minutes = clean_line(self.title), clean_text(self.question), self.minutes
        part.has_speakers, part.minutes_per_speaker = self.has_speakers, self.minutes_per_speaker


def _locked(meeting_id: int) -> Meeting:
    meeting = locked_meeting(meeting_id, must_be_changeable=True)
    if meeting.state in {Meeting.State.CANCELLED, Meeting.State.HELD}:
        raise RefusedError(_("This meeting is over. You cannot change it any more."))
    return meeting


def _changed(meeting: Meeting) -> None:
    """The programme is part of the meeting: who edits it meanwhile hears that it changed."""
    meeting.version += 1
    meeting.save(update_fields=["version", "updated_at"])


def _locked_part(part: Part, version: int | None = None) -> tuple[Meeting, Part]:
    meeting = _locked(part.meeting_id)
    current = Part.objects.get(pk=part.pk)
    current.meeting = meeting
    if version is not None and meeting.version != version:
        raise StaleError(current)
    return meeting, current


@transaction.atomic
def add_part(*, meeting: Meeting, values: PartValues, by: Person) -> Part:
    """Add a part at the end. Raises `RefusedError`."""
    current = _locked(meeting.pk)
    last = Part.objects.filter(meeting=current).order_by("-position").values_list("position", flat=True).first() or 0
    part = Part(organisation_id=current.organisation_id, meeting=current, position=last + 1)
    values.write_to(part)
    part.save()
    _changed(current)
    audit.record("meeting_part.added", on=part, by=by, meeting=current.pk)
    return part


@transaction.atomic
def edit_part(*, part: Part, version: int, values: PartValues, by: Person) -> Part:
    """Change a part; `version` is that of the meeting. Raises `StaleError`, `RefusedError`."""
    meeting, current = _locked_part(part, version)
    if current.has_speakers and not values.has_speakers:
        _refuse_with_speakers(current)
    values.write_to(current)
    current.save()
    _changed(meeting)
    audit.record("meeting_part.edited", on=current, by=by, meeting=meeting.pk)
    return current


@transaction.atomic
def move_part(*, part: Part, up: bool, by: Person) -> bool:
    """Let a part change places with the one above or below it; False when there is none. Raises `RefusedError`."""
    meeting, current = _locked_part(part)
    ordered = list(Part.objects.filter(meeting=meeting))
    place = ordered.index(current)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(ordered):
        return False
    ordered[place], ordered[other] = ordered[other], ordered[place]
    for position, each in enumerate(ordered, start=1):
        each.position = position
    Part.objects.bulk_update(ordered, ["position"])
    _changed(meeting)
    audit.record("meeting_part.moved", on=current, by=by, meeting=meeting.pk, position=other + 1)
    return True


@transaction.atomic
def remove_part(*, part: Part, version: int, by: Person) -> None:
    """Take a part out of the programme, unless somebody will speak there. Raises `StaleError`, `RefusedError`."""
    meeting, current = _locked_part(part, version)
    _refuse_with_speakers(current)
    audit.record("meeting_part.removed", on=current, by=by, meeting=meeting.pk)
    current.delete()
    _changed(meeting)


def _refuse_with_speakers(part: Part) -> None:
    if Guest.objects.filter(speaks_on=part).exclude(state=Guest.State.CANCELLED).exists():
        raise RefusedError(_("Somebody has registered to speak here. Let them speak at another item first."))


def programme_times(meeting: Meeting, parts: list[Part]) -> list[tuple[Part, datetime]]:
    """Each part with the moment at which it starts, when all parts follow each other from the start."""
    timed, at = [], timezone.localtime(meeting.starts_at)
    for part in parts:
        timed.append((part, at))
        at += timedelta(minutes=part.minutes)
    return timed
