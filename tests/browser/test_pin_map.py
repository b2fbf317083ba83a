"""The map on which a pin is put: with tiles of the organisation, by pointer and by keyboard, and shown after."""

from collections.abc import Iterator

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Page, expect, sync_playwright

from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.contributions.tests.factories import ContributionFactory
from rodedraad.listen.processes.tests.factories import OrganisationFactory, ProcessFactory
from tests.browser.test_pages import RULES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TILES = "/static/ui/knot.svg?{z}-{x}-{y}"


@pytest.fixture
def tab(live_server, settings) -> Iterator[Page]:
    """The second step of a new idea, with a map of which each tile is a picture of the site itself."""
    settings.MAP_TILES, settings.MAP_ATTRIBUTION, settings.MAP_START = TILES, "Kaart: proef", "51.81,5.86,15"
    process = ProcessFactory(organisation=OrganisationFactory(host="localhost"), slug="plein")
    activity = ActivityFactory(process=process, slug="idee", access="anyone")
    idea = ContributionFactory(activity=activity, latitude=51.8123, longitude=5.8654, place="Het plein")
    base = live_server.url.replace("127.0.0.1", "localhost")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        opened = browser.new_context(locale="nl-NL", viewport={"width": 360, "height": 800}).new_page()
        opened.said, opened.idea = [], f"{base}/trajecten/plein/ideeen/idee/{idea.pk}"
        opened.on("console", lambda line: opened.said.append(line.text))
        opened.goto(f"{base}/trajecten/plein/ideeen/idee/nieuw")
        opened.get_by_role("textbox").nth(0).fill("Een bank bij de vijver")
        opened.get_by_role("textbox").nth(1).fill("Dan kunnen mensen even zitten.")
        opened.locator("main form button[type=submit]").last.click()
        yield opened
        browser.close()


def typed(tab: Page) -> list[str]:
    """What the fields hold."""
    return [tab.locator(f"#id_{name}").input_value() for name in ("latitude", "longitude")]


def test_a_pin_is_put_by_pressing_the_map_or_with_the_keyboard(tab: Page) -> None:
    canvas = tab.locator("[data-map-canvas]")
    expect(canvas).to_be_visible()
    assert typed(tab) == ["", ""]
    tab.get_by_role("button", name="Zet de speld in het midden").press("Enter")
    assert typed(tab) == ["51.8100", "5.8600"]
    expect(tab.get_by_role("status").filter(has_text="De speld staat")).to_be_visible()
    canvas.click(position={"x": 60, "y": 60})
    north, west = map(float, typed(tab))
    assert north > 51.81
    assert west < 5.86
    assert [each["id"] for each in Axe().run(tab, options=RULES)["violations"]] == []
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert tab.said == []


def test_the_page_of_an_idea_shows_its_spot(tab: Page) -> None:
    tab.goto(tab.idea)
    expect(tab.locator("[data-map-canvas] path")).to_have_count(1)
    assert [each["id"] for each in Axe().run(tab, options=RULES)["violations"]] == []
    assert tab.said == []
