"""Forms of the organisations app."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rodedraad.base.core.text import clean_line, clean_text

from .housestyle import CONTRAST_AA, contrast
from .logo import MAX_BYTES, NotAPictureError, redraw
from .models import COLOUR, Neighbourhood, Organisation

PREFIX = {Organisation.Kind.MUNICIPALITY: "GM", Organisation.Kind.PROVINCE: "PV", Organisation.Kind.WATER_BOARD: "WS"}


class OrganisationForm(forms.ModelForm):
    """All settings of the organisation, with the version that was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    logo_file = forms.FileField(label=_("New logo"), required=False, help_text=_(
        "A picture (PNG, JPEG, WebP or GIF) of at most 5 MB. We make it smaller for you."))
    remove_logo = forms.BooleanField(label=_("Remove the logo"), required=False)

    class Meta:
        model = Organisation
        fields = ("name", "kind", "cbs_code", "tone", "intro", "contact_email", "primary_colour", "ink_colour",
                  "answers_need_approval", "staff_need_second_step", "held_words", "max_links")
        widgets = {"intro": forms.Textarea(attrs={"rows": 4}), "held_words": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "cbs_code": _("For example GM0344. Leave empty if there is none."),
            "tone": _("How the site speaks to residents."),
            "intro": _("One or two sentences at the top of the home page."),
            "primary_colour": _("For buttons, for example #c8102e. Leave empty for the colour of Rode Draad."),
            "ink_colour": _("For text, for example #14213d. Leave empty for the colour of Rode Draad."),
            "answers_need_approval": _("An answer is published only after somebody else has approved it."),
            "staff_need_second_step": _("Who works here can open the desk only with a code from an app on the phone as "
                                        "well. Also you: you set it up at once if you do not have it yet."),
            "held_words": _("One word on each line. A post with such a word waits for a moderator."),
            "max_links": _("A post with more links waits for a moderator."),
        }

    def clean_name(self) -> str:
        """One line of safe text."""
        return clean_line(self.cleaned_data["name"])

    def clean_intro(self) -> str:
        """Safe text."""
        return clean_text(self.cleaned_data["intro"])

    def clean_held_words(self) -> str:
        """One word or group of words a line, without empty lines."""
        lines = (clean_line(line) for line in self.cleaned_data["held_words"].splitlines())
        return "\n".join(line for line in lines if line)

    def clean_primary_colour(self) -> str:
        """A colour on which white text can be read."""
        return _readable(self.cleaned_data["primary_colour"])

    def clean_ink_colour(self) -> str:
        """A colour that can be read on white."""
        return _readable(self.cleaned_data["ink_colour"])

    def clean_logo_file(self) -> Any:
        """The upload, drawn anew."""
        upload = self.cleaned_data["logo_file"]
        if not upload:
            return None
        if upload.size > MAX_BYTES:
            raise forms.ValidationError(_("This file is larger than 5 MB. Choose a smaller picture."))
        try:
            return redraw(upload)
        except NotAPictureError as error:
            raise forms.ValidationError(
                _("We cannot read this file as a picture. Choose a PNG, JPEG, WebP or GIF file.")) from error

    def clean(self) -> dict[str, Any]:
        """The CBS code must fit the kind of organisation."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        code, prefix = values.get("cbs_code", ""), PREFIX.get(values.get("kind", ""))
        if code and prefix and not code.startswith(prefix) and not code.isdigit():
            self.add_error("cbs_code", _("The code for this kind of organisation starts with %s.") % prefix)
        return values


def _readable(colour: str) -> str:
    if not COLOUR.regex.match(colour):  # the field itself says what is wrong with this one
        return colour
    if contrast(colour) < CONTRAST_AA:
        raise forms.ValidationError(_("This colour is too light: white and this colour are hard to tell apart "
                                      "(contrast %(ratio)s, at least 4.5 is needed). Choose a darker colour.")
                                    % {"ratio": f"{contrast(colour):.1f}".replace(".", ",")})
    return colour.lower()


class NeighbourhoodForm(forms.ModelForm):
    """The name of a neighbourhood."""

    class Meta:
        model = Neighbourhood
        fields = ("name",)
        labels = {"name": _("Name of the neighbourhood")}

    def clean_name(self) -> str:
        """One line of safe text."""
        return clean_line(self.cleaned_data["name"])
