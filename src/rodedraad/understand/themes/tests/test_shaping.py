"""Merging and splitting, in any order, never lose a confirmed ground and never count one double."""

import pytest
from django_scopes import scope
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.contributions.tests.factories import ContributionFactory
from rodedraad.listen.processes.tests.factories import OrganisationFactory, PersonFactory, ProcessFactory
from rodedraad.understand.themes import actions
from rodedraad.understand.themes.errors import RefusedError
from rodedraad.understand.themes.models import Grounds, Theme
from rodedraad.understand.themes.queries import final_theme
from rodedraad.understand.themes.tests.factories import GroundsFactory, ThemeFactory

THEMES, SAID = 3, 5
STATES = ["", "confirmed", "suggested", "rejected"]
steps = st.lists(st.tuples(st.sampled_from(["merge", "split"]), st.integers(0, 9), st.integers(0, 9),
                           st.sets(st.integers(0, SAID - 1), min_size=1)), min_size=1, max_size=5)
boards = st.lists(st.lists(st.sampled_from(STATES), min_size=SAID, max_size=SAID), min_size=THEMES, max_size=THEMES)


def confirmed_somewhere() -> set[int]:
    return set(Grounds.objects.confirmed().live().values_list("contribution_id", flat=True))


class NeverLoseTest(TestCase):
    """Each step is judged right after it."""

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(boards, steps)
    def test_no_confirmed_ground_is_lost(self, board: list[list[str]], steps: list[tuple]) -> None:
        organisation = OrganisationFactory()
        with scope(organisation=organisation):
            process = ProcessFactory()
            adviser, activity = PersonFactory(roles=["adviser"]), ActivityFactory(process=process)
            said = [ContributionFactory(activity=activity) for _ in range(SAID)]
            for row in board:
                theme = ThemeFactory(process=process, state="draft")
                for contribution, state in zip(said, row, strict=True):
                    if state:
                        GroundsFactory(theme=theme, contribution=contribution, state=state)
            for what, one, other, chosen in steps:
                self._step(process, adviser, said, what, one, other, chosen)

    def _step(self, process: object, adviser: object, said: list, what: str, one: int, other: int,
              chosen: set[int]) -> None:
        themes = list(Theme.objects.live().filter(process=process).order_by("pk"))
        source, target = themes[one % len(themes)], themes[other % len(themes)]
        before = confirmed_somewhere()
        of_both = set(Grounds.objects.confirmed().filter(theme__in=[source, target])
                      .values_list("contribution_id", flat=True))
        try:
            if what == "merge":
                actions.merge_themes(source=source, target=target, by=adviser)
                kept = Grounds.objects.confirmed().filter(theme=target)
            else:
                made = actions.split_theme(theme=source, contribution_ids=[said[place].pk for place in chosen],
                                           title="Deel", by=adviser)
                kept = Grounds.objects.confirmed().filter(theme__in=[source, made, target])
        except RefusedError:
            assert confirmed_somewhere() == before
            return
        assert set(kept.values_list("contribution_id", flat=True)) == of_both
        assert confirmed_somewhere() == before
        pairs = list(Grounds.objects.values_list("theme", "contribution"))
        assert len(pairs) == len(set(pairs))


@pytest.mark.django_db
def test_a_chain_of_merges_ends_at_the_last_name() -> None:
    process = ProcessFactory()
    with scope(organisation=process.organisation):
        adviser = PersonFactory(roles=["adviser"])
        first, second, third = (ThemeFactory(process=process) for _ in range(3))
        actions.merge_themes(source=first, target=second, by=adviser)
        actions.merge_themes(source=second, target=third, by=adviser)
        assert final_theme(Theme.objects.get(pk=first.pk)) == third
