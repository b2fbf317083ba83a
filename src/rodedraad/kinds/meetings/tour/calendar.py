"""All visits of a tour as one calendar file, for who travels along."""

from collections.abc import Iterable

from icalendar import Calendar

from ..models import Meeting
from ..registering.calendar import calendar_file


def tour_file(visits: Iterable[Meeting]) -> bytes:
    """One calendar with every visit: the same events as in the calendar file of each, so that none comes twice."""
    whole = Calendar()
    whole.add("prodid", "-//Rode Draad//NL")
    whole.add("version", "2.0")
    for meeting in visits:
        for event in Calendar.from_ical(calendar_file(meeting)).walk("VEVENT"):
            whole.add_component(event)
    return bytes(whole.to_ical())
