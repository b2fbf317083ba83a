"""Acts on tables: make them, name a host, mix the guests over them, and give one guest a seat by hand."""

from collections.abc import Mapping
from typing import Any
from zlib import crc32

from django.db import transaction
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.core.text import clean_line
from rodedraad.listen.processes.errors import RefusedError, StaleError

from ..locking import locked_meeting
from ..models import Guest, Meeting, Part, Seat, Table
from .mixing import Sitter, mix

MOST_TABLES, MOST_GUESTS = 200, 600


def _locked(meeting: Meeting) -> Meeting:
    current = locked_meeting(meeting.pk)
    if current.state not in {Meeting.State.DRAFT, Meeting.State.PUBLISHED}:
        raise RefusedError(_("This meeting is over. You cannot change it any more."))
    return current


@transaction.atomic
def make_tables(*, meeting: Meeting, number: int, by: Person) -> int:
    """See to it that there are `number` tables; seats at a table that goes away are gone. Raises `RefusedError`."""
    current = _locked(meeting)
    if not 1 <= number <= MOST_TABLES:
        raise RefusedError(_("Choose between 1 and %(most)s tables.") % {"most": MOST_TABLES})
    present = set(Table.objects.filter(meeting=current).values_list("number", flat=True))
    Table.objects.filter(meeting=current, number__gt=number).delete()
    Table.objects.bulk_create([
        Table(organisation_id=current.organisation_id, meeting=current, number=each)
        for each in range(1, number + 1) if each not in present])
    audit.record("meeting_tables.made", on=current, by=by, number=number)
    return number


def hosts_version(meeting: Meeting) -> int:
    """A number that changes as soon as a host or the number of tables does: what the form of hosts carries."""
    return _mark(list(Table.objects.filter(meeting=meeting).values_list("pk", "host_name")))


def seats_version(guest: Guest) -> int:
    """A number that changes as soon as a seat of this guest does."""
    return _mark(list(Seat.objects.filter(guest=guest).order_by("pk").values_list("part", "table", "is_fixed")))


def _mark(state: object) -> int:
    return crc32(repr(state).encode())


@transaction.atomic
def name_hosts(*, meeting: Meeting, version: int, hosts: Mapping[int, str], by: Person) -> int:
    """Write down who hosts which table (table id → name); returns how many changed.

    Raises `StaleError`, `RefusedError`.
    """
    current = _locked(meeting)
    if hosts_version(current) != version:
        raise StaleError(current)
    changed = []
    for table in Table.objects.filter(meeting=current, pk__in=list(hosts)):
        name = clean_line(hosts[table.pk])[:120]
        if name != table.host_name:
            table.host_name = name
            changed.append(table)
    Table.objects.bulk_update(changed, ["host_name"], batch_size=200)
    if changed:
        audit.record("meeting_tables.hosts_named", on=current, by=by, number=len(changed))
    return len(changed)


@transaction.atomic
def mix_tables(*, meeting: Meeting, by: Person) -> int:
    """Seat every guest with a place anew in every part; seats that a person fixed stay. Raises `RefusedError`."""
    return _mix(_locked(meeting), by, only_new=False)


@transaction.atomic
def seat_newcomers(*, meeting: Meeting, by: Person) -> int:
    """Give who has no seat yet one; nobody who sits already has to move. Raises `RefusedError`."""
    return _mix(_locked(meeting), by, only_new=True)


def _mix(meeting: Meeting, by: Person, *, only_new: bool) -> int:
    guests = list(Guest.objects.filter(meeting=meeting, state=Guest.State.REGISTERED).order_by("pk"))
    parts = list(Part.objects.filter(meeting=meeting))
    tables = list(Table.objects.filter(meeting=meeting))
    _refuse_without(guests, parts, tables)
    kept = _kept_seats(guests, parts, tables, only_new=only_new)
    made = mix([sitter(guest) for guest in guests], rounds=len(parts), tables=len(tables), seed=meeting.pk, fixed=kept)
    Seat.objects.filter(part__in=parts).exclude(guest__in=guests).delete()
    Seat.objects.filter(part__in=parts, is_fixed=False).delete()
    present = set(Seat.objects.filter(part__in=parts).values_list("part_id", "guest_id"))
    Seat.objects.bulk_create([
        Seat(organisation_id=meeting.organisation_id, guest=guest, part=part, table=tables[made.seats[turn, place]])
        for turn, part in enumerate(parts) for place, guest in enumerate(guests)
        if (part.pk, guest.pk) not in present], batch_size=500)
    audit.record("meeting_tables.mixed", on=meeting, by=by, guests=len(guests), kept=len(kept), only_new=only_new)
    return len(guests)


def _refuse_without(guests: list[Guest], parts: list[Part], tables: list[Table]) -> None:
    if not tables:
        raise RefusedError(_("Make tables first."))
    if not parts:
        raise RefusedError(_("Give the meeting a programme first. People change tables after each part."))
    if not guests:
        raise RefusedError(_("Nobody has a place yet. Mix the tables when there are guests."))
    if len(guests) > MOST_GUESTS:
        raise RefusedError(_("Tables can be mixed for at most %(most)s guests.") % {"most": MOST_GUESTS})


def _kept_seats(guests: list[Guest], parts: list[Part], tables: list[Table], *, only_new: bool,
                ) -> dict[tuple[int, int], int]:
    place_of_guest = {guest.pk: place for place, guest in enumerate(guests)}
    place_of_part = {part.pk: place for place, part in enumerate(parts)}
    place_of_table = {table.pk: place for place, table in enumerate(tables)}
    seats = Seat.objects.filter(part__in=parts, guest__in=guests)
    if not only_new:
        seats = seats.filter(is_fixed=True)
    return {(place_of_part[part], place_of_guest[guest]): place_of_table[table]
            for part, guest, table in seats.values_list("part_id", "guest_id", "table_id")}


def sitter(guest: Guest) -> Sitter:
    """What the mixing knows of a guest: no name. Two people in one party may have written it with other capitals."""
    return Sitter(role=guest.role, area=str(guest.neighbourhood_id or ""), party=guest.party.casefold().strip())


@transaction.atomic
def seat_guest(*, guest: Guest, version: int, places: Mapping[int, int | None], by: Person) -> int:
    """Put a guest at tables by hand (part id → table id) and fix that; None lets the mixing choose again.

    Returns how many seats changed. Raises `StaleError`, `RefusedError`.
    """
    meeting = _locked(guest.meeting)
    current = Guest.objects.get(pk=guest.pk)
    current.meeting = meeting
    if seats_version(current) != version:
        raise StaleError(current)
    if current.state != Guest.State.REGISTERED:
        raise RefusedError(_("This guest has no place, and so no seat."))
    parts = {part.pk: part for part in Part.objects.filter(meeting=meeting, pk__in=list(places))}
    tables: dict[Any, Table] = {table.pk: table for table in Table.objects.filter(meeting=meeting)}
    changed = 0
    for part_id, table_id in places.items():
        if part_id not in parts or (table_id is not None and table_id not in tables):
            raise RefusedError(_("This table or part is not there any more. Look at the page again."))
        changed += _seat(current, parts[part_id], tables[table_id] if table_id is not None else None)
    if changed:
        audit.record("guest.seated", on=current, by=by, meeting=meeting.pk, seats=changed)
    return changed


def _seat(guest: Guest, part: Part, table: Table | None) -> int:
    seat = Seat.objects.filter(guest=guest, part=part).first()
    if table is None:
        return Seat.objects.filter(guest=guest, part=part, is_fixed=True).update(is_fixed=False)
    if seat is None:
        Seat.objects.create(organisation_id=guest.organisation_id, guest=guest, part=part, table=table, is_fixed=True)
        return 1
    if seat.table_id == table.pk and seat.is_fixed:
        return 0
    seat.table, seat.is_fixed = table, True
    seat.save(update_fields=["table", "is_fixed"])
    return 1
