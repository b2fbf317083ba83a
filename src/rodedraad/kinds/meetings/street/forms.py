"""What an organisation fills in about whom it expects to meet in the street."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rodedraad.listen.activities.models import Activity

from ..models import Conversation
from .actions import OPTION
from .queries import neighbourhoods


class ExpectedForm(forms.Form):
    """A share per age band and per neighbourhood, such as the number of inhabitants or a percentage."""

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = activity.options.get(OPTION, {})
        groups = [("age", list(Conversation.Age.choices)), ("area", neighbourhoods())]
        for kind, choices in groups:
            for key, label in choices:
                self.fields[f"{kind}:{key}"] = forms.FloatField(
                    label=label, required=False, min_value=0, max_value=100_000_000,
                    initial=known.get(kind, {}).get(str(key)), localize=False,
                    error_messages={"invalid": _("Fill in a number, such as 12 or 12.5.")})

    def names(self, kind: str) -> str:
        """The names of the fields of one kind, for the page."""
        return " ".join(name for name in self.fields if name.startswith(f"{kind}:"))

    @property
    def shares(self) -> dict[str, dict[str, float]]:
        """Kind → group → share."""
        found: dict[str, dict[str, float]] = {"age": {}, "area": {}}
        for name, value in self.cleaned_data.items():
            kind, _colon, key = name.partition(":")
            if value:
                found[kind][key] = value
        return found
