"""Forms of the harvest: about the talk itself, and about the consent for one statement."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rodedraad.base.organisations.models import Neighbourhood
from rodedraad.listen.processes.forms import VersionForm

from ..models import Consent, Conversation
from ..models.people import GuestRole


class CardForm(VersionForm):
    """When and where the talk was, and how many people of each role took part."""

    title = forms.CharField(label=_("Name of the card"), max_length=120)
    held_at = forms.DateTimeField(label=_("When was it?"), input_formats=["%Y-%m-%dT%H:%M", "%d-%m-%Y %H:%M"],
                                  widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"))
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    neighbourhood: forms.ModelChoiceField = forms.ModelChoiceField(label=_("Neighbourhood"), queryset=None,
                                                                   required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["neighbourhood"].queryset = Neighbourhood.objects.all()  # type: ignore[attr-defined]
        for role, label in GuestRole.choices:
            self.fields[f"people_{role}"] = forms.IntegerField(label=label, required=False, min_value=0, max_value=9999)

    @property
    def role_names(self) -> str:
        """The names of the fields with a number of people."""
        return " ".join(f"people_{role}" for role in GuestRole.values)

    @property
    def values(self) -> dict[str, Any]:
        """What the act asks for."""
        data = self.cleaned_data
        kept = {name: data[name] for name in ("title", "held_at", "place", "neighbourhood")}
        return kept | {"people_by_role": {role: data[f"people_{role}"] or 0 for role in GuestRole.values}}

    @classmethod
    def values_of(cls, card: Conversation) -> dict[str, Any]:
        """The card as it is stored."""
        people = {f"people_{role}": card.people_by_role.get(role) for role in GuestRole.values}
        return {"title": card.title, "held_at": card.held_at, "place": card.place,
                "neighbourhood": card.neighbourhood, "version": card.version, **people}


class ConsentForm(forms.Form):
    """What may be done with one statement from now on."""

    consent = forms.ChoiceField(label=_("What may be done with this statement?"), widget=forms.RadioSelect,
                                choices=[choice for choice in Consent.choices if choice[0] != Consent.NONE])
    name = forms.CharField(label=_("Name of the speaker"), max_length=120, required=False,
                           help_text=_("Only when the speaker agrees to be named."))
