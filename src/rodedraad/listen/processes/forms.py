"""What an adviser fills in about a process, its rules and its team."""

from typing import Any

from django import forms
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from rodedraad.base.organisations.models import Neighbourhood

from .actions import Basics
from .levels import PROMISES
from .models import Charter, Level, Process, TeamMember
from .rulebook import FIELD_NAMES, RULES


class DayInput(forms.DateInput):
    """A day, picked in the browser's own way."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class VersionForm(forms.Form):
    """A form that knows which version of a row it was made from."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class BasicsForm(VersionForm):
    """What the page of a process says at the top."""

    title = forms.CharField(label=_("Title"), max_length=120, error_messages={"required": _("Write a title.")},
                            help_text=_("Short and clear. For example: the new market square."))
    summary = forms.CharField(label=_("Summary"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
                              error_messages={"required": _("Write a summary.")},
                              help_text=_("One or two sentences. Ask the question that you want an answer to."))
    description = forms.CharField(label=_("What is it about?"), required=False, max_length=20_000,
                                  widget=forms.Textarea(attrs={"rows": 10}),
                                  help_text=_("Use an empty line for a new paragraph, # for a heading, - for a list."))
    starts_on = forms.DateField(label=_("First day"), required=False, widget=DayInput)
    ends_on = forms.DateField(label=_("Last day"), required=False, widget=DayInput)
    neighbourhoods = forms.ModelMultipleChoiceField(
        label=_("Neighbourhoods"), required=False, queryset=None, widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none when it is about the whole area."))
    contact_name = forms.CharField(label=_("Who answers questions?"), required=False, max_length=120)
    contact_email = forms.EmailField(label=_("E-mail address for questions"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = Neighbourhood.objects.all()
        self.fields["neighbourhoods"].queryset = choices
        if not choices:
            del self.fields["neighbourhoods"]

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        values = super().clean() or self.cleaned_data
        first, last = values.get("starts_on"), values.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first day."))
        return values

    @property
    def basics(self) -> Basics:
        """The cleaned values as the acts take them."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return Basics(**values)

    @staticmethod
    def values_of(process: Process) -> dict[str, Any]:
        """The values of a process, by field."""
        names = ("version", "title", "summary", "description", "starts_on", "ends_on", "contact_name", "contact_email")
        values: dict[str, Any] = {name: getattr(process, name) for name in names}
        values["neighbourhoods"] = list(process.neighbourhoods.all())
        return values


def level_choices() -> list[tuple[str, Any]]:
    """The levels, each with what it promises."""
    return [(level.value, lazystr(f"{level.label}: {PROMISES[level].promise}")) for level in Level]


class CharterForm(forms.ModelForm):
    """The rules, each field with why it is asked and an example."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    class Meta:
        model = Charter
        fields = FIELD_NAMES
        widgets = {"level": forms.RadioSelect, "decision_on": DayInput, "answer_by": DayInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for rule in RULES:
            field = self.fields[rule.name]
            field.label = rule.question
            field.required = rule.missing is not None
            field.help_text = _("%(why)s For example: %(example)s") % {"why": rule.why, "example": rule.example}
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 4
        self.fields["level"].choices = level_choices()
        self.order_fields(FIELD_NAMES)

    def full_clean(self) -> None:
        """Check what was typed; a draft may have gaps, publishing may not."""
        for rule in RULES:
            self.fields[rule.name].required = False
        super().full_clean()
        for rule in RULES:
            self.fields[rule.name].required = rule.missing is not None

    @property
    def rules(self) -> dict[str, Any]:
        """The cleaned values as the acts take them."""
        return {name: self.cleaned_data[name] for name in FIELD_NAMES}


class ReasonForm(VersionForm):
    """Why the rules change."""

    reason = forms.CharField(label=_("Why do the rules change?"), max_length=2000,
                             widget=forms.Textarea(attrs={"rows": 4}),
                             error_messages={"required": _("Write why the rules change.")},
                             help_text=_("Everybody who took part or follows the process reads this."))


class LessonForm(VersionForm):
    """What was learned."""

    lesson = forms.CharField(label=_("What did you learn?"), max_length=5000, widget=forms.Textarea(attrs={"rows": 6}),
                             error_messages={"required": _("Write what you learned.")},
                             help_text=_("What went well? What would you do differently? It stands on the page, so "
                                         "that others can use it."))


class CopyForm(forms.Form):
    """What is different in a copy."""

    title = forms.CharField(label=_("Title"), max_length=120, error_messages={"required": _("Write a title.")})
    starts_on = forms.DateField(label=_("First day"), required=False, widget=DayInput,
                                help_text=_("All dates of the copy move along with this day."))
    with_team = forms.BooleanField(label=_("Take the team along"), required=False)


class InviteForm(forms.Form):
    """Whom to add to the team."""

    email = forms.EmailField(label=_("E-mail address"), error_messages={"required": _("Enter an e-mail address.")},
                             help_text=_("The person must have logged in here before."))
    part = forms.ChoiceField(label=_("Part"), choices=TeamMember.Part.choices, initial=TeamMember.Part.EDITOR)


class PartForm(forms.Form):
    """What a member of the team does."""

    part = forms.ChoiceField(label=_("Part"), choices=TeamMember.Part.choices)


class ListForm(forms.Form):
    """What to look for in a list of processes."""

    q = forms.CharField(required=False, max_length=120)
    buurt = forms.SlugField(required=False)
    stand = forms.CharField(required=False, max_length=20)
    pagina = forms.IntegerField(required=False, min_value=1, max_value=100_000)
    van = forms.CharField(required=False, max_length=10)

    @classmethod
    def read(cls, data: Any) -> dict[str, Any]:
        """The values that make sense; nonsense in an address is left out."""
        form = cls(data)
        form.is_valid()
        return {name: form.cleaned_data.get(name) for name in form.fields}
