"""What an adviser chooses for a survey before it starts, and another end while it runs."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rodedraad.listen.activities.moments import MomentField
from rodedraad.listen.processes.forms import VersionForm

from .. import library
from ..actions.surveys import SurveyValues
from ..models import Group, InstrumentVersion, Survey
from .asking import LIBRARY, versions_to_ask

WEEKS_OPEN = 3
ANONYMOUS = [("ja", _("Anonymous: nobody can find out who answered what")),
             ("nee", _("With names: we know who answered what, and can ask back"))]


class SurveyForm(VersionForm):
    """Which questions, when, to whom, and what is kept."""

    questionnaire = forms.ChoiceField(label=_("Questionnaire"), error_messages={"required": _("Choose questions.")})
    opens_at = MomentField(label=_("Opens"), error_messages={"required": _("Choose when the survey opens.")})
    closes_at = MomentField(label=_("Closes"), error_messages={"required": _("Choose when the survey closes.")},
                            help_text=_("At this second no answers are taken any more. You can move it later."))
    is_anonymous = forms.ChoiceField(label=_("Are the answers anonymous?"), choices=ANONYMOUS, initial="ja",
                                     widget=forms.RadioSelect,
                                     help_text=_("You cannot change this after the start."))
    access = forms.ChoiceField(label=_("Who can take part?"), choices=Survey.Access.choices,
                               initial=Survey.Access.OPEN, widget=forms.RadioSelect)
    page_mode = forms.ChoiceField(label=_("What stands on a page?"), choices=Survey.PageMode.choices,
                                  initial=Survey.PageMode.SECTION, widget=forms.RadioSelect)
    group_choice = forms.ChoiceField(label=_("Do you compare groups?"), choices=Survey.GroupChoice.choices,
                                     initial=Survey.GroupChoice.NONE, widget=forms.RadioSelect)
    groups = forms.MultipleChoiceField(label=_("Which groups take part?"), choices=Group.choices, required=False,
                                       widget=forms.CheckboxSelectMultiple,
                                       help_text=_("None chosen: all groups that the questionnaire knows."))
    asks_neighbourhood = forms.BooleanField(label=_("Ask in which neighbourhood people live"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [(str(each.pk), f"{each.instrument.title} ({each.number})") for each in versions_to_ask()]
        tested = [(f"{LIBRARY}{key}", library.load(key).title["nl"]) for key in library.KEYS]
        self.fields["questionnaire"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose a questionnaire")), (_("Your own questionnaires"), own),
            (_("Tested questionnaires: you get a copy"), tested)]

    def clean(self) -> dict[str, Any]:
        """The survey closes after it opens; a group can come with the code only when everybody has one."""
        values = super().clean() or self.cleaned_data
        opens, closes = values.get("opens_at"), values.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("The end must be after the start."))
        by_code = values.get("group_choice") == Survey.GroupChoice.CODE
        if by_code and values.get("access") not in {None, Survey.Access.CODE}:
            self.add_error("group_choice", _("The group can only come with the code when everybody has a code."))
        return values

    def values(self, asks: InstrumentVersion) -> SurveyValues:
        """The cleaned values as the acts take them, with the questions that were chosen."""
        same = ("opens_at", "closes_at", "access", "page_mode", "group_choice", "groups", "asks_neighbourhood")
        cleaned = self.cleaned_data
        return SurveyValues(asks=asks, is_anonymous=cleaned["is_anonymous"] == "ja",
                            **{name: cleaned[name] for name in same})

    @staticmethod
    def values_of(survey: Survey) -> dict[str, Any]:
        """The values of a survey, by field."""
        same = ("version", "opens_at", "closes_at", "access", "page_mode", "group_choice", "groups",
                "asks_neighbourhood")
        return {name: getattr(survey, name) for name in same} | {
            "questionnaire": str(survey.asks_id), "is_anonymous": "ja" if survey.is_anonymous else "nee"}

    @staticmethod
    def first_values() -> dict[str, Any]:
        """What a new survey starts with: open from tomorrow morning, for three weeks."""
        opens = (timezone.localtime() + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)
        return {"version": 0, "opens_at": opens, "closes_at": opens + timedelta(weeks=WEEKS_OPEN)}


class EndForm(VersionForm):
    """Another end."""

    closes_at = MomentField(label=_("Closes"), error_messages={"required": _("Choose when the survey closes.")})

    @staticmethod
    def values_of(survey: Survey) -> dict[str, Any]:
        """The values of a survey, by field."""
        return {"version": survey.version, "closes_at": survey.closes_at}
