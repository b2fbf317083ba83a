"""What an adviser fills in about tables: how many, who hosts, and where one guest sits."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rodedraad.listen.processes.forms import VersionForm

from ..models import Guest, Meeting
from . import queries
from .actions import MOST_TABLES, hosts_version, seats_version


class TablesForm(forms.Form):
    """How many tables stand in the room."""

    number = forms.IntegerField(label=_("How many tables?"), min_value=1, max_value=MOST_TABLES)


class HostsForm(VersionForm):
    """A host for every table; empty is nobody yet."""

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for table in queries.tables_of(meeting):
            self.fields[f"tafel-{table.pk}"] = forms.CharField(
                label=gettext("Table %(number)s") % {"number": table.number}, required=False, max_length=120)

    @staticmethod
    def values_of(meeting: Meeting) -> dict[str, Any]:
        """What is stored, as the form shows it."""
        stored = {f"tafel-{table.pk}": table.host_name for table in queries.tables_of(meeting)}
        return {"version": hosts_version(meeting), **stored}

    @property
    def hosts(self) -> dict[int, str]:
        """Table id → name."""
        return {int(name.removeprefix("tafel-")): value for name, value in self.cleaned_data.items()
                if name != "version"}


class SeatForm(VersionForm):
    """At which table one guest sits in each part; empty lets the mixing choose."""

    def __init__(self, *args: Any, guest: Guest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tables, counts = queries.tables_of(guest.meeting), queries.guests_at(guest.meeting)
        numbers, seats = {table.pk: table.number for table in tables}, queries.seats_of(guest)
        for part in guest.meeting.parts.all():
            choices = [(str(table.pk), gettext("Table %(number)s, now %(n)s people") % {
                "number": table.number, "n": counts.get((part.pk, table.pk), 0)}) for table in tables]
            seat = seats.get(part.pk)
            now = (gettext("Now at table %(number)s.") % {"number": numbers[seat.table_id]} if seat
                   else gettext("Has no seat here yet."))
            self.fields[f"deel-{part.pk}"] = forms.ChoiceField(
                label=part.title, required=False, help_text=now,
                choices=[("", gettext("The mixing may choose")), *choices])

    @staticmethod
    def values_of(guest: Guest) -> dict[str, Any]:
        """What is stored, as the form shows it: only fixed seats are chosen."""
        fixed = {f"deel-{part}": str(seat.table_id) for part, seat in queries.seats_of(guest).items() if seat.is_fixed}
        blank = {f"deel-{part.pk}": "" for part in guest.meeting.parts.all()}
        return {"version": seats_version(guest), **blank, **fixed}

    @property
    def places(self) -> dict[int, int | None]:
        """Part id → table id, or None."""
        return {int(name.removeprefix("deel-")): int(value) if value else None
                for name, value in self.cleaned_data.items() if name != "version"}
