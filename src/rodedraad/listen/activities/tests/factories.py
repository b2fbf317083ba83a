"""Activities and phases for tests: open now unless told otherwise."""

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone

from rodedraad.listen.activities.models import Activity, Feature, Phase
from rodedraad.listen.processes.tests.factories import ProcessFactory, SavingFactory


class ActivityFactory(SavingFactory):
    """An activity with one phase in which everything is open; `phase=False` leaves the phase out.

    `phase__features=["comment"]`, `phase__starts_at=…` and `phase__ends_at=…` change the phase.
    """

    class Meta:
        model = Activity

    process = factory.SubFactory(ProcessFactory)
    organisation = factory.SelfAttribute("process.organisation")
    kind = "ideas"
    title = factory.Sequence(lambda n: f"Deel uw idee {n}")
    slug = factory.Sequence(lambda n: f"deel-uw-idee-{n}")
    intro = "Vertel ons wat u wilt met het plein."

    @factory.post_generation
    def phase(self: Activity, create: bool, extracted: Phase | bool | None, **fields: Any) -> None:
        """One phase that is open now."""
        if extracted is not False:
            PhaseFactory(activity=self, **fields)


class PhaseFactory(SavingFactory):
    """A phase of 37 days that began a week ago."""

    class Meta:
        model = Phase

    activity = factory.SubFactory(ActivityFactory, phase=False)
    organisation = factory.SelfAttribute("activity.organisation")
    title = "Ideeën ophalen"
    features = factory.LazyFunction(lambda: [str(feature) for feature in Feature.values])
    starts_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=7))
    ends_at = factory.LazyAttribute(lambda row: row.starts_at + timedelta(days=37))
