"""What staff fill in before people answer: the own questions, and when and to whom the questionnaire opens."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rodedraad.kinds.survey.instrument.shape import Type
from rodedraad.kinds.survey.models import Survey
from rodedraad.listen.activities.moments import MomentField
from rodedraad.listen.processes.forms import VersionForm

from .actions.questions import OwnQuestion
from .actions.rounds import RoundValues
from .steps import MOST_OWN_QUESTIONS

TYPES = [(Type.SCALE.value, _("A statement: agree or disagree")), (Type.SINGLE.value, _("Choose one answer")),
         (Type.TEXT.value, _("Write in own words"))]
NUMBERS = range(1, MOST_OWN_QUESTIONS + 1)
WEEKS_OPEN = 3


class QuestionsForm(VersionForm):
    """At most four own questions; a place without words is left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in NUMBERS:
            self.fields[f"title_{number}"] = forms.CharField(
                label=_("Question or statement"), max_length=300, required=False,
                help_text=_("Short, about one thing. Leave it empty to ask less."))
            self.fields[f"type_{number}"] = forms.ChoiceField(
                label=_("How do people answer?"), choices=TYPES, required=False, initial=Type.SCALE.value)
            self.fields[f"options_{number}"] = forms.CharField(
                label=_("Answers to choose from"), max_length=2000, required=False,
                widget=forms.Textarea(attrs={"rows": 4}),
                help_text=_("One on each line. Only needed when people choose one answer."))

    @property
    def questions(self) -> list[OwnQuestion]:
        """The questions that have words, in order."""
        values = self.cleaned_data
        return [
            OwnQuestion(values[f"title_{number}"], values[f"type_{number}"] or Type.SCALE.value,
                        tuple(values[f"options_{number}"].splitlines()))
            for number in NUMBERS if values[f"title_{number}"] or values[f"options_{number}"]
        ]

    @property
    def parts(self) -> list[tuple[int, str]]:
        """Each place with the names of its fields, as the page draws them."""
        return [(number, f"title_{number} type_{number} options_{number}") for number in NUMBERS]

    @staticmethod
    def first_values(version: int, questions: list[OwnQuestion]) -> dict[str, Any]:
        """The values of the questions as they now stand, by field."""
        values: dict[str, Any] = {"version": version}
        for number, each in enumerate(questions, start=1):
            values |= {f"title_{number}": each.title, f"type_{number}": str(each.type),
                       f"options_{number}": "\n".join(each.options)}
        return values


class RoundForm(VersionForm):
    """When the questionnaire is open, and who can answer."""

    opens_at = MomentField(label=_("Opens"), error_messages={"required": _("Choose when the survey opens.")})
    closes_at = MomentField(label=_("Closes"), error_messages={"required": _("Choose when the survey closes.")},
                            help_text=_("At this second no answers are taken any more. You can move it later."))
    groups = forms.MultipleChoiceField(label=_("Which groups take part?"), widget=forms.CheckboxSelectMultiple,
                                       error_messages={"required": _("Choose at least one group.")})
    access = forms.ChoiceField(label=_("Who can take part?"), choices=Survey.Access.choices, widget=forms.RadioSelect,
                               help_text=_("With the link, everybody says at the start to which group they belong."))
    asks_neighbourhood = forms.BooleanField(label=_("Ask in which neighbourhood people live"), required=False)

    def __init__(self, *args: Any, groups: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].choices = list(groups.items())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The questionnaire closes after it opens."""
        values = super().clean() or self.cleaned_data
        opens, closes = values.get("opens_at"), values.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("The end must be after the start."))
        return values

    @property
    def values(self) -> RoundValues:
        """The cleaned values as the act takes them."""
        return RoundValues(**{name: value for name, value in self.cleaned_data.items() if name != "version"})

    @staticmethod
    def first_values(version: int, survey: Survey | None, groups: dict[str, str]) -> dict[str, Any]:
        """The values of the survey; for a new one: from tomorrow morning, three weeks, all groups."""
        if survey is not None:
            same = ("opens_at", "closes_at", "access", "asks_neighbourhood")
            return {name: getattr(survey, name) for name in same} | {
                "version": version, "groups": survey.groups or list(groups)}
        opens = (timezone.localtime() + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)
        return {"version": version, "opens_at": opens, "closes_at": opens + timedelta(weeks=WEEKS_OPEN),
                "access": Survey.Access.OPEN, "groups": list(groups)}
