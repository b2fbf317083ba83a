"""Reads for the pages of tables: who sits where, how good that is beside drawing lots, and what is printed."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from statistics import median

import numpy as np
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..lookup import find_meeting_on_desk
from ..models import Guest, Meeting, Part, Seat, Table
from ..planning.programme import programme_times
from .actions import sitter
from .mixing import Score, random_mix, score, tables_for

LOTS = 25
Registered = Guest.State.REGISTERED


@dataclass(frozen=True)
class Chair:
    """A guest at a table in one part."""

    guest: Guest
    is_fixed: bool


@dataclass(frozen=True)
class Course:
    """One part of the programme with who sits at which table."""

    part: Part
    starts_at: datetime
    tables: list[tuple[Table, list[Chair]]]


@dataclass
class Seating:
    """All tables of a meeting, read in five queries."""

    meeting: Meeting
    parts: list[Part]
    tables: list[Table]
    guests: list[Guest]
    seats: dict[tuple[int, int], Seat] = field(default_factory=dict)

    @cached_property
    def unseated(self) -> list[Guest]:
        """Who has a place but not a seat in each part."""
        return [guest for guest in self.guests if any((part.pk, guest.pk) not in self.seats for part in self.parts)]

    @cached_property
    def courses(self) -> list[Course]:
        """Per part who sits where, in order of name."""
        courses = []
        for part, starts_at in programme_times(self.meeting, self.parts):
            at: dict[int, list[Chair]] = {table.pk: [] for table in self.tables}
            for guest in self.guests:
                seat = self.seats.get((part.pk, guest.pk))
                if seat is not None:
                    at[seat.table_id].append(Chair(guest, seat.is_fixed))
            courses.append(Course(part, starts_at, [(table, at[table.pk]) for table in self.tables]))
        return courses

    def numbers_of(self, guest: Guest) -> list[tuple[Part, int | None]]:
        """At which table number a guest sits in each part."""
        number = {table.pk: table.number for table in self.tables}
        return [(part, number[seat.table_id] if (seat := self.seats.get((part.pk, guest.pk))) else None)
                for part in self.parts]

    @property
    def has_seats(self) -> bool:
        """Whether the tables were mixed."""
        return bool(self.seats)


def seating(meeting: Meeting) -> Seating:
    """Everything about the tables of a meeting."""
    parts, tables = list(Part.objects.filter(meeting=meeting)), list(Table.objects.filter(meeting=meeting))
    guests = list(Guest.objects.filter(meeting=meeting, state=Registered).select_related("neighbourhood")
                  .order_by("name", "pk"))
    known = {guest.pk for guest in guests}
    seats = {(seat.part_id, seat.guest_id): seat for seat in Seat.objects.filter(part__in=parts)
             if seat.guest_id in known}
    for part in parts:
        part.meeting = meeting
    return Seating(meeting, parts, tables, guests, seats)


def wanted_tables(meeting: Meeting) -> int:
    """How many tables are needed: for who has a place now, or for all places while nobody has."""
    registered = Guest.objects.filter(meeting=meeting, state=Registered).count()
    return tables_for(registered or meeting.capacity or meeting.table_size, meeting.table_size)


@dataclass(frozen=True)
class Judgement:
    """How good the seating is, beside the middle one of a number of seatings by lot."""

    now: Score
    lots: Score
    guests: int

    @property
    def sentences(self) -> list[str]:
        """In words, the most telling first."""
        apart = self._compare(
            self.now.party_together, self.lots.party_together,
            _("Nobody sits with somebody they came with."),
            lambda n: ngettext("%(n)s time two people sit together who came together.",
                               "%(n)s times two people sit together who came together.", n))
        again = self._compare(
            self.now.met_again, self.lots.met_again,
            _("Nobody meets the same person twice."),
            lambda n: ngettext("%(n)s time two people meet again at a later table.",
                               "%(n)s times two people meet again at a later table.", n))
        met = _("On average somebody meets %(now)s people; by lot %(lots)s.") % {
            "now": _one(self.now.people_met), "lots": _one(self.lots.people_met)}
        return [apart, again, met, self._less(_("the same role"), self.now.same_role, self.lots.same_role),
                self._less(_("the same neighbourhood"), self.now.same_area, self.lots.same_area)]

    @staticmethod
    def _compare(now: int, lots: int, none: str, some: object) -> str:
        said = none if now == 0 else some(now) % {"n": now}  # type: ignore[operator]
        return _("%(said)s By lot it would be %(lots)s times.") % {"said": said, "lots": lots} if lots else said

    @staticmethod
    def _less(what: str, now: int, lots: int) -> str:
        return _("Pairs at one table with %(what)s: %(now)s; by lot %(lots)s.") % {
            "what": what, "now": now, "lots": lots}

    @property
    def share(self) -> int:
        """How much lower the cost is than by lot, in per cent; below nought when it is higher."""
        return round(100 * (1 - self.now.cost / self.lots.cost)) if self.lots.cost else 0


def _one(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def judged(found: Seating) -> Judgement | None:
    """How good the mix is; None while there is none."""
    if not found.has_seats or not found.tables:
        return None
    sitters = [sitter(guest) for guest in found.guests]
    number = {table.pk: place for place, table in enumerate(found.tables)}
    seats = np.array([[number[seat.table_id] if (seat := found.seats.get((part.pk, guest.pk))) else -1
                       for guest in found.guests] for part in found.parts], dtype=np.int64)
    lots = [random_mix(sitters, rounds=len(found.parts), tables=len(found.tables), seed=each).score
            for each in range(LOTS)]
    middle = Score(
        same_role=int(median(each.same_role for each in lots)), same_area=int(median(each.same_area for each in lots)),
        party_together=int(median(each.party_together for each in lots)),
        met_again=int(median(each.met_again for each in lots)), people_met=median(each.people_met for each in lots))
    return Judgement(score(sitters, seats), middle, len(sitters))


@dataclass(frozen=True)
class SheetCourse:
    """One course on a host's sheet: the question, the time, and who sits there by role."""

    part: Part
    starts_at: datetime
    people: list[tuple[str, list[str]]]


def sheets(found: Seating) -> list[tuple[Table, list[SheetCourse]]]:
    """A sheet per table for who hosts it: first names by role, nothing else about the guests."""
    made = []
    for place, table in enumerate(found.tables):
        courses = [SheetCourse(course.part, course.starts_at, _by_role(course.tables[place][1]))
                   for course in found.courses]
        made.append((table, courses))
    return made


def _by_role(chairs: list[Chair]) -> list[tuple[str, list[str]]]:
    roles: dict[str, list[str]] = {}
    for chair in chairs:
        roles.setdefault(str(chair.guest.get_role_display()), []).append(first_name(chair.guest))
    return sorted(roles.items())


def first_name(guest: Guest) -> str:
    """The first word of a name."""
    return guest.name.split()[0] if guest.name.split() else "–"


def find_guest(request: HttpRequest, process_slug: str, activity_slug: str, pk: int, guest_id: int) -> Guest:
    """A guest with a place at the desk; a visitor gets an empty one, so that the address leads to the login page."""
    meeting = find_meeting_on_desk(request, process_slug, activity_slug, pk)
    if meeting.pk is None:
        return Guest(meeting=meeting)
    guest: Guest | None = Guest.objects.filter(meeting=meeting, pk=guest_id, state=Registered).first()
    if guest is None:
        raise Http404(str(guest_id))
    guest.meeting = meeting
    return guest


def seats_of(guest: Guest) -> dict[int, Seat]:
    """The seats of one guest, by part."""
    return {seat.part_id: seat for seat in Seat.objects.filter(guest=guest)}


def tables_of(meeting: Meeting) -> list[Table]:
    """The tables, in order of number."""
    return list(Table.objects.filter(meeting=meeting))


def guests_at(meeting: Meeting) -> dict[tuple[int, int], int]:
    """How many guests sit at (part, table)."""
    counted: dict[tuple[int, int], int] = {}
    for part, table in Seat.objects.filter(part__meeting=meeting).values_list("part_id", "table_id"):
        counted[part, table] = counted.get((part, table), 0) + 1
    return counted
