"""What an adviser fills in about a meeting and its parts: each form of meeting asks only what it needs."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rodedraad.listen.activities.moments import MomentField
from rodedraad.listen.processes.forms import VersionForm

from ..models import Meeting, Part
from .programme import PartValues
from .templates import Template, template_of

GROUPS = (
    (_("What is it about?"), ("title", "intro", "visited_name", "visited_code", "host_name")),
    (_("When is it?"), ("starts_at", "ends_at")),
    (_("Where is it?"), ("venue", "address", "online_url", "access_info", "food_info", "table_size")),
    (_("Registering"), ("capacity", "has_waiting_list", "registration_opens_at", "registration_closes_at",
                        "remind_days_before")),
    (_("Only for us"), ("preparation",)),
)


class MeetingForm(VersionForm):
    """A meeting; the fields that its form does not need are left out."""

    title = forms.CharField(label=_("Title"), max_length=120, error_messages={"required": _("Write a title.")},
                            help_text=_("For example: dinner talk in the Vogelbuurt."))
    intro = forms.CharField(label=_("Introduction"), required=False, max_length=5000,
                            widget=forms.Textarea(attrs={"rows": 5}),
                            help_text=_("What do you talk about, for whom is it, and what happens with what is said?"))
    visited_name = forms.CharField(label=_("Organisation that is visited"), max_length=120,
                                   error_messages={"required": _("Write whom you visit.")})
    visited_code = forms.CharField(label=_("CBS code"), required=False, max_length=6,
                                   help_text=_("For a municipality, such as GM0344. You may leave it empty."))
    host_name = forms.CharField(label=_("Who leads the conversation?"), required=False, max_length=120)
    starts_at = MomentField(label=_("Starts"), error_messages={"required": _("Choose when the meeting starts.")})
    ends_at = MomentField(label=_("Ends"), error_messages={"required": _("Choose when the meeting ends.")})
    venue = forms.CharField(label=_("Place"), required=False, max_length=120,
                            help_text=_("The name of the building, the square or the market."))
    address = forms.CharField(label=_("Address"), required=False, max_length=200)
    online_url = forms.URLField(label=_("Web address of the webinar"), required=False, assume_scheme="https",
                                help_text=_("Only who registers gets this address, by e-mail."))
    access_info = forms.CharField(label=_("How do people get in, with a wheelchair too?"), required=False,
                                  max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
                                  help_text=_("Is there a lift, a toilet for people in a wheelchair, a hearing loop? "
                                              "Where can people park?"))
    food_info = forms.CharField(label=_("What is there to eat?"), required=False, max_length=2000,
                                widget=forms.Textarea(attrs={"rows": 3}))
    table_size = forms.IntegerField(label=_("People at a table"), min_value=2, max_value=20)
    capacity = forms.IntegerField(label=_("How many people can come?"), required=False, min_value=1, max_value=100_000,
                                  help_text=_("Nothing filled in: there is no limit."))
    has_waiting_list = forms.BooleanField(label=_("Keep a waiting list when all places are taken"), required=False)
    registration_opens_at = MomentField(label=_("Registration opens"), required=False,
                                        help_text=_("Nothing filled in: as soon as the meeting is public."))
    registration_closes_at = MomentField(label=_("Registration closes"), required=False,
                                         help_text=_("Nothing filled in: when the meeting starts."))
    remind_days_before = forms.IntegerField(label=_("Send a reminder this many days before"), min_value=0,
                                            max_value=30, help_text=_("0: no reminder."))
    preparation = forms.CharField(label=_("Preparation"), required=False, max_length=10_000,
                                  widget=forms.Textarea(attrs={"rows": 6}),
                                  help_text=_("Guests do not see this."))

    def __init__(self, *args: Any, template: Template, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - {"version", *template.fields}:
            del self.fields[name]

    @property
    def groups(self) -> list[tuple[Any, str]]:
        """The fields that are asked, under their headings: (heading, names)."""
        found = [(label, " ".join(name for name in names if name in self.fields)) for label, names in GROUPS]
        return [(label, names) for label, names in found if names]

    def clean(self) -> dict[str, Any]:
        """A meeting ends after it starts, and registration closes after it opens and before the end."""
        values = super().clean() or self.cleaned_data
        starts, ends = values.get("starts_at"), values.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("The end must be after the start."))
        opens, closes = values.get("registration_opens_at"), values.get("registration_closes_at")
        if opens and closes and closes <= opens:
            self.add_error("registration_closes_at", _("Registration must close after it opens."))
        if closes and ends and closes > ends:
            self.add_error("registration_closes_at", _("Registration must close before the meeting ends."))
        return values

    @property
    def values(self) -> dict[str, Any]:
        """The cleaned values as the acts take them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    @staticmethod
    def values_of(meeting: Meeting) -> dict[str, Any]:
        """The values of a meeting, by field."""
        return {name: getattr(meeting, name) for name in ("version", *template_of(meeting).fields)}

    @staticmethod
    def first_values(template: Template) -> dict[str, Any]:
        """What a new meeting of a form starts with: in three weeks, at the usual hour, with the words of the form."""
        starts = _usual_start(template.starts_hour)
        fixed = {"version": 0, "title": template.title, "starts_at": starts,
                 "ends_at": starts + timedelta(hours=template.hours), "has_waiting_list": True,
                 "remind_days_before": 2, "table_size": 6}
        words = {name: str(value) if isinstance(value, Promise) else value for name, value in template.values.items()}
        return fixed | words


def _usual_start(hour: int) -> datetime:
    day = timezone.localtime() + timedelta(weeks=3)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


class PartForm(VersionForm):
    """A course of the dinner, an item of the agenda, a question of a talk."""

    title = forms.CharField(label=_("Title"), max_length=120, error_messages={"required": _("Write a title.")})
    question = forms.CharField(label=_("Which question do people talk about?"), required=False, max_length=1000,
                               widget=forms.Textarea(attrs={"rows": 3}))
    minutes = forms.IntegerField(label=_("How many minutes?"), min_value=1, max_value=600, initial=20)
    has_speakers = forms.BooleanField(label=_("People can register to speak here"), required=False)
    minutes_per_speaker = forms.IntegerField(label=_("Minutes per speaker"), min_value=1, max_value=60, initial=3)

    @property
    def values(self) -> PartValues:
        """The cleaned values as the acts take them."""
        return PartValues(**{name: value for name, value in self.cleaned_data.items() if name != "version"})

    @staticmethod
    def values_of(part: Part) -> dict[str, Any]:
        """The values of a part, with the version of its meeting."""
        names = ("title", "question", "minutes", "has_speakers", "minutes_per_speaker")
        return {name: getattr(part, name) for name in names} | {"version": part.meeting.version}


class CancelForm(VersionForm):
    """Why a meeting does not take place."""

    reason = forms.CharField(label=_("Why is the meeting cancelled?"), max_length=1000,
                             widget=forms.Textarea(attrs={"rows": 4}),
                             help_text=_("Guests read this in their e-mail, and everybody on the page."),
                             error_messages={"required": _("Write why the meeting is cancelled. Guests read it.")})
