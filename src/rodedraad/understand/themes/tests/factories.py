"""Themes and grounds for tests: published and confirmed unless told otherwise, knots kept as the acts keep them.

`ThemeFactory(process=…)`, `GroundsFactory(theme=…, contribution=…)`; rows are saved without acts (no audit, no mail).
"""

from typing import Any

import factory
from django.utils import timezone
from django_scopes import scope

from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.contributions.reached import mark_reached
from rodedraad.listen.contributions.tests.factories import ContributionFactory
from rodedraad.listen.processes.tests.factories import PersonFactory, ProcessFactory, SavingFactory
from rodedraad.understand.themes.models import AnalysisRun, Grounds, Theme

__all__ = ["GroundsFactory", "RunFactory", "ThemeFactory"]


class ThemeFactory(SavingFactory):
    """A published theme; `state="draft"` for one that only the desk sees."""

    class Meta:
        model = Theme

    process = factory.SubFactory(ProcessFactory)
    organisation = factory.SelfAttribute("process.organisation")
    title = factory.Sequence(lambda n: f"Meer groen op het plein {n}")
    description = "Bewoners willen schaduw en een plek om te zitten."
    state = Theme.State.PUBLISHED
    position = factory.Sequence(lambda n: n)
    published_at = factory.Maybe(
        factory.LazyAttribute(lambda row: row.state == Theme.State.PUBLISHED),
        factory.LazyFunction(timezone.now), None,
    )


class RunFactory(SavingFactory):
    """A finished run of the text method."""

    class Meta:
        model = AnalysisRun

    process = factory.SubFactory(ProcessFactory)
    organisation = factory.SelfAttribute("process.organisation")
    method = "words"
    state = AnalysisRun.State.DONE


class GroundsFactory(SavingFactory):
    """Confirmed grounds; `state="suggested", confidence=0.4` for a suggestion.

    The knot `theme` is set when it counts.
    """

    class Meta:
        model = Grounds

    theme = factory.SubFactory(ThemeFactory)
    organisation = factory.SelfAttribute("theme.organisation")
    contribution = factory.SubFactory(
        ContributionFactory,
        activity=factory.SubFactory(ActivityFactory, process=factory.SelfAttribute("...theme.process")),
    )
    state = Grounds.State.CONFIRMED
    decided_by = factory.Maybe(
        factory.LazyAttribute(lambda row: row.state != Grounds.State.SUGGESTED),
        factory.SubFactory(PersonFactory, organisation=factory.SelfAttribute("..organisation")), None,
    )
    decided_at = factory.Maybe(
        factory.LazyAttribute(lambda row: row.state != Grounds.State.SUGGESTED),
        factory.LazyFunction(timezone.now), None,
    )

    @factory.post_generation
    def knots(self: Grounds, create: bool, extracted: bool | None, **_: Any) -> None:
        """Mark the contribution as having a theme; `knots=False` leaves it."""
        if extracted is False or self.state != Grounds.State.CONFIRMED or self.theme.state != Theme.State.PUBLISHED:
            return
        with scope(organisation=self.organisation):
            mark_reached(knot="theme", reached=[self.contribution_id])
            self.contribution.has_theme = True
