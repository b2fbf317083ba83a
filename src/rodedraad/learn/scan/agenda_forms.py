"""What staff fill in about the improvement agenda: its points, and who agreed on it."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rodedraad.decide.answers.models import Decision
from rodedraad.listen.processes.forms import DayInput, VersionForm

from .actions.agenda import PointValues
from .forms import colleagues
from .models import AgendaPoint, Scan


class PointForm(VersionForm):
    """What gets better, why, and who does what before when."""

    title = forms.CharField(label=_("What gets better?"), max_length=250,
                            error_messages={"required": _("Write what gets better.")},
                            help_text=_("One sentence that can be checked later. For example: everybody who writes to "
                                        "us hears from us within two weeks."))
    why = forms.CharField(label=_("Why?"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
                          help_text=_("What did the scan show, and what was said about it in the talk?"))
    owner_title = forms.CharField(label=_("Who does it?"), max_length=120, required=False,
                                  help_text=_("As people may read it. For example: the council clerk."))
    owner = forms.ModelChoiceField(label=_("Who gets the reminders?"), queryset=None, required=False,
                                   empty_label=_("Nobody"))
    first_step = forms.CharField(label=_("What is the first step?"), max_length=1000, required=False,
                                 widget=forms.Textarea(attrs={"rows": 3}))
    due_on = forms.DateField(label=_("Before when?"), widget=DayInput, required=False,
                             error_messages={"invalid": _("Choose a day.")})
    grounds = forms.MultipleChoiceField(label=_("On which parts of the report does it rest?"), required=False,
                                        widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, grounds: list[tuple[str, list[tuple[str, str]]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = colleagues()  # type: ignore[attr-defined]
        self.fields["grounds"].choices = [  # type: ignore[attr-defined]
            (key, words if place else _("The whole part: %(part)s") % {"part": words})
            for _section, choices in grounds for place, (key, words) in enumerate(choices)]
        if not grounds:
            del self.fields["grounds"]

    @property
    def values(self) -> PointValues:
        """The cleaned values as the acts take them."""
        return PointValues(**{name: value for name, value in self.cleaned_data.items() if name != "version"})

    @staticmethod
    def values_of(point: AgendaPoint) -> dict[str, Any]:
        """The values of a point, by field."""
        same = ("version", "title", "why", "grounds", "owner_title", "first_step", "due_on")
        return {name: getattr(point, name) for name in same} | {"owner": point.owner_id}


class AgreeForm(VersionForm):
    """Who agreed on the agenda, and when."""

    body = forms.ChoiceField(label=_("Who decided?"), choices=Decision.Body.choices, widget=forms.RadioSelect,
                             error_messages={"required": _("Choose who decided.")})
    decided_on = forms.DateField(label=_("When was it decided?"), widget=DayInput, initial=timezone.localdate,
                                 error_messages={"required": _("Choose the day of the decision.")})
    text = forms.CharField(label=_("What was decided?"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 5}),
                           error_messages={"required": _("Write what was decided.")},
                           help_text=_("Everybody can read this. What happens, and when do you look back?"))

    @staticmethod
    def values_of(scan: Scan) -> dict[str, Any]:
        """Only the version of the scan."""
        return {"version": scan.version}
