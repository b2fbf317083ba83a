"""The form for known numbers of a population: a number per category, typed, pasted from a table, or from a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rodedraad.listen.processes.forms import VersionForm

from ..models import Survey
from .margins import MOST_PEOPLE, SOURCE_LENGTH, Weighable, group_choices

LARGEST_FILE = 200_000


class MarginForm(VersionForm):
    """One trait: a field per category, or lines of a table that name every category."""

    group = forms.ChoiceField(label=gettext_lazy("Who is weighed"))
    source = forms.CharField(label=gettext_lazy("Where the numbers come from"), max_length=SOURCE_LENGTH,
                             required=False,
                             help_text=gettext_lazy("For example: CBS, 1 January 2026. Readers see this."))
    pasted = forms.CharField(
        label=gettext_lazy("Paste lines from a table"), required=False, max_length=LARGEST_FILE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Per line a name and a number, such as “Centrum; 5200”. This goes before what is filled "
                               "in above."))
    file = forms.FileField(label=gettext_lazy("Or choose a CSV file"), required=False,
                           help_text=gettext_lazy("With the same two columns."))

    def __init__(self, *given: Any, survey: Survey, trait: Weighable, **named: Any) -> None:
        super().__init__(*given, **named)
        self.trait = trait
        choices = group_choices(survey)
        self.fields["group"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["group"].widget = forms.HiddenInput()
        for category in trait.categories:
            self.fields[f"n_{category.key}"] = forms.IntegerField(
                label=category.label, required=False, min_value=0, max_value=MOST_PEOPLE)
        order = ["group", *(f"n_{category.key}" for category in trait.categories), "pasted", "file", "source"]
        self.order_fields(order)

    @staticmethod
    def values_of(trait: Weighable, survey: Survey) -> dict[str, Any]:
        """The values of the form as stored."""
        margin = trait.margin
        first = group_choices(survey)[0][0]
        return {"version": margin.version if margin else 0, "group": margin.group if margin else first,
                "source": margin.source if margin else "",
                **{f"n_{key}": number for key, number in (margin.totals if margin else {}).items()}}

    def clean(self) -> dict[str, Any]:
        """The numbers of all categories, from wherever they were given, as `totals`."""
        given = super().clean() or self.cleaned_data
        totals = {category.key: given.get(f"n_{category.key}") for category in self.trait.categories}
        for field in ("pasted", "file"):
            text = self._text(field, given)
            if text:
                totals |= self._read(field, text)
        if not self.errors and not any(totals.values()):
            self.add_error(None, _("Fill in how many people there are of each kind."))
        given["totals"] = {key: number for key, number in totals.items() if number is not None}
        return given

    def _text(self, field: str, given: dict[str, Any]) -> str:
        if field == "pasted":
            return str(given.get("pasted") or "")
        upload = given.get("file")
        if not upload:
            return ""
        if upload.size > LARGEST_FILE:
            self.add_error("file", _("This file is too large for a table of numbers."))
            return ""
        raw = upload.read()
        try:
            return str(raw.decode("utf-8-sig"))
        except UnicodeDecodeError:
            return str(raw.decode("cp1252", "replace"))

    def _read(self, field: str, text: str) -> dict[str, int]:
        """Lines of name and number. A first line without a number is a header."""
        known = {category.label.casefold().strip(): category.key for category in self.trait.categories}
        known |= {category.key.casefold(): category.key for category in self.trait.categories}
        found: dict[str, int] = {}
        strange = []
        for place, line in enumerate(line for line in text.splitlines() if line.strip()):
            name, number = split_line(line)
            key = known.get(name.casefold())
            if key is None and number is None and place == 0:
                continue
            if key is None or number is None or number > MOST_PEOPLE:
                strange.append(line.strip()[:60])
            else:
                found[key] = number
        if strange:
            self.add_error(field, _("We do not understand these lines: %(lines)s. Write the name as it stands above, "
                                    "then the number.") % {"lines": " / ".join(strange[:5])})
        return found


def split_line(line: str) -> tuple[str, int | None]:
    """The name and the whole number at its end; points and spaces between thousands are left out."""
    for sign in (";", "\t", ",", " "):
        name, found, number = line.strip().strip(";\t").rpartition(sign)
        digits = number.strip().strip('"').replace(".", "").replace(" ", "").replace("\u00a0", "")
        if found and digits.isdecimal():
            return name.strip().strip('"'), int(digits)
    return line.strip(), None
