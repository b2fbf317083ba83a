"""Reads for the form of a promise: in what it can be made, and who can keep it."""

from dataclasses import dataclass

from django.db.models import Q

from rodedraad.base.accounts.models import Person
from rodedraad.decide.answers.models import Answer, Decision
from rodedraad.listen.processes.models import Process

from .models import Commitment


@dataclass(frozen=True)
class Choices:
    """The answers, decisions and people to choose from."""

    answers: list[Answer]
    decisions: list[Decision]
    people: list[Person]


def choices_for(process: Process, commitment: Commitment | None = None) -> Choices:
    """What can be chosen in a process: what is not withdrawn, and what the promise hangs on already. Three queries."""
    answers = ~Q(state=Answer.State.WITHDRAWN)
    decisions = Q(withdrawn_at=None)
    if commitment is not None:
        answers |= Q(pk=commitment.answer_id)
        decisions |= Q(pk=commitment.decision_id)
    people = Person.objects.filter(memberships__isnull=False, erased_at=None).distinct().order_by("name", "pk")
    return Choices(
        list(Answer.objects.filter(answers, process=process)),
        list(Decision.objects.filter(decisions, process=process)),
        list(people),
    )
