"""Search: finds words from their beginning, never stumbles over what people type, stays in its organisation."""

import pytest
from django.db import connection
from django_scopes import scope
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rodedraad.base.organisations.models import Organisation
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.contributions import search_index
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.search import search, similar_ideas
from rodedraad.listen.contributions.tests.factories import ContributionFactory
from rodedraad.listen.processes.tests.factories import OrganisationFactory


def found(text: str, activity: Activity | None = None) -> list[str]:
    return sorted(search(Contribution.objects.all(), text, activity).values_list("title", flat=True))


@pytest.fixture
def ideas(activity: Activity) -> Activity:
    """Three ideas."""
    ContributionFactory(activity=activity, title="Fietspad langs de vaart", text="Een veilig fietspad voor scholieren.")
    ContributionFactory(activity=activity, title="Café aan het water", text="Met een terras, ook voor fietsers.")
    ContributionFactory(activity=activity, title="Meer bomen", text="Bomen geven schaduw aan de speeltuin.")
    return activity


@pytest.mark.parametrize(("text", "titles"), [
    ("fiets", ["Café aan het water", "Fietspad langs de vaart"]), ("FIETSPAD vaart", ["Fietspad langs de vaart"]),
    ("bomen schaduw", ["Meer bomen"]), ("speeltuinen", ["Meer bomen"]), ("fiets bomen", []), ("de het een", []),
    ("\"' AND OR NOT (", []), ('fiets*" OR title:', []),
])
def test_all_words_must_be_there(ideas: Activity, text: str, titles: list[str]) -> None:
    assert found(text) == titles
    assert found(text, ideas) == titles


@pytest.mark.parametrize("text", ["", "  ", "\x00"])
def test_a_blank_search_filters_nothing(ideas: Activity, text: str) -> None:
    assert len(found(text)) == 3


def test_an_edit_and_a_deletion_reach_the_index(ideas: Activity) -> None:
    idea = Contribution.objects.get(title="Meer bomen")
    idea.text = "Struiken zijn ook goed."
    idea.save()
    assert found("schaduw") == []
    assert found("struiken") == ["Meer bomen"]
    idea.delete()
    assert found("struiken") == []


def test_another_organisation_or_activity_is_never_found(ideas: Activity) -> None:
    other = OrganisationFactory()
    with scope(organisation=other):
        ContributionFactory(title="Fietspad elders")
        assert found("fietspad") == ["Fietspad elders"]
    assert found("fietspad") == ["Fietspad langs de vaart"]
    assert found("fietspad", ActivityFactory()) == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=80))
@example(text="a\x00b")
@example(text="NEAR(fiets, 2) ^title {x}:")
@example(text="'; DROP TABLE contributions_contribution; --")
@example(text="²½ ﷽ 🚲 \ud83d" .encode("utf-8", "ignore").decode())
@example(text="fiets" * 100)
def test_nothing_that_people_type_is_an_error(ideas: Activity, text: str) -> None:
    assert isinstance(found(text), list)
    assert isinstance(found(text, ideas), list)
    assert isinstance(similar_ideas(ideas, text, text), list)


def test_similar_ideas_come_best_first_and_only_public_ones(ideas: Activity) -> None:
    best = ContributionFactory(activity=ideas, title="Nieuwe speeltuin met schaduw", text="Voor kinderen.")
    ContributionFactory(activity=ideas, title="Speeltuin schaduw", text="Voor kinderen.", state="hidden")
    similar = similar_ideas(ideas, "Een speeltuin in de schaduw", "Kinderen willen spelen in de schaduw.")
    assert [idea.title for idea in similar] == [best.title, "Meer bomen"]
    assert similar_ideas(ideas, "Zwembad", "Overdekt zwembad graag") == []
    assert similar_ideas(ActivityFactory(), "Speeltuin", "schaduw") == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the triggers are of SQLite")
def test_the_index_is_built_again_when_its_triggers_are_gone(organisation: Organisation, ideas: Activity) -> None:
    with connection.cursor() as cursor:
        for name in search_index.TRIGGERS:
            cursor.execute(f"DROP TRIGGER {name}")
    ContributionFactory(activity=ideas, title="Onvindbaar nog")
    assert found("onvindbaar") == []
    search_index.install(connection)
    assert found("onvindbaar") == ["Onvindbaar nog"]
    assert found("fietspad") == ["Fietspad langs de vaart"]


def test_the_index_can_be_taken_away_and_made_again(ideas: Activity) -> None:
    connection.check_constraints()  # PostgreSQL changes no index while foreign keys wait to be checked
    search_index.remove(connection)
    search_index.install(connection)
    assert found("fietspad") == ["Fietspad langs de vaart"]
