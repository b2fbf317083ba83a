"""The list of ideas: what it shows and hides, its filters and orders, its cost."""

import re
from collections.abc import Callable
from itertools import chain

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django_scopes import scope

from rodedraad.base.accounts.models import Person
from rodedraad.kinds.ideas import queries
from rodedraad.kinds.ideas.filters import SORTS, STAGE_WORDS, Filters
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.contributions import queries as contributions
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.tests.factories import ContributionFactory
from rodedraad.listen.processes.tests.factories import NeighbourhoodFactory, OrganisationFactory, PersonFactory
from rodedraad.understand.themes.models import Grounds, Theme

HIDDEN_STATES = ("pending", "change_asked", "hidden", "withdrawn", "merged")


def path_of(activity: Activity) -> str:
    return f"/trajecten/{activity.process.slug}/ideeen/{activity.slug}"


def titles(activity: Activity, query: str = "", seed: int = 0) -> list[str]:
    page = queries.page_of_ideas(activity, Filters.read(QueryDict(query)), seed)
    return [row.title for row in page.object_list]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("who", ["visitor", "resident"])
def test_the_list_costs_at_most_eight_queries(activity: Activity, resident: Person, client_of: Callable,
                                              django_assert_max_num_queries: Callable, rows: int, who: str) -> None:
    for _each in range(rows):
        ContributionFactory(activity=activity, neighbourhood=NeighbourhoodFactory())
    browser = Client() if who == "visitor" else client_of(resident)
    browser.get(path_of(activity))
    with django_assert_max_num_queries(8):
        answer = browser.get(path_of(activity))
    assert answer.status_code == 200
    assert answer.content.count(b"rd-row__title") == rows


@pytest.mark.parametrize("query", ["", "volgorde=nieuw", "volgorde=wacht", "volgorde=willekeurig", "q=vijver"])
def test_what_is_not_public_stands_in_no_list(activity: Activity, query: str) -> None:
    shown = ContributionFactory(activity=activity, title="Bank bij de vijver")
    for state in HIDDEN_STATES:
        ContributionFactory(activity=activity, title=f"Vijver {state}", state=state)
    assert titles(activity, query) == [shown.title]
    assert contributions.latest_public() == [shown]


def test_hidden_rows_are_in_no_public_read_and_in_ones_own(activity: Activity, resident: Person) -> None:
    hidden = ContributionFactory(activity=activity, author=resident, state="hidden")
    assert contributions.contribution_cards([hidden.pk], PersonFactory()) == []
    assert contributions.contribution_cards([hidden.pk], resident) == [hidden]
    assert list(contributions.mine(resident)) == [hidden]


def test_another_organisation_stands_in_no_list(activity: Activity) -> None:
    with scope(organisation=OrganisationFactory()):
        other = ContributionFactory(title="Elders")
        other_activity = other.activity
    assert titles(other_activity) == []
    assert Client().get(path_of(other_activity)).status_code == 404
    assert Client().get(f"/bijdragen/{other.pk}").status_code == 404


def test_filters_leave_only_what_fits_and_can_be_taken_off(activity: Activity) -> None:
    area = NeighbourhoodFactory(name="Noord")
    theme = Theme(organisation=activity.organisation, process=activity.process, title="Groen", state="published")
    theme.save()
    answered = ContributionFactory(activity=activity, title="A", has_theme=True, has_answer=True, neighbourhood=area)
    ContributionFactory(activity=activity, title="B", neighbourhood=area)
    themed = ContributionFactory(activity=activity, title="C", has_theme=True)
    suggested = ContributionFactory(activity=activity, title="D")
    for idea, state in ((answered, "confirmed"), (themed, "confirmed"), (suggested, "suggested")):
        Grounds(organisation=activity.organisation, theme=theme, contribution=idea, state=state).save()
    assert titles(activity, f"buurt={area.pk}&volgorde=nieuw") == ["B", "A"]
    assert titles(activity, "status=antwoord") == ["A"]
    assert sorted(titles(activity, "status=nieuw")) == ["B", "D"]
    assert sorted(titles(activity, f"thema={theme.pk}")) == ["A", "C"]
    assert titles(activity, f"thema={theme.pk}&buurt={area.pk}&status=antwoord&q=bank") == []
    content = Client().get(f"{path_of(activity)}?thema={theme.pk}&buurt={area.pk}&q=%3Cb%3E").content.decode()
    assert f'?q=%3Cb%3E&amp;thema={theme.pk}"' in content
    assert "<b>" not in content


def test_a_large_theme_is_read_along_the_order(activity: Activity, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "SMALL_THEME", 1)
    theme = Theme(organisation=activity.organisation, process=activity.process, title="Groen", state="published")
    theme.save()
    for number in range(3):
        idea = ContributionFactory(activity=activity, title=f"I{number}", support_count=number)
        Grounds(organisation=activity.organisation, theme=theme, contribution=idea).save()
    ContributionFactory(activity=activity, title="buiten")
    assert titles(activity, f"thema={theme.pk}") == ["I2", "I1", "I0"]


def test_nonsense_in_the_address_is_left_out(activity: Activity) -> None:
    ContributionFactory(activity=activity, title="A")
    nonsense = "thema=x&buurt=%01&status=1%27&volgorde=drop&pagina=-9&pagina=zz&thema=%C2%B2"
    assert titles(activity, nonsense) == ["A"]
    assert Client().get(f"{path_of(activity)}?{nonsense}").status_code == 200


def test_the_orders(activity: Activity) -> None:
    for title, supports, answered in (("A", 1, True), ("B", 9, True), ("C", 5, False)):
        ContributionFactory(activity=activity, title=title, support_count=supports, has_answer=answered)
    assert titles(activity) == ["B", "C", "A"]
    assert titles(activity, "volgorde=nieuw") == ["C", "B", "A"]
    assert titles(activity, "volgorde=wacht") == ["C", "B", "A"]


@pytest.mark.parametrize("seed", [0, 2**30, 2**31 - 1])
def test_the_random_order_is_stable_and_holds_each_idea_once(activity: Activity, seed: int) -> None:
    for number in range(47):
        ContributionFactory(activity=activity, title=str(number))
    pages = [titles(activity, f"volgorde=willekeurig&pagina={page}", seed) for page in (1, 2, 3)]
    again = [titles(activity, f"volgorde=willekeurig&pagina={page}", seed) for page in (1, 2, 3)]
    assert pages == again
    assert [len(page) for page in pages] == [20, 20, 7]
    assert sorted(chain(*pages), key=int) == [str(number) for number in range(47)]


def test_the_random_order_stays_the_same_within_a_visit(activity: Activity) -> None:
    for _each in range(5):
        ContributionFactory(activity=activity)
    browser = Client()
    path = f"{path_of(activity)}?volgorde=willekeurig"
    first, second = (re.findall(rb'rd-row__title"><a href="([^"]+)', browser.get(path).content) for _twice in range(2))
    assert first == second
    assert len(first) == 5
    assert browser.session["ideas_seed"] >= 0
    assert "ideas_seed" not in Client().session


def test_counting_stops_at_the_cap(activity: Activity, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contributions, "MOST_COUNTED", 40)
    for _each in range(45):
        ContributionFactory(activity=activity)
    page = queries.page_of_ideas(activity, Filters(page="99"), 0)
    assert (page.paginator.count, page.paginator.is_more, page.number) == (40, True, 2)


def test_htmx_gets_only_the_results(activity: Activity) -> None:
    ContributionFactory(activity=activity)
    part = Client().get(path_of(activity), headers={"HX-Request": "true"})
    assert b"<html" not in part.content
    assert part.content.strip().startswith(b'<section class="rd-stack" id="ideeen"')
    assert "HX-Request" in part["Vary"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads the plan of SQLite")
@pytest.mark.parametrize("sort", [name for name in SORTS if name != "willekeurig"])
@pytest.mark.parametrize("choice", [{}, {"stage": "antwoord"}, {"neighbourhood": 1}])
def test_every_list_reads_along_an_index(activity: Activity, sort: str, choice: dict) -> None:
    filters = Filters(sort=sort, **choice)
    rows = queries.ideas_shown(activity, filters).order_by(*queries.order_of(filters))[:20]
    plan = rows.explain()
    assert "USING INDEX contr_" in plan
    if not (sort == "wacht" and filters.neighbourhood):  # few rows of one neighbourhood may be sorted
        assert "TEMP B-TREE" not in plan


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads the plan of SQLite")
@pytest.mark.parametrize("choice", [{}, *({"stage": stage} for stage in STAGE_WORDS), {"neighbourhood": 1}])
def test_the_random_order_reads_along_an_index(activity: Activity, choice: dict) -> None:
    order = queries.RandomOrder(queries.ideas_shown(activity, Filters(**choice)), 5)
    for part in (order.first, order.second):
        assert "_random" in part.explain()
        assert "TEMP B-TREE" not in part.explain()


def test_a_draft_process_is_for_its_team(activity: Activity, resident: Person) -> None:
    activity.process.state = "draft"
    activity.process.save()
    ContributionFactory(activity=activity)
    assert Client().get(path_of(activity)).status_code == 302
    assert not resident.may("activities.view", activity)
    assert PersonFactory(roles=["adviser"]).may("activities.view", activity)
    assert Contribution.objects.visible_to(resident).count() == 0
