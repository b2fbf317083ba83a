"""What a guest fills in, and what staff fill in for a guest."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rodedraad.base.organisations.models import Neighbourhood
from rodedraad.listen.processes.forms import VersionForm

from ..models import Guest, Meeting, Part
from ..models.people import GuestRole
from .actions import GuestValues, own_values

FIELDS = ("name", "email", "role", "neighbourhood", "party", "needs", "speaks_on")


class RegisterForm(forms.Form):
    """Coming to a meeting: as little as is needed to keep a place and a chair."""

    name = forms.CharField(label=_("Your name"), max_length=120, error_messages={"required": _("Fill in your name.")},
                           widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(label=_("Your e-mail address"), max_length=254,
                             error_messages={"required": _("Fill in your e-mail address.")},
                             help_text=_("You get a confirmation, and a link with which you can cancel."),
                             widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    role = forms.ChoiceField(label=_("You come as"), choices=GuestRole.choices, initial=GuestRole.RESIDENT)
    neighbourhood = forms.ModelChoiceField(
        label=_("Your neighbourhood"), queryset=Neighbourhood.objects.none(), required=False,
        empty_label=_("I do not want to say"), help_text=_("So that people from everywhere sit at the table."))
    party = forms.CharField(label=_("With whom do you come?"), required=False, max_length=80,
                            help_text=_("The same word for all of you, such as a surname. At a dinner you sit at "
                                        "different tables. Each person registers."))
    needs = forms.CharField(label=_("What should we know?"), required=False, max_length=1000,
                            widget=forms.Textarea(attrs={"rows": 3}),
                            help_text=_("For example: no nuts, a wheelchair, an interpreter. Only the organisation "
                                        "reads this, and deletes it 30 days after the meeting."))
    speaks_on = forms.ModelChoiceField(label=_("Do you want to speak?"), queryset=Part.objects.none(), required=False,
                                       empty_label=_("No, I come to listen"))

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = Part.objects.filter(meeting=meeting, has_speakers=True)
        places = Neighbourhood.objects.filter(organisation_id=meeting.organisation_id)
        self._offer("speaks_on", parts)
        self._offer("neighbourhood", places)
        if meeting.form != Meeting.Form.DINNER:
            self.fields["party"].help_text = _("The same word for all of you, such as a surname. "
                                               "Each person registers.")

    def _offer(self, name: str, rows: Any) -> None:
        """Ask only where there is something to choose."""
        if rows.exists():
            self.fields[name].queryset = rows
        else:
            del self.fields[name]

    @property
    def values(self) -> GuestValues:
        """The cleaned values as the acts take them."""
        return GuestValues(**{name: self.cleaned_data[name] for name in FIELDS if name in self.cleaned_data})


class GuestForm(VersionForm, RegisterForm):
    """The same, filled in by staff: the e-mail address may be missing."""

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, meeting=meeting, **kwargs)
        labels = {"name": _("Name"), "email": _("E-mail address"), "role": _("Comes as"),
                  "neighbourhood": _("Neighbourhood"), "party": _("Comes together with"),
                  "needs": _("What should we know about food and access?"), "speaks_on": _("Wants to speak about")}
        for name, label in labels.items():
            if name in self.fields:
                self.fields[name].label = label
        self.fields["email"].required = False
        self.fields["email"].help_text = _("Without an e-mail address you tell the guest yourself what changes.")
        for name in ("neighbourhood", "party", "needs"):
            if name in self.fields:
                self.fields[name].help_text = ""
        if "neighbourhood" in self.fields:
            self.fields["neighbourhood"].empty_label = _("Not known")
        if "speaks_on" in self.fields:
            self.fields["speaks_on"].empty_label = _("Does not speak")

    @staticmethod
    def values_of(guest: Guest) -> dict[str, Any]:
        """The values of a guest, by field."""
        return own_values(guest)


ATTENDANCE = {"ja": True, "nee": False, "": None}


def read_attendance(data: Any) -> dict[int, bool | None]:
    """Per guest whether they came, from fields `kwam-<id>`; what is no answer is left out."""
    found = {}
    for name, value in data.items():
        number = name.removeprefix("kwam-")
        if name.startswith("kwam-") and number.isdecimal() and len(number) <= 18 and value in ATTENDANCE:
            found[int(number)] = ATTENDANCE[value]
    return found


def read_turns(data: Any) -> tuple[dict[int, tuple[int, int | None]], str]:
    """Per guest the place and minutes, from fields `plaats-<id>` and `minuten-<id>`; and what is wrong with them."""
    found: dict[int, tuple[int, int | None]] = {}
    for name in data:
        number = name.removeprefix("plaats-")
        if not (name.startswith("plaats-") and number.isdecimal() and len(number) <= 18):
            continue
        place, minutes = data.get(name, "").strip(), data.get(f"minuten-{number}", "").strip()
        is_right = place.isdecimal() and 0 < int(place[:6]) <= 999 and (
            not minutes or (minutes.isdecimal() and 0 < int(minutes[:6]) <= 120))
        if not is_right:
            return {}, str(_("Fill in a place from 1 to 999, and minutes from 1 to 120 or nothing."))
        found[int(number)] = int(place), int(minutes) if minutes else None
    return found, ""
