"""What an adviser fills in about an activity and its phases."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .actions import Settings, Stretch
from .kinds import Kind
from .models import Activity, Feature, Phase
from .moments import MomentField

OWN_FIELDS = ("title", "intro", "moderation", "access")


class ActivityForm(forms.Form):
    """An activity, with the options of its kind at the end."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    title = forms.CharField(label=_("Title"), max_length=120, error_messages={"required": _("Write a title.")},
                            help_text=_("What people come to do. For example: share your idea for the square."))
    intro = forms.CharField(label=_("Introduction"), required=False, max_length=10_000,
                            widget=forms.Textarea(attrs={"rows": 6}),
                            help_text=_("What do you ask, and what happens with the answers?"))
    moderation = forms.ChoiceField(label=_("Moderation"), choices=Activity.Moderation.choices, widget=forms.RadioSelect,
                                   initial=Activity.Moderation.POST)
    access = forms.ChoiceField(label=_("Who can take part?"), choices=Activity.Access.choices,
                               widget=forms.RadioSelect, initial=Activity.Access.EMAIL,
                               help_text=_("Ask as little as you can. Support always needs an e-mail address."))

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = kind.options_form() if kind.options_form else None
        self.option_names = tuple(options.fields) if options else ()
        if options:
            self.fields.update(options.fields)

    @property
    def settings(self) -> Settings:
        """The cleaned values as the acts take them."""
        own = {name: self.cleaned_data[name] for name in OWN_FIELDS}
        return Settings(**own, options={name: self.cleaned_data[name] for name in self.option_names})

    @staticmethod
    def values_of(activity: Activity) -> dict[str, Any]:
        """The values of an activity, by field."""
        return {**activity.options, **{name: getattr(activity, name) for name in (*OWN_FIELDS, "version")}}


class PhaseForm(forms.Form):
    """When something is open, and what."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    title = forms.CharField(label=_("Title"), max_length=120, error_messages={"required": _("Write a title.")},
                            help_text=_("It stands on the timeline. For example: collecting ideas."))
    features = forms.MultipleChoiceField(
        label=_("What can people do in this phase?"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what people can do in this phase.")})
    starts_at = MomentField(label=_("Starts"), error_messages={"required": _("Choose when the phase starts.")})
    ends_at = MomentField(label=_("Ends"), required=False,
                          help_text=_("Nothing filled in: it stays open until you finish the process."))

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["features"].choices = [(str(each), Feature(each).label) for each in kind.features]

    def clean(self) -> dict[str, Any]:
        """A phase ends after it starts."""
        values = super().clean() or self.cleaned_data
        first, last = values.get("starts_at"), values.get("ends_at")
        if first and last and last <= first:
            self.add_error("ends_at", _("The end must be after the start."))
        return values

    @property
    def stretch(self) -> Stretch:
        """The cleaned values as the acts take them."""
        return Stretch(**{name: value for name, value in self.cleaned_data.items() if name != "version"})

    @staticmethod
    def values_of(phase: Phase) -> dict[str, Any]:
        """The values of a phase, by field."""
        return {name: getattr(phase, name) for name in ("version", "title", "features", "starts_at", "ends_at")}
