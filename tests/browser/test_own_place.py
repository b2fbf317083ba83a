"""“Gebruik mijn plek” asks after a press and no sooner, fills in the place, and says clearly when it may not."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.processes.tests.factories import OrganisationFactory, ProcessFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HERE = {"latitude": 51.812345, "longitude": 5.865432}
WATCH = """navigator.geolocation.getCurrentPosition = ((ask) => function (...all) {
  window.asked = (window.asked || 0) + 1; return ask.apply(navigator.geolocation, all);
})(navigator.geolocation.getCurrentPosition)"""


@pytest.fixture
def open_form(live_server) -> Iterator[Callable[..., Page]]:
    """Opens the second step of a new idea in a browser with or without leave, or without JavaScript."""
    process = ProcessFactory(organisation=OrganisationFactory(host="localhost"), slug="plein")
    ActivityFactory(process=process, slug="idee", access="anyone")
    base = live_server.url.replace("127.0.0.1", "localhost")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])

        def open_page(**options: object) -> Page:
            tab = browser.new_context(locale="nl-NL", **options).new_page()
            tab.add_init_script(WATCH)
            tab.goto(f"{base}/trajecten/plein/ideeen/idee/nieuw")
            tab.get_by_role("textbox").nth(0).fill("Een bank bij de vijver")
            tab.get_by_role("textbox").nth(1).fill("Dan kunnen mensen even zitten.")
            tab.locator("main form button[type=submit]").last.click()
            return tab

        yield open_page
        browser.close()


def test_it_asks_after_the_press_and_fills_in(open_form) -> None:
    tab = open_form(permissions=["geolocation"], geolocation=HERE)
    button = tab.get_by_role("button", name="Gebruik mijn plek")
    expect(button).to_be_visible()
    assert tab.evaluate("window.asked || 0") == 0
    button.focus()
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("status").filter(has_text="plek is ingevuld")).to_be_visible()
    assert tab.evaluate("window.asked") == 1
    assert [tab.locator(f"#id_{name}").input_value() for name in HERE] == ["51.8123", "5.8654"]
    assert tab.locator("#id_latitude").is_visible()


def test_a_refusal_is_said_and_nothing_is_filled_in(open_form) -> None:
    tab = open_form(permissions=[])
    tab.get_by_role("button", name="Gebruik mijn plek").click()
    expect(tab.get_by_role("status").filter(has_text="Vul de plek zelf in")).to_be_visible()
    assert tab.locator("#id_latitude").input_value() == ""


def test_without_javascript_there_is_no_button(open_form) -> None:
    tab = open_form(java_script_enabled=False)
    expect(tab.locator("#id_place")).to_be_visible()
    assert tab.locator("[data-own-place]").count() == 1
    assert not tab.get_by_text("Gebruik mijn plek").is_visible()
