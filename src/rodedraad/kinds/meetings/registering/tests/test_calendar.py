"""The calendar file, parsed back: the same event at each change, a higher number, cancelled when it is."""

from datetime import UTC, timedelta

import pytest
from django.test import Client
from icalendar import Calendar, Event

from rodedraad.base.accounts.models import Person
from rodedraad.kinds.meetings.lookup import url_of
from rodedraad.kinds.meetings.models import Meeting
from rodedraad.kinds.meetings.planning import actions
from rodedraad.kinds.meetings.registering.calendar import calendar_file
from rodedraad.kinds.meetings.tests.factories import MeetingFactory
from rodedraad.listen.activities.models import Activity


def parsed(meeting: Meeting) -> tuple[Calendar, Event]:
    calendar = Calendar.from_ical(calendar_file(meeting))
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def test_the_file_says_what_when_and_where(activity: Activity) -> None:
    meeting = MeetingFactory(activity=activity, title="Praten, eten; en \\ meer", intro="Regel 1\nRegel 2 met é")
    calendar, event = parsed(meeting)
    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    assert str(event["SUMMARY"]) == meeting.title
    assert "Regel 1\nRegel 2 met é" in str(event["DESCRIPTION"])
    assert str(event["LOCATION"]) == "Buurthuis De Brug, Kade 1, Waterstede"
    assert event["DTSTART"].dt == meeting.starts_at.astimezone(UTC).replace(microsecond=0)
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(hours=3)
    assert event["DTSTART"].dt.utcoffset() == timedelta(0)
    assert event["STATUS"] == "CONFIRMED"
    assert all(len(line) <= 75 for line in calendar_file(meeting).split(b"\r\n"))


def test_a_change_keeps_the_event_and_raises_the_number(activity: Activity, adviser: Person) -> None:
    meeting = MeetingFactory(activity=activity)
    _calendar, before = parsed(meeting)
    later = {"starts_at": meeting.starts_at + timedelta(days=1), "ends_at": meeting.ends_at + timedelta(days=1)}
    changed = actions.edit_meeting(meeting=meeting, version=1, values=later, by=adviser)
    _calendar, after = parsed(changed)
    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    gone = actions.cancel_meeting(meeting=changed, version=2, reason="Ziek", by=adviser)
    calendar, cancelled = parsed(gone)
    assert (cancelled["UID"], cancelled["SEQUENCE"]) == (before["UID"], 2)
    assert (calendar["METHOD"], cancelled["STATUS"]) == ("CANCEL", "CANCELLED")


def test_the_link_of_a_webinar_is_not_public(activity: Activity) -> None:
    meeting = MeetingFactory(activity=activity, form="webinar", online_url="https://video.example.nl/geheim")
    assert b"geheim" not in calendar_file(meeting)


@pytest.mark.parametrize(("state", "status"), [("published", 200), ("cancelled", 200), ("held", 200), ("draft", 302)])
def test_the_address_gives_a_calendar_file(activity: Activity, state: str, status: int) -> None:
    meeting = MeetingFactory(activity=activity, state=state)
    answer = Client().get(url_of("agenda", meeting))
    assert answer.status_code == status
    if status == 200:
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
