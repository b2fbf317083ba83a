"""What the adviser fills in about a theme."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rodedraad.base.accounts.models import Person

from .desk import DeskTheme
from .models import Theme


class ThemeForm(forms.Form):
    """Name and description of a theme, on top of the version that was read."""

    title = forms.CharField(label=_("Name"), max_length=120,
                            help_text=_("Short, in words that people use themselves. For example: more shade on the "
                                        "square."))
    description = forms.CharField(label=_("What people say"), required=False, max_length=5000,
                                  widget=forms.Textarea(attrs={"rows": 6}),
                                  help_text=_("Tell it in a few sentences, also where people differ."))
    version = forms.IntegerField(widget=forms.HiddenInput)

    @staticmethod
    def values_of(theme: Theme) -> dict[str, Any]:
        """The theme as it stands."""
        return {"title": theme.title, "description": theme.description, "version": theme.version}


class NewThemeForm(forms.Form):
    """The name of a new theme, and the contributions that go under it at once."""

    title = forms.CharField(label=_("Name"), max_length=120)


class GroupForm(forms.Form):
    """The name and the sentence that make a theme of a first group."""

    title = forms.CharField(label=_("Name"), max_length=120)
    description = forms.CharField(label=_("What people say, in a sentence"), max_length=2000,
                                  widget=forms.Textarea(attrs={"rows": 3}),
                                  help_text=_("For example: people want a place to sit in the shade. The computer "
                                              "learns from this sentence."))
    keep_rest = forms.BooleanField(label=_("Keep the others as suggestions to look at later"), required=False,
                                   initial=True)


class UnderForm(forms.Form):
    """Under which thread a theme goes."""

    parent = forms.TypedChoiceField(label=_("Put it under"), coerce=int)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, threads: list[DeskTheme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["parent"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(each.theme.pk, f"{each.number} {each.theme.title}") for each in threads]


class RoundForm(forms.Form):
    """Who code, and how many contributions."""

    coders = forms.ModelMultipleChoiceField(queryset=None, label=_("Who code"), widget=forms.CheckboxSelectMultiple,
                                            help_text=_("Two or more people who work on this process."))
    size = forms.IntegerField(label=_("How many contributions"), min_value=5, max_value=500, initial=50,
                              help_text=_("They are drawn by chance. Fifty takes about an hour."))
    seed = forms.IntegerField(label=_("Number of the draw"), min_value=0, max_value=999_999, initial=0, required=False,
                              help_text=_("The same number draws the same contributions again."))

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["coders"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Person.objects.filter(pk__in=[person.pk for person in people]).order_by("name", "pk")

    def clean_seed(self) -> int:
        """Nothing filled in means the first draw."""
        return self.cleaned_data.get("seed") or 0


class DraftForm(forms.Form):
    """The draft of a language model, as a person changed it before taking it over."""

    text = forms.CharField(label=_("The draft"), max_length=5000, widget=forms.Textarea(attrs={"rows": 6}))


class UnpublishForm(forms.Form):
    """Why a theme is taken off the site."""

    reason = forms.CharField(label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
                             help_text=_("Everybody can read this at the address of the theme."))
    version = forms.IntegerField(widget=forms.HiddenInput)


class MergeForm(forms.Form):
    """Into which theme, on top of the version that was read."""

    target = forms.TypedChoiceField(label=_("Put it into"), coerce=int, widget=forms.RadioSelect)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, others: list[DeskTheme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["target"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(each.theme.pk, f"{each.theme.title} ({each.size})") for each in others]


class SplitForm(forms.Form):
    """The name of the part that becomes its own theme, and what goes along."""

    title = forms.CharField(label=_("Name of the new theme"), max_length=120)
    as_observation = forms.BooleanField(label=_("Keep it under this theme, as an observation"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class PassageForm(forms.Form):
    """The exact words that ground a theme."""

    passage = forms.CharField(label=_("The exact words"), max_length=4000, strip=False,
                              widget=forms.Textarea(attrs={"rows": 3}),
                              help_text=_("Copy them from the contribution."))
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
