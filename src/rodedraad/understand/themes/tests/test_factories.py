"""The factories give what their names promise."""

import pytest
from django_scopes import scope

from rodedraad.listen.contributions.models import Contribution
from rodedraad.understand.themes.tests.factories import GroundsFactory, RunFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def test_confirmed_grounds_of_a_published_theme_give_the_knot() -> None:
    grounds = GroundsFactory()
    with scope(organisation=grounds.organisation):
        assert Contribution.objects.get(pk=grounds.contribution_id).has_theme
    assert grounds.contribution.process == grounds.theme.process
    assert grounds.decided_by.organisation == grounds.organisation


def test_a_suggestion_or_a_draft_gives_no_knot() -> None:
    suggestion = GroundsFactory(state="suggested", confidence=0.4)
    draft = GroundsFactory(theme=ThemeFactory(state="draft"))
    assert suggestion.decided_by is None
    assert draft.theme.published_at is None
    with scope(organisation=suggestion.organisation):
        assert not Contribution.objects.get(pk=suggestion.contribution_id).has_theme
    with scope(organisation=draft.organisation):
        assert not Contribution.objects.get(pk=draft.contribution_id).has_theme


def test_a_run_belongs_to_a_process() -> None:
    run = RunFactory()
    assert run.organisation == run.process.organisation
