"""Answers and decisions for tests: published unless told otherwise, their knots kept as the acts keep them.

`AnswerFactory(themes=[theme], contributions=[contribution])`, `DecisionFactory(answers=[answer])`.
The rows are saved without acts (no audit line, no mail); the knots of the contributions are brought up to date.
"""

from typing import Any

import factory
from django.utils import timezone
from django_scopes import scope

from rodedraad.decide.answers.models import Answer, Decision
from rodedraad.listen.processes.tests.factories import PersonFactory, ProcessFactory, SavingFactory


class AnswerFactory(SavingFactory):
    """A published answer; `state="draft"` and so on for the others."""

    class Meta:
        model = Answer

    process = factory.SubFactory(ProcessFactory)
    organisation = factory.SelfAttribute("process.organisation")
    title = factory.Sequence(lambda n: f"Meer groen op het plein {n}")
    outcome = Answer.Outcome.TAKEN_OVER
    text = "Wij planten twaalf bomen op het plein."
    motivation = "Groen maakt het plein koeler in de zomer."
    state = Answer.State.PUBLISHED
    written_by = factory.SubFactory(PersonFactory, organisation=factory.SelfAttribute("..organisation"))
    published_at = factory.Maybe(
        factory.LazyAttribute(lambda row: row.state in {Answer.State.PUBLISHED, Answer.State.WITHDRAWN}),
        factory.LazyFunction(timezone.now), None,
    )
    withdrawn_at = factory.Maybe(
        factory.LazyAttribute(lambda row: row.state == Answer.State.WITHDRAWN),
        factory.LazyFunction(timezone.now), None,
    )

    @factory.post_generation
    def themes(self: Answer, create: bool, extracted: list[Any] | None, **_: Any) -> None:
        """The themes it answers."""
        with scope(organisation=self.organisation):
            self.themes.set(extracted or [])

    @factory.post_generation
    def contributions(self: Answer, create: bool, extracted: list[Any] | None, **_: Any) -> None:
        """The contributions it answers."""
        with scope(organisation=self.organisation):
            self.contributions.set(extracted or [])

    @factory.post_generation
    def knots(self: Answer, create: bool, extracted: bool | None, **_: Any) -> None:
        """Bring the knots up to date; `knots=False` leaves them."""
        if extracted is not False:
            from rodedraad.decide.answers.knots import covered_by, recompute  # noqa: PLC0415 -- models first

            with scope(organisation=self.organisation):
                recompute(covered_by([self.pk]))


class DecisionFactory(SavingFactory):
    """A published decision of the council; `is_published=False` for one that is not."""

    class Meta:
        model = Decision

    process = factory.SubFactory(ProcessFactory)
    organisation = factory.SelfAttribute("process.organisation")
    title = factory.Sequence(lambda n: f"Ontwerp voor het plein vastgesteld {n}")
    body = Decision.Body.COUNCIL
    decided_on = factory.LazyFunction(timezone.localdate)
    text = "De raad stelt het ontwerp vast, met twaalf bomen en een speelplek."
    document_url = "https://example.org/besluit.pdf"
    is_published = True
    published_at = factory.Maybe("is_published", factory.LazyFunction(timezone.now), None)

    @factory.post_generation
    def answers(self: Decision, create: bool, extracted: list[Answer] | None, **_: Any) -> None:
        """The answers it rests on."""
        with scope(organisation=self.organisation):
            self.answers.set(extracted or [])

    @factory.post_generation
    def knots(self: Decision, create: bool, extracted: bool | None, **_: Any) -> None:
        """Bring the knots up to date; `knots=False` leaves them."""
        if extracted is not False:
            from rodedraad.decide.answers.knots import covered_by, recompute  # noqa: PLC0415 -- models first

            with scope(organisation=self.organisation):
                recompute(covered_by(list(self.answers.values_list("pk", flat=True))))
