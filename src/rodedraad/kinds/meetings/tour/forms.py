"""What an adviser fills in about a tour: the list of organisations, who was there, and what to know before a visit."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rodedraad.listen.activities.models import Activity
from rodedraad.listen.processes.forms import VersionForm

from ..models import Meeting
from ..models.people import GuestRole
from . import queries
from .lines import Visit, read_lines

MOST_SHOWN = 50


class LinesForm(forms.Form):
    """A pasted list; every line is checked, and one wrong line keeps all of them out."""

    lines = forms.CharField(
        label=_("Organisations to visit"), max_length=100_000, widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("One a line: name;code;date. For example: Waterstede;GM0344;3-3-2027 14:00. The code may be empty. "
                    "You can paste three columns of a spreadsheet."),
        error_messages={"required": _("Paste at least one line: name;code;date.")})

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.activity = activity
        self.visits: list[Visit] = []

    def clean_lines(self) -> str:
        """The text; the visits in it are then in `visits`."""
        text: str = self.cleaned_data["lines"]
        self.visits, problems = read_lines(text, queries.planned(self.activity))
        if problems:
            said = [_("Line %(line)s: %(text)s") % {"line": each.line, "text": each.text} for each in problems]
            if (more := len(said) - MOST_SHOWN) > 0:
                said[MOST_SHOWN:] = [_("And %(n)s more lines with something wrong.") % {"n": more}]
            raise forms.ValidationError(said)
        return text


class PeopleForm(VersionForm):
    """How many people of each role were there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for role, label in GuestRole.choices:
            self.fields[role] = forms.IntegerField(label=label, required=False, min_value=0, max_value=10_000)

    @staticmethod
    def values_of(meeting: Meeting) -> dict[str, Any]:
        """What the first card of the visit says."""
        card = queries.first_card(meeting)
        blank: dict[str, Any] = dict.fromkeys(GuestRole.values)
        return {**blank, **(card.people_by_role if card else {}), "version": card.version if card else 0}

    @property
    def counts(self) -> dict[str, int]:
        """Role → number, without the noughts."""
        return {role: self.cleaned_data[role] for role in GuestRole.values if self.cleaned_data[role]}


class PreparationForm(VersionForm):
    """What colleagues found out before the visit."""

    text = forms.CharField(
        label=_("What do we know already?"), required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("For example: how many people live there, who governs, what runs now, what was agreed last time. "
                    "Only colleagues read this."))
