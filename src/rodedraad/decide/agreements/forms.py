"""What staff and owners fill in about promises and results."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rodedraad.base.accounts.models import Person
from rodedraad.decide.answers.forms import HTTP_ONLY, ActForm
from rodedraad.decide.answers.models import Answer, Decision
from rodedraad.listen.processes.forms import DayInput

from .inputs import CommitmentInput, ResultInput
from .models import Commitment, Result


class CommitmentForm(ActForm):
    """What is promised, in which answer or decision, by whom and before when."""

    what = forms.CharField(label=_("What is promised?"), max_length=250,
                           error_messages={"required": _("Write what is promised.")},
                           help_text=_("One sentence that can be checked later. For example: "
                                       "we plant twelve trees on the square."))
    details = forms.CharField(label=_("Explanation"), required=False, max_length=5000,
                              widget=forms.Textarea(attrs={"rows": 4}))
    origin = forms.ChoiceField(label=_("In which answer or decision is this promised?"), widget=forms.RadioSelect,
                               error_messages={"required": _("Choose the answer or the decision in which this is "
                                                             "promised.")})
    owner_title = forms.CharField(label=_("Who keeps this promise?"), max_length=120,
                                  error_messages={"required": _("Write who keeps this promise, as people may "
                                                                "read it.")},
                                  help_text=_("As people may read it. For example: the alderman for public space."))
    owner = forms.TypedChoiceField(label=_("Who gets the reminders?"), required=False, coerce=int, empty_value=None,
                                   help_text=_("This person gets an e-mail 14 days before, on the day, and when it "
                                               "is late."))
    due_on = forms.DateField(label=_("Before when?"), widget=DayInput,
                             error_messages={"required": _("Choose a day.")})
    reason = forms.CharField(label=_("Why does this promise change?"), required=False, max_length=1000,
                             widget=forms.Textarea(attrs={"rows": 3}),
                             help_text=_("Needed when you change what is promised, by whom or before when. "
                                         "Everybody can read this."))

    def __init__(self, *args: Any, answers: list[Answer], decisions: list[Decision], people: list[Person],
                 is_published: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["origin"].choices = [
            *((f"antwoord-{answer.pk}", _("Answer: %(title)s") % {"title": answer.title}) for answer in answers),
            *((f"besluit-{decision.pk}", _("Decision: %(title)s") % {"title": decision.title})
              for decision in decisions),
        ]
        self.fields["owner"].choices = [("", _("Nobody")), *((person.pk, person.display_name) for person in people)]
        if not is_published:
            del self.fields["reason"]

    @property
    def commitment(self) -> CommitmentInput:
        """The cleaned values as the acts take them."""
        values = self.cleaned_data
        kind, _dash, pk = values["origin"].partition("-")
        return CommitmentInput(
            what=values["what"], due_on=values["due_on"], owner_title=values["owner_title"],
            details=values["details"], owner_id=values["owner"],
            answer_id=int(pk) if kind == "antwoord" else None, decision_id=int(pk) if kind == "besluit" else None,
        )

    @staticmethod
    def values_of(row: Commitment) -> dict[str, Any]:
        """The values of a promise, by field."""
        origin = f"besluit-{row.decision_id}" if row.decision_id else f"antwoord-{row.answer_id}"
        return {"version": row.version, "what": row.what, "details": row.details, "origin": origin,
                "owner_title": row.owner_title, "owner": row.owner_id or "", "due_on": row.due_on}


class ResultForm(ActForm):
    """What happened with a promise."""

    achieved = forms.ChoiceField(label=_("How far is it?"), choices=Result.Achieved.choices, widget=forms.RadioSelect,
                                 error_messages={"required": _("Choose how far it came.")})
    text = forms.CharField(label=_("What happened?"), max_length=5000, widget=forms.Textarea(attrs={"rows": 5}),
                           error_messages={"required": _("Write what happened.")},
                           help_text=_("Say it as it is, also when it did not work out."))
    happened_on = forms.DateField(label=_("When?"), widget=DayInput, error_messages={"required": _("Choose a day.")})
    evidence_url = forms.CharField(label=_("Link where people can see it"), required=False, max_length=200,
                                   validators=[HTTP_ONLY])
    evidence = forms.FileField(label=_("Or choose a photo or PDF"), required=False,
                               help_text=_("At most 10 MB. Everybody can download it. "
                                           "We take hidden data such as the place out of a photo."))

    @property
    def result(self) -> ResultInput:
        """The cleaned values as the acts take them."""
        values = self.cleaned_data
        return ResultInput(achieved=values["achieved"], text=values["text"], happened_on=values["happened_on"],
                           evidence_url=values["evidence_url"])

    @staticmethod
    def values_of(row: Commitment) -> dict[str, Any]:
        """A result has no earlier values, only the version of its promise."""
        return {"version": row.version}
