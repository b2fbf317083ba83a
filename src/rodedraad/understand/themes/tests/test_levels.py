"""Threads with observations: two levels and no third, counted once, published, merged and split without loss."""

from collections.abc import Callable

import pytest
from django.test import Client

from rodedraad.base.accounts.models import Person
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.processes.models import Process
from rodedraad.understand.themes import actions
from rodedraad.understand.themes.counts import size_of, size_per_theme, sizes
from rodedraad.understand.themes.errors import EmptyThemeError, RefusedError, StaleError, WrongStateError
from rodedraad.understand.themes.levels import in_order, with_observations
from rodedraad.understand.themes.models import Grounds, Theme
from rodedraad.understand.themes.tests.factories import GroundsFactory, ThemeFactory

Said = Callable[..., Contribution]


@pytest.fixture
def family(process: Process, said: Said) -> dict[str, Theme]:
    """A thread with two observations and another thread; one contribution stands in the thread and in both."""
    thread = ThemeFactory(process=process, title="Groen", position=0)
    trees = ThemeFactory(process=process, title="Bomen", parent=thread, position=1)
    grass = ThemeFactory(process=process, title="Gras", parent=thread, position=2)
    other = ThemeFactory(process=process, title="Verkeer", position=3)
    shared = said(title="Bomen en gras")
    for theme in (thread, trees, grass):
        GroundsFactory(theme=theme, contribution=shared)
    GroundsFactory(theme=trees, contribution=said(title="Een eik"))
    GroundsFactory(theme=other, contribution=said(title="Een drempel"))
    return {"thread": thread, "trees": trees, "grass": grass, "other": other}


def test_a_thread_counts_each_contribution_once(family: dict[str, Theme], process: Process) -> None:
    expected = {family["thread"].pk: 2, family["trees"].pk: 2, family["grass"].pk: 1, family["other"].pk: 1}
    assert size_per_theme(process) == expected
    assert sizes(family.values()) == expected
    assert {theme.pk: size_of(theme) for theme in family.values()} == expected
    assert set(with_observations([family["thread"].pk])) == {family[key].pk for key in ("thread", "trees", "grass")}


def test_themes_are_numbered_by_thread(family: dict[str, Theme]) -> None:
    assert [(each.number, each.theme.title) for each in in_order(Theme.objects.all())] == [
        ("1", "Groen"), ("1.1", "Bomen"), ("1.2", "Gras"), ("2", "Verkeer")]


def test_there_is_no_third_level(family: dict[str, Theme], adviser: Person) -> None:
    for theme, parent in (("other", "trees"), ("thread", "other"), ("thread", "thread")):
        with pytest.raises(RefusedError):
            actions.put_under(theme=family[theme], parent=family[parent], by=adviser)
    made = actions.put_under(theme=family["other"], parent=family["thread"], by=adviser, version=1)
    assert made.parent == family["thread"]
    with pytest.raises(StaleError):
        actions.take_out(theme=made, by=adviser, version=1)
    assert actions.take_out(theme=made, by=adviser).parent is None
    with pytest.raises(WrongStateError):
        actions.take_out(theme=made, by=adviser)


def test_a_thread_may_rest_on_its_observations_alone(process: Process, said: Said, adviser: Person) -> None:
    thread = ThemeFactory(process=process, title="Groen", state="draft")
    below = ThemeFactory(process=process, title="Bomen", state="draft", parent=thread)
    row = said(title="Een eik")
    GroundsFactory(theme=below, contribution=row)
    actions.publish_theme(theme=thread, by=adviser)
    assert Contribution.objects.get(pk=row.pk).has_theme
    with pytest.raises(EmptyThemeError):
        actions.take_out(theme=below, by=adviser)
    assert Theme.objects.get(pk=below.pk).parent_id == thread.pk


def test_observations_go_along_in_a_merge(family: dict[str, Theme], adviser: Person) -> None:
    with pytest.raises(RefusedError):
        actions.merge_themes(source=family["thread"], target=family["trees"], by=adviser)
    actions.merge_themes(source=family["thread"], target=family["other"], by=adviser)
    assert set(Theme.objects.filter(parent=family["other"]).values_list("title", flat=True)) == {"Bomen", "Gras"}
    assert size_of(Theme.objects.get(pk=family["other"].pk)) == 3
    actions.merge_themes(source=family["grass"], target=family["trees"], by=adviser)
    assert Grounds.objects.confirmed().filter(theme=family["trees"]).count() == 2


def test_a_part_can_be_split_off_as_observation(family: dict[str, Theme], adviser: Person) -> None:
    only = Grounds.objects.get(theme=family["other"]).contribution_id
    with pytest.raises(RefusedError):
        actions.split_theme(theme=family["other"], contribution_ids=[only], title="Drempels", by=adviser)
    made = actions.split_theme(theme=family["other"], contribution_ids=[only], title="Drempels", by=adviser,
                               as_observation=True)
    assert (made.parent, made.state) == (family["other"], "published")
    assert size_of(family["other"]) == 1


def test_moving_stays_within_the_level(family: dict[str, Theme], adviser: Person) -> None:
    actions.move_theme(theme=family["grass"], by=adviser, direction="up")
    actions.move_theme(theme=family["grass"], by=adviser, direction="up")
    assert [each.theme.title for each in in_order(Theme.objects.all())] == ["Groen", "Gras", "Bomen", "Verkeer"]
    actions.move_theme(theme=family["other"], by=adviser, direction="up")
    assert [each.number for each in in_order(Theme.objects.all()) if each.theme.title == "Verkeer"] == ["1"]


def test_the_public_pages_show_observations_under_their_thread(family: dict[str, Theme]) -> None:
    ThemeFactory(process=family["thread"].process, title="Nog geheim", parent=family["thread"], state="draft")
    page = Client().get(f"/trajecten/plein/themas/{family['thread'].pk}").content.decode()
    assert page.index("1 Bomen") < page.index("2 Gras")
    assert "Nog geheim" not in page
    assert page.count(">Bomen en gras<") == 1
    assert "Een eik" in page
    below = Client().get(f"/trajecten/plein/themas/{family['trees'].pk}").content.decode()
    assert "Groen" in below
    listed = Client().get("/trajecten/plein/themas").content.decode()
    assert "1.1 Bomen" in listed
    assert "Nog geheim" not in listed


def test_putting_under_by_the_page(client_of: Callable, family: dict[str, Theme], adviser: Person) -> None:
    client, at = client_of(adviser), f"/beheer/trajecten/plein/analyse/themas/{family['other'].pk}"
    client.post(f"{at}/onder", {"parent": family["thread"].pk, "version": 1})
    assert Theme.objects.get(pk=family["other"].pk).parent == family["thread"]
    assert "Groen" in client.get(at).content.decode()
    client.post(f"{at}/eronderuit", {"version": 2})
    assert Theme.objects.get(pk=family["other"].pk).parent is None
    client.post(f"{at}/onder", {"parent": "999999"})
    assert Theme.objects.get(pk=family["other"].pk).parent is None
