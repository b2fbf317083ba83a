"""What the adviser fills in about a theme."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

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
    version = forms.IntegerField(widget=forms.HiddenInput)


class PassageForm(forms.Form):
    """The exact words that ground a theme."""

    passage = forms.CharField(label=_("The exact words"), max_length=4000, strip=False,
                              widget=forms.Textarea(attrs={"rows": 3}),
                              help_text=_("Copy them from the contribution."))
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
