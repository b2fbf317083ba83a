"""What is filled in about a card, and the code of the room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rodedraad.listen.processes.forms import VersionForm

from .actions import CardValues
from .models import Card
from .tokens import normal


class CardForm(VersionForm):
    """A card."""

    title = forms.CharField(label=_("What is it about?"), max_length=160,
                            help_text=_("Short enough to read from the back of the room."),
                            error_messages={"required": _("Write what the card is about.")})
    explanation = forms.CharField(label=_("Explanation"), required=False, max_length=2000,
                                  widget=forms.Textarea(attrs={"rows": 4}))

    @staticmethod
    def values_of(card: Card) -> dict[str, Any]:
        """The values of a card, by field."""
        return {"title": card.title, "explanation": card.explanation, "version": card.version}

    def values(self, card: Card | None = None) -> CardValues:
        """The cleaned values as the acts take them; the grounds of a card stay."""
        return CardValues(self.cleaned_data["title"], self.cleaned_data["explanation"], card.grounds if card else [])


class CodeForm(forms.Form):
    """Join a talk."""

    code = forms.CharField(label=_("Code on the screen"), max_length=30,
                           help_text=_("Six letters and digits, such as K7QX2M."),
                           widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters",
                                                         "spellcheck": "false"}),
                           error_messages={"required": _("Fill in the code that stands on the screen.")})

    def clean_code(self) -> str:
        """The code, when it can be one."""
        code = normal(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(_("A code has six letters and digits. Look at the screen again."))
        return code
