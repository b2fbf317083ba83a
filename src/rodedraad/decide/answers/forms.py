"""What staff fill in about answers and decisions; what was typed is never lost, also when a colleague saved first."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from rodedraad.listen.processes.conflicts import conflict, renewed
from rodedraad.listen.processes.differences import Difference
from rodedraad.listen.processes.forms import DayInput, VersionForm
from rodedraad.understand.themes.models import Theme

from .errors import RefusedError, StaleError
from .inputs import AnswerInput, DecisionInput
from .models import Answer, AnswerRevision, Decision

Done = TypeVar("Done")
OUTCOMES = [
    (Answer.Outcome.TAKEN_OVER, _("Taken over: we do this")),
    (Answer.Outcome.PARTLY, _("Partly taken over: we do a part of it")),
    (Answer.Outcome.NOT, _("Not taken over: we do not do this")),
    (Answer.Outcome.OUTSIDE, _("Outside this process: this is not for us to say here")),
]
HTTP_ONLY = URLValidator(schemes=["http", "https"], message=_("Write a web address that begins with https://."))


class ActForm(VersionForm):
    """A form for one act: shows why the act was refused, and both texts when somebody else saved first."""

    values_of: Callable[[Any], dict[str, Any]]
    """The values of a row, by field; each form says how."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.differences: list[Difference] = []

    def attempt(self, act: Callable[[], Done]) -> Done | None:
        """Do the act when the form is valid; None when it is not, or when the act was refused."""
        if not self.is_valid():
            return None
        try:
            return act()
        except StaleError as error:
            self.differences = conflict(self, self.values_of(error.current))
            self.data = renewed(self.data, error.current.version)  # type: ignore[attr-defined]
            self.add_error(None, error.message)
        except RefusedError as error:
            self.add_error(error.field if error.field in self.fields else None, error.message)
        return None


def numbers(text: str) -> frozenset[int]:
    """The numbers in a text such as `12, 45`. Raises `ValidationError` when it holds anything else."""
    words = re.findall(r"[^\s,;]+", text)
    if not all(word.lstrip("#").isdecimal() and len(word) < 12 for word in words):
        raise ValidationError(_("Write only numbers, with a comma between them. For example: 12, 45."))
    return frozenset(int(word.lstrip("#")) for word in words)


class AnswerForm(ActForm):
    """The words of an answer and what it answers."""

    themes = forms.TypedMultipleChoiceField(
        label=_("Which themes does this answer?"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple)
    contributions = forms.CharField(
        label=_("Which single contributions does this answer?"), required=False, max_length=2000,
        help_text=_("For contributions without a theme. Write their numbers, with a comma between them."))
    title = forms.CharField(label=_("Title"), max_length=150, error_messages={"required": _("Write a title.")},
                            help_text=_("Say in one line what you answer. For example: more trees on the square."))
    outcome = forms.ChoiceField(label=_("What happens with it?"), choices=OUTCOMES, widget=forms.RadioSelect,
                                error_messages={"required": _("Choose what happens with it.")})
    text = forms.CharField(label=_("Answer"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 8}),
                           error_messages={"required": _("Write the answer.")},
                           help_text=_("Begin with the answer itself. Use short sentences. "
                                       "Use an empty line for a new paragraph, - for a list."))
    motivation = forms.CharField(label=_("Why?"), max_length=20_000, required=False,
                                 widget=forms.Textarea(attrs={"rows": 5}))
    reason = forms.CharField(label=_("Why do you change this answer?"), required=False, max_length=1000,
                             widget=forms.Textarea(attrs={"rows": 2}),
                             help_text=_("Everybody can read this. The old words stay readable."))

    def __init__(self, *args: Any, themes: list[Theme], needs_motivation: bool = False, is_published: bool = False,
                 **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"].choices = [(theme.pk, f"{theme.title} ({theme.size})") for theme in themes]
        if not themes:
            del self.fields["themes"]
        if needs_motivation:
            self.fields["motivation"].help_text = _(
                "The rules of this process promise an explanation when you do not take over everything.")
        if not is_published:
            del self.fields["reason"]

    def clean_contributions(self) -> frozenset[int]:
        """The numbers of the contributions."""
        return numbers(self.cleaned_data["contributions"])

    @property
    def answer(self) -> AnswerInput:
        """The cleaned values as the acts take them."""
        values = self.cleaned_data
        return AnswerInput(
            title=values["title"], outcome=values["outcome"], text=values["text"], motivation=values["motivation"],
            theme_ids=frozenset(values.get("themes", ())), contribution_ids=values["contributions"],
        )

    @staticmethod
    def values_of(row: Answer | AnswerRevision) -> dict[str, Any]:
        """The values of an answer, by field."""
        return {
            "version": row.version, "title": row.title, "outcome": row.outcome, "text": row.text,
            "motivation": row.motivation, "themes": [theme.pk for theme in row.themes.all()],
            "contributions": ", ".join(str(pk) for pk in row.contributions.values_list("pk", flat=True)),
        }


class DecisionForm(ActForm):
    """What a body decided, and on which answers that rests."""

    title = forms.CharField(label=_("Title"), max_length=150, error_messages={"required": _("Write a title.")})
    body = forms.ChoiceField(label=_("Who decided?"), choices=Decision.Body.choices, widget=forms.RadioSelect,
                             error_messages={"required": _("Choose who decided.")})
    decided_on = forms.DateField(label=_("When was it decided?"), widget=DayInput,
                                 error_messages={"required": _("Choose the day of the decision.")})
    text = forms.CharField(label=_("What was decided?"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 8}),
                           error_messages={"required": _("Write what was decided.")},
                           help_text=_("In plain words: what happens, where, from when, for how much."))
    answers = forms.TypedMultipleChoiceField(
        label=_("On which answers does it rest?"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text=_("This ties the decision to what people said. Their authors are told."))
    document_url = forms.CharField(label=_("Link to the document"), required=False, max_length=200,
                                   validators=[HTTP_ONLY])
    document = forms.FileField(label=_("Or choose a PDF"), required=False,
                               help_text=_("At most 10 MB. Everybody can download it."))
    reason = forms.CharField(label=_("Why do you correct this decision?"), required=False, max_length=1000,
                             widget=forms.Textarea(attrs={"rows": 2}),
                             help_text=_("Everybody can read this. The old words stay readable."))

    def __init__(self, *args: Any, answers: list[Answer], is_published: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answers"].choices = [(answer.pk, answer.title) for answer in answers]
        if not answers:
            del self.fields["answers"]
        if not is_published:
            del self.fields["reason"]

    @property
    def decision(self) -> DecisionInput:
        """The cleaned values as the acts take them."""
        values = self.cleaned_data
        return DecisionInput(
            title=values["title"], body=values["body"], decided_on=values["decided_on"], text=values["text"],
            document_url=values["document_url"], answer_ids=frozenset(values.get("answers", ())),
        )

    @staticmethod
    def values_of(row: Decision) -> dict[str, Any]:
        """The values of a decision, by field."""
        return {
            "version": row.version, "title": row.title, "body": row.body, "decided_on": row.decided_on,
            "text": row.text, "document_url": row.document_url,
            "answers": list(row.answers.values_list("pk", flat=True)),
        }


class ReasonForm(forms.Form):
    """Why something is returned or withdrawn, and which version the person read."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    reason = forms.CharField(label=_("Why?"), required=False, max_length=1000,
                             widget=forms.Textarea(attrs={"rows": 3}))

    def attempt(self, act: Callable[[int, str], Done]) -> Done | None:
        """Do the act with version and reason; None when it was refused: the form then says why."""
        if not self.is_valid():
            return None
        try:
            return act(self.cleaned_data["version"], self.cleaned_data["reason"])
        except StaleError as error:
            self.data = renewed(self.data, error.current.version)  # type: ignore[attr-defined]
            self.add_error(None, _("Somebody else changed this after you opened the page. "
                                   "Read it again below. Your reason is kept."))
        except RefusedError as error:
            self.add_error("reason" if error.field == "reason" else None, error.message)
        return None
