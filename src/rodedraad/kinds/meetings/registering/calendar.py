"""A meeting as a calendar file (RFC 5545): the same event at every change, and cancelled when it is."""

from datetime import UTC, datetime

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from ..lookup import url_of
from ..models import Meeting


def uid_of(meeting: Meeting) -> str:
    """What makes it the same event in every calendar, whatever else changes."""
    return f"meeting-{meeting.pk}@{meeting.organisation.host}"


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _description(meeting: Meeting, address: str) -> str:
    lines = [meeting.intro, meeting.state_reason]
    if meeting.access_info:
        lines.append(f"{_('Getting in')}: {meeting.access_info}")
    return "\n\n".join([line for line in lines if line] + [address])


def calendar_file(meeting: Meeting) -> bytes:
    """The calendar file with this one event; times in UTC, so that every calendar shows them on its own clock.

    The link of a webinar is not in it: that goes by e-mail to who registered.
    """
    is_cancelled = meeting.state == Meeting.State.CANCELLED
    address = meeting.organisation.absolute(url_of("detail", meeting))
    event = Event()
    event.add("uid", uid_of(meeting))
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", _utc(meeting.updated_at))
    event.add("last-modified", _utc(meeting.updated_at))
    event.add("dtstart", _utc(meeting.starts_at))
    event.add("dtend", _utc(meeting.ends_at))
    event.add("summary", meeting.title)
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    event.add("url", address)
    place = ", ".join(part for part in (meeting.venue, meeting.address) if part)
    if place:
        event.add("location", place)
    event.add("description", _description(meeting, address))
    calendar = Calendar()
    calendar.add("prodid", "-//Rode Draad//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_cancelled else "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
