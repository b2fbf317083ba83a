"""Commitments and results for tests: published, open and not yet due unless told otherwise.

`CommitmentFactory(answer=…)` or `(decision=…)`, `ResultFactory(commitment=…)`; saved without acts, knots kept.
"""

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone
from django_scopes import scope

from rodedraad.decide.agreements.models import Commitment, Result
from rodedraad.listen.processes.tests.factories import PersonFactory, ProcessFactory, SavingFactory


def _recompute(commitment: Commitment) -> None:
    from rodedraad.decide.agreements.knots import covered_by, recompute  # noqa: PLC0415 -- models first

    with scope(organisation=commitment.organisation):
        recompute(covered_by(commitment))


class CommitmentFactory(SavingFactory):
    """A promise that is due in a month."""

    class Meta:
        model = Commitment

    process = factory.LazyAttribute(
        lambda row: row.decision.process if row.decision else row.answer.process if row.answer else ProcessFactory()
    )
    organisation = factory.SelfAttribute("process.organisation")
    decision = None
    answer = None
    what = factory.Sequence(lambda n: f"Wij planten twaalf bomen op het plein {n}")
    owner = factory.SubFactory(PersonFactory, organisation=factory.SelfAttribute("..organisation"))
    owner_title = "Wethouder Groen"
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))

    @factory.post_generation
    def knots(self: Commitment, create: bool, extracted: bool | None, **_: Any) -> None:
        """Bring the knots up to date; `knots=False` leaves them."""
        if extracted is not False:
            _recompute(self)


class ResultFactory(SavingFactory):
    """Done as promised; the commitment is closed with it."""

    class Meta:
        model = Result

    commitment = factory.SubFactory(CommitmentFactory)
    organisation = factory.SelfAttribute("commitment.organisation")
    achieved = Result.Achieved.FULLY
    text = "De bomen staan er."
    happened_on = factory.LazyFunction(timezone.localdate)
    evidence_url = "https://example.org/foto"

    @factory.post_generation
    def knots(self: Result, create: bool, extracted: bool | None, **_: Any) -> None:
        """Close the commitment when the result is final, and bring the knots up to date."""
        if self.is_final and self.commitment.state == Commitment.State.OPEN:
            self.commitment.state = Commitment.State.DONE
            self.commitment.done_at = timezone.now()
            self.commitment.save(update_fields=["state", "done_at"])
        if extracted is not False:
            _recompute(self.commitment)
