"""The analysis desk by keyboard alone, in a real browser."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django_scopes import scopes_disabled
from playwright.sync_api import sync_playwright

from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.contributions.tests.factories import ContributionFactory
from rodedraad.listen.processes.tests.factories import OrganisationFactory, PersonFactory, ProcessFactory
from rodedraad.understand.themes.models import Grounds, Theme
from rodedraad.understand.themes.tests.factories import GroundsFactory, ThemeFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SELECT = """words => {
  const text = document.querySelector('#werk .is-current [data-passage]').firstChild;
  const range = document.createRange(), start = text.data.indexOf(words);
  range.setStart(text, start); range.setEnd(text, start + words.length);
  getSelection().removeAllRanges(); getSelection().addRange(range);
}"""


@pytest.fixture
def page(live_server) -> Iterator:
    """The desk of an adviser with four contributions and one theme, open in Chromium."""
    organisation = OrganisationFactory(host="localhost")
    process = ProcessFactory(organisation=organisation, slug="plein")
    activity = ActivityFactory(process=process)
    rows = [ContributionFactory(activity=activity, title=f"Idee {number}", text=f"Woord {number}: 😀 meer bomen graag")
            for number in range(4)]
    theme = ThemeFactory(process=process, title="Groen", state="draft", position=0)
    GroundsFactory(theme=theme, contribution=rows[3], state="suggested", confidence=0.7)
    adviser = PersonFactory(organisation=organisation, roles=["adviser"])
    client = Client(SERVER_NAME="localhost")
    client.force_login(adviser.account, backend=BACKEND)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = browser.new_context(locale="nl-NL")
        base = live_server.url.replace("127.0.0.1", "localhost")
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": base}])
        opened = context.new_page()
        opened.goto(f"{base}/beheer/trajecten/plein/analyse")
        yield opened
        browser.close()


def press(page, key: str) -> None:
    """Press a key and wait until the desk has answered."""
    with page.expect_response(lambda answer: "/analyse" in answer.url and answer.request.method == "GET"):
        page.keyboard.press(key)
    page.wait_for_selector("#bureau:not(.htmx-request) #werk")
    page.wait_for_timeout(150)


def states() -> dict[str, tuple[str, str, str]]:
    with scopes_disabled():
        rows = Grounds.objects.values_list("contribution__title", "theme__title", "state", "passage")
        return {title: tuple(rest) for title, *rest in rows}


def test_sorting_without_a_mouse(page) -> None:
    page.keyboard.press("j")
    press(page, "1")
    assert states()["Idee 0"] == ("Groen", "confirmed", "")
    assert page.locator("#werk .is-current strong").inner_text() == "Idee 1"
    page.evaluate(SELECT, "meer bomen")
    press(page, "1")
    assert states()["Idee 1"] == ("Groen", "confirmed", "meer bomen")
    press(page, "z")
    assert "Idee 1" not in states()
    page.keyboard.press("n")
    page.keyboard.type("Bankjes")
    press(page, "Enter")
    assert states()["Idee 1"] == ("Bankjes", "confirmed", "")
    page.keyboard.press("j")
    press(page, "r")
    assert states()["Idee 3"] == ("Groen", "rejected", "")
    with scopes_disabled():
        assert Theme.objects.count() == 2


def test_several_at_once_and_the_suggestion(page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    press(page, "1")
    assert {title for title, row in states().items() if row[1] == "confirmed"} == {"Idee 0", "Idee 1"}
    page.keyboard.press("j")
    press(page, "a")
    assert states()["Idee 3"][1] == "confirmed"
