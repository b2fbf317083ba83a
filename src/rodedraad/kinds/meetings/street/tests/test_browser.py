"""Street talks in Chromium: written without a connection, nothing lost, sent once when the connection is back."""

from collections.abc import Iterator

import pytest
from axe_core_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django_scopes import scopes_disabled
from playwright.sync_api import Page, sync_playwright

from rodedraad.kinds.meetings.lookup import url_of
from rodedraad.kinds.meetings.models import Conversation, Meeting
from rodedraad.kinds.meetings.tests.factories import MeetingFactory
from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.processes.tests.factories import OrganisationFactory, PersonFactory, ProcessFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


class Phone:
    """A phone in which a colleague is logged in, on the page of street talks."""

    def __init__(self, browser: object, base: str, meeting: Meeting, person: object) -> None:
        self.context = browser.new_context(viewport={"width": 360, "height": 740}, locale="nl-NL")
        self.base, self.person = base, person
        self.url = base + url_of("street", meeting)
        self.log_in()
        self.tab: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.tab.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)

    def log_in(self) -> None:
        client = Client(SERVER_NAME="localhost")
        client.force_login(self.person.account, backend=BACKEND)
        name = settings.SESSION_COOKIE_NAME
        self.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": self.base}])

    def open(self) -> None:
        self.tab.goto(self.url)
        self.tab.wait_for_selector("[data-say=box]:not([hidden])")

    def open_and_prepare(self) -> None:
        self.open()
        self.tab.wait_for_selector("[data-say=ready]:not([hidden])")

    def write(self, text: str) -> None:
        self.tab.fill("[name=said]", text)
        self.tab.check("[name=consent][value=role]")
        self.tab.check("[name=age][value='18-29']")
        self.tab.click(".rd-form [type=submit]")

    def expect(self, *, waiting: int, sent: int) -> None:
        self.tab.wait_for_function(
            "([w, s]) => document.querySelector('[data-count=waiting]').textContent == w"
            " && document.querySelector('[data-count=sent]').textContent == s", arg=[str(waiting), str(sent)],
            timeout=60_000)


@pytest.fixture
def phone(live_server) -> Iterator[Phone]:
    """A phone at the market."""
    organisation = OrganisationFactory(host="localhost")
    activity = ActivityFactory(process=ProcessFactory(organisation=organisation, slug="plein"), kind="meetings",
                               slug="straat")
    meeting = MeetingFactory(activity=activity, form="street", title="Op de markt")
    person = PersonFactory(organisation=organisation, roles=["adviser"])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield Phone(browser, live_server.url.replace("127.0.0.1", "localhost"), meeting, person)
        browser.close()


def stored() -> tuple[int, int]:
    """How many conversations and contributions the site has."""
    with scopes_disabled():
        return Conversation.objects.count(), Contribution.objects.count()


def test_a_talk_is_sent_at_once_when_there_is_a_connection(phone: Phone) -> None:
    phone.open()
    phone.write("Meer bankjes\nMeer groen")
    phone.expect(waiting=0, sent=1)
    assert stored() == (1, 2)
    assert phone.tab.input_value("[name=said]") == ""
    assert Axe().run(phone.tab, options=RULES)["violations"] == []
    assert not phone.tab.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert phone.complaints == []


def test_talks_without_a_connection_survive_a_reload_and_are_sent_later(phone: Phone) -> None:
    phone.open_and_prepare()
    phone.context.set_offline(True)
    phone.write("Eerste opmerking")
    phone.expect(waiting=1, sent=0)
    phone.write("Tweede opmerking")
    phone.expect(waiting=2, sent=0)
    phone.open()  # a reload without a connection: the page comes from the phone
    phone.expect(waiting=2, sent=0)
    assert phone.tab.is_visible("text=Tweede opmerking")
    assert stored() == (0, 0)
    phone.context.set_offline(False)
    phone.tab.click("[data-do=send]")
    phone.expect(waiting=0, sent=2)
    assert stored() == (2, 2)
    phone.open()
    phone.expect(waiting=0, sent=2)


def test_what_is_being_typed_survives_a_reload(phone: Phone) -> None:
    phone.open()
    phone.tab.fill("[name=said]", "Half geschreven")
    phone.tab.fill("[name=place]", "Markt")
    phone.open()
    assert phone.tab.input_value("[name=said]") == "Half geschreven"
    phone.write("Nu helemaal")
    phone.expect(waiting=0, sent=1)
    phone.open()
    assert phone.tab.input_value("[name=said]") == ""
    assert phone.tab.input_value("[name=place]") == "Markt"


def test_a_talk_that_the_site_cannot_take_does_not_stop_the_next(phone: Phone) -> None:
    phone.open_and_prepare()
    phone.context.set_offline(True)
    phone.write("Breekt de site")
    phone.expect(waiting=1, sent=0)
    phone.write("Gewoon")
    phone.expect(waiting=2, sent=0)

    def break_first(route) -> None:
        if "Breekt" in route.request.post_data:
            route.fulfill(status=500, body="kapot", content_type="text/html")
        else:
            route.continue_()

    phone.context.route("**/sturen", break_first)
    phone.context.set_offline(False)
    phone.tab.click("[data-do=send]")
    phone.expect(waiting=1, sent=1)
    assert phone.tab.is_visible("[data-say=trouble]")
    assert stored() == (1, 1)
    phone.context.unroute("**/sturen")
    phone.tab.click("[data-do=send]")
    phone.expect(waiting=0, sent=2)


def test_an_answer_that_got_lost_makes_no_second_talk(phone: Phone) -> None:
    phone.open_and_prepare()

    def lose(route) -> None:
        route.fetch()
        route.abort()

    phone.context.route("**/sturen", lose)
    phone.write("Komt aan, maar het antwoord raakt weg")
    phone.tab.wait_for_selector("[data-say=offline]:not([hidden])")
    phone.expect(waiting=1, sent=0)
    assert stored() == (1, 1)
    phone.context.unroute("**/sturen")
    phone.tab.click("[data-do=send]")
    phone.expect(waiting=0, sent=1)
    assert stored() == (1, 1)


def test_a_refused_talk_stays_with_the_reason_and_can_be_changed(phone: Phone) -> None:
    phone.open()
    phone.write("\n".join(f"Opmerking {number}" for number in range(41)))
    phone.tab.wait_for_selector("[data-error]:not([hidden])")
    phone.expect(waiting=1, sent=0)
    assert "40" in phone.tab.inner_text("[data-error-text]")
    phone.open()
    assert phone.tab.is_visible("[data-error-text]")
    phone.tab.click("[data-do=edit]")
    phone.expect(waiting=0, sent=0)
    phone.write("Kort")
    phone.expect(waiting=0, sent=1)
    assert stored() == (1, 1)


def test_personal_data_are_asked_about_and_hidden(phone: Phone) -> None:
    phone.open()
    phone.write("Bel mij op 06 12345678")
    phone.tab.wait_for_selector("[data-personal]:not([hidden])")
    assert stored() == (0, 0)
    phone.tab.click("[data-do=mask]")
    phone.expect(waiting=0, sent=1)
    with scopes_disabled():
        assert Contribution.objects.get().text == "Bel mij op [telefoonnummer]"


def test_personal_data_from_without_a_connection_wait_for_a_colleague(phone: Phone) -> None:
    phone.open_and_prepare()
    phone.context.set_offline(True)
    phone.write("Bel mij op 06 12345678")
    phone.expect(waiting=1, sent=0)
    phone.context.set_offline(False)
    phone.tab.click("[data-do=send]")
    phone.expect(waiting=0, sent=1)
    assert phone.tab.inner_text("[data-count=draft]") == "1"
    assert stored() == (1, 0)


def test_who_was_logged_out_meanwhile_keeps_everything_and_sends_after_logging_in(phone: Phone) -> None:
    phone.open_and_prepare()
    phone.context.set_offline(True)
    phone.write("Nog voor het uitloggen")
    phone.expect(waiting=1, sent=0)
    phone.context.clear_cookies()
    phone.context.set_offline(False)
    phone.tab.wait_for_selector("[data-say=login]:not([hidden])", timeout=60_000)
    phone.expect(waiting=1, sent=0)
    assert stored() == (0, 0)
    phone.log_in()
    phone.open()
    phone.expect(waiting=0, sent=1)
    assert stored() == (1, 1)


def test_without_javascript_the_form_posts(phone: Phone) -> None:
    context = phone.context.browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    context.add_cookies(phone.context.cookies())
    tab = context.new_page()
    tab.goto(phone.url)
    tab.fill("[name=said]", "Zonder JavaScript")
    tab.check("[name=consent][value=theme]")
    tab.click(".rd-form [type=submit]")
    tab.wait_for_load_state()
    assert stored() == (1, 1)
