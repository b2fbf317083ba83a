"""Forms of the moderation desk."""

from django import forms
from django.utils.translation import gettext_lazy as _


class VersionForm(forms.Form):
    """The version that was judged."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(VersionForm):
    """A reason that the author gets to read."""

    reason = forms.CharField(
        label=_("Reason for the author"), max_length=1000, widget=forms.Textarea,
        help_text=_("Friendly and clear. The author gets this text by e-mail."),
    )


class MergeForm(VersionForm):
    """The contribution in which this one goes on."""

    target = forms.IntegerField(
        label=_("Number of the contribution that stays"), min_value=1,
        help_text=_("You find the number at the end of the web address."),
    )
