"""What an adviser fills in about tables: how many, who hosts, and where one guest sits."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..models import Guest, Table
from . import queries
from .actions import MOST_TABLES


class TablesForm(forms.Form):
    """How many tables stand in the room."""

    number = forms.IntegerField(label=_("How many tables?"), min_value=1, max_value=MOST_TABLES)


class HostsForm(forms.Form):
    """A host for every table; empty is nobody yet."""

    def __init__(self, *args: Any, tables: list[Table], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for table in tables:
            self.fields[f"tafel-{table.pk}"] = forms.CharField(
                label=gettext("Table %(number)s") % {"number": table.number}, required=False, max_length=120,
                initial=table.host_name)

    @property
    def hosts(self) -> dict[int, str]:
        """Table id → name."""
        return {int(name.removeprefix("tafel-")): value for name, value in self.cleaned_data.items()}


class SeatForm(forms.Form):
    """At which table one guest sits in each part; empty lets the mixing choose."""

    def __init__(self, *args: Any, guest: Guest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tables, seats, counts = (queries.tables_of(guest.meeting), queries.seats_of(guest),
                                 queries.guests_at(guest.meeting))
        for part in guest.meeting.parts.all():
            seat = seats.get(part.pk)
            choices = [("", gettext("The mixing may choose"))] + [
                (str(table.pk), gettext("Table %(number)s, now %(n)s people") % {
                    "number": table.number, "n": counts.get((part.pk, table.pk), 0)}) for table in tables]
            self.fields[f"deel-{part.pk}"] = forms.ChoiceField(
                label=part.title, required=False, choices=choices,
                initial=str(seat.table_id) if seat and seat.is_fixed else "",
                help_text=self._now(seat, {table.pk: table.number for table in tables}))

    @staticmethod
    def _now(seat: Any, numbers: dict[int, int]) -> str:
        if seat is None:
            return gettext("Has no seat here yet.")
        return gettext("Now at table %(number)s.") % {"number": numbers[seat.table_id]}

    @property
    def places(self) -> dict[int, int | None]:
        """Part id → table id, or None."""
        return {int(name.removeprefix("deel-")): int(value) if value else None
                for name, value in self.cleaned_data.items()}
