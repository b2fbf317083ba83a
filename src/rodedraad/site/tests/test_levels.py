"""A thread weighs what stands under its observations: for the council and at the desk of answers, each voice once."""

import pytest
from django_scopes import scope

from rodedraad.decide.answers.desk import desk, theme_choices
from rodedraad.decide.answers.forms import AnswerForm
from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.contributions.tests.factories import ContributionFactory
from rodedraad.listen.processes.models import Process
from rodedraad.listen.processes.tests.factories import OrganisationFactory, ProcessFactory
from rodedraad.site.council import living_themes
from rodedraad.understand.themes.models import Theme
from rodedraad.understand.themes.tests.factories import GroundsFactory, ThemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def process():
    """A thread with two observations that share a contribution, one draft observation, and a flat theme."""
    with scope(organisation=OrganisationFactory()):
        made = ProcessFactory()
        said = [ContributionFactory(activity=ActivityFactory(process=made), support_count=n) for n in (1, 2, 4, 8)]
        thread, flat = ThemeFactory(process=made, title="Draad"), ThemeFactory(process=made, title="Plat")
        one, two = (ThemeFactory(process=made, title=title, parent=thread) for title in ("Een", "Twee"))
        hidden = ThemeFactory(process=made, title="Concept", parent=thread, state=Theme.State.DRAFT)
        pairs = ((one, 0), (one, 1), (two, 1), (hidden, 2), (flat, 3))
        for theme, place in pairs:
            GroundsFactory(theme=theme, contribution=said[place])
        yield made


def test_the_council_reads_threads_with_their_observations(process: Process) -> None:
    thread, flat = living_themes(process)
    assert (thread.theme.title, thread.contributions, thread.supports) == ("Draad", 3, 7)
    assert [(theme.title, size) for theme, size in thread.observations] == [("Een", 2), ("Twee", 1)]
    assert [voice.contribution.support_count for voice in thread.voices] == [4, 2, 1]
    assert (flat.theme.title, flat.contributions, flat.supports, flat.observations) == ("Plat", 1, 8, [])


def test_an_observation_whose_thread_is_not_public_stands_by_itself(process: Process) -> None:
    Theme.objects.filter(process=process, title="Draad").update(state=Theme.State.DRAFT)
    assert [(row.theme.title, row.contributions) for row in living_themes(process)] == [
        ("Een", 2), ("Plat", 1), ("Twee", 1)]


def test_the_desk_of_answers_counts_a_thread_with_its_observations(process: Process) -> None:
    assert [(row.theme.title, row.size) for row in desk(process).themes] == [
        ("Draad", 3), ("Een", 2), ("Plat", 1), ("Twee", 1)]
    choices = AnswerForm(themes=theme_choices(process)).fields["themes"].choices
    assert [words for _pk, words in choices] == ["Draad (3)", "Een (2)", "Plat (1)", "Twee (1)"]
