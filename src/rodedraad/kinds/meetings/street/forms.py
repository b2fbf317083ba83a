"""What an organisation fills in about whom it expects to meet in the street."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rodedraad.listen.activities.models import Activity
from rodedraad.listen.processes.forms import VersionForm

from ..models import Conversation
from .actions import OPTION
from .queries import neighbourhoods


class ExpectedForm(VersionForm):
    """A share per age band and per neighbourhood, such as the number of inhabitants or a percentage."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bands = [(str(key), str(label)) for key, label in Conversation.Age.choices]
        for kind, choices in (("age", bands), ("area", neighbourhoods())):
            for key, label in choices:
                self.fields[f"{kind}:{key}"] = forms.FloatField(
                    label=label, required=False, min_value=0, max_value=100_000_000,
                    error_messages={"invalid": _("Fill in a number, such as 12 or 12.5.")})

    @staticmethod
    def values_of(activity: Activity) -> dict[str, Any]:
        """What is stored, as the form shows it."""
        stored = activity.options.get(OPTION, {})
        shares = {f"{kind}:{key}": value for kind, groups in stored.items() for key, value in groups.items()}
        return {"version": activity.version, **shares}

    @property
    def shares(self) -> dict[str, dict[str, float]]:
        """Kind → group → share."""
        found: dict[str, dict[str, float]] = {"age": {}, "area": {}}
        for name, value in self.cleaned_data.items():
            kind, _colon, key = name.partition(":")
            if kind in found and value:
                found[kind][key] = value
        return found


def names(form: forms.BaseForm, kind: str) -> str:
    """The names of the fields of one kind, for the page."""
    return " ".join(name for name in form.fields if name.startswith(f"{kind}:"))
