"""Main pages in Chromium, as visitor, resident and adviser, on a phone and a desk: axe, width, hosts, weight."""

from collections.abc import Iterator

import pytest
from axe_core_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import sync_playwright

from rodedraad.decide.agreements.tests.factories import CommitmentFactory
from rodedraad.decide.answers.tests.factories import AnswerFactory
from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.contributions.tests.factories import ContributionFactory
from rodedraad.listen.processes.tests.factories import OrganisationFactory, PersonFactory, ProcessFactory
from rodedraad.understand.themes.tests.factories import GroundsFactory, ThemeFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
PUBLIC = (
    "/",
    "/trajecten",
    "/zoeken?q=bank",
    "/beloftes",
    "/open-data",
    "/over",
    "/privacy",
    "/toegankelijkheid",
    "/inloggen",
    "/trajecten/plein",
    "/trajecten/plein/spelregels",
    "/trajecten/plein/ideeen/idee",
    "/trajecten/plein/ideeen/idee/nieuw",
    "/trajecten/plein/ideeen/idee/{idea}",
    "/trajecten/plein/themas",
    "/trajecten/plein/antwoorden",
    "/trajecten/plein/toezeggingen",
    "/trajecten/plein/wat-leeft-er",
    "/draad/bijdrage/{idea}",
    "/er-is-hier-niets",
)
OWN = ("/mijn-draad", "/mijn-gegevens", "/meldingen", "/trajecten/plein/ideeen/idee/{idea}")
DESK = (
    "/beheer",
    "/beheer/trajecten",
    "/beheer/trajecten/plein",
    "/beheer/moderatie",
    "/beheer/trajecten/plein/analyse",
    "/beheer/trajecten/plein/antwoorden",
    "/beheer/trajecten/plein/dekking",
    "/beheer/trajecten/plein/exporteren",
    "/toezeggingen",
)


@pytest.fixture
def site(live_server) -> Iterator:
    """A small filled municipality, and a browser to open pages in."""
    organisation = OrganisationFactory(host="localhost")
    process = ProcessFactory(organisation=organisation, slug="plein")
    activity = ActivityFactory(process=process, slug="idee")
    idea = ContributionFactory(activity=activity, title="Een bank bij de vijver", text="Graag een bank. Dat is fijn.")
    theme = ThemeFactory(process=process, state="published")
    GroundsFactory(theme=theme, contribution=idea)
    AnswerFactory(process=process, state="published")
    CommitmentFactory(process=process)
    people = {
        "visitor": None,
        "resident": idea.author or PersonFactory(organisation=organisation),
        "adviser": PersonFactory(organisation=organisation, roles=["adviser"]),
    }
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield live_server.url.replace("127.0.0.1", "localhost"), browser, people, idea
        browser.close()


def open_as(site, who: str, width: int, **more: object):
    """A tab in which that person is logged in, and what it complains about or asks of others."""
    base, browser, people, _idea = site
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="nl-NL", **more)
    if people[who]:
        client = Client(SERVER_NAME="localhost")
        client.force_login(people[who].account, backend=BACKEND)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": base}])
    tab = context.new_page()
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    tab.on("request", lambda asked: None if asked.url.startswith((base, "data:")) else complaints.append(asked.url))
    return tab, complaints


def faults(tab) -> list[str]:
    """What axe finds on the open page."""
    found = Axe().run(tab, options=RULES)["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(("who", "paths"), [("visitor", PUBLIC), ("resident", OWN), ("adviser", DESK)])
def test_pages_are_accessible_fit_and_keep_to_themselves(site, who: str, paths: tuple[str, ...], width: int) -> None:
    base, _browser, _people, idea = site
    tab, complaints = open_as(site, who, width)
    wrong = []
    for path in paths:
        answer = tab.goto(base + path.format(idea=idea.pk))
        expected = 404 if path == "/er-is-hier-niets" else 200
        if answer.status != expected:
            wrong.append(f"{path}: {answer.status}")
        wrong += [f"{path}: {fault}" for fault in faults(tab)]
        if tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"{path}: wider than {width}")
    assert wrong == []
    assert [each for each in complaints if "404" not in each] == []


@pytest.mark.parametrize("path", ["/", "/trajecten/plein", "/trajecten/plein/ideeen/idee"])
def test_a_first_page_is_light(site, path: str) -> None:
    base, _browser, _people, _idea = site
    tab, _complaints = open_as(site, "visitor", 360)
    asked: list[int] = []
    tab.on("requestfinished", lambda request: asked.append(request.sizes()["responseBodySize"]))
    tab.goto(base + path, wait_until="networkidle")
    assert len(asked) <= 8
    assert sum(asked) < 160_000  # static files go uncompressed in this test; served compressed they are under 100 kB


def test_an_idea_is_placed_without_javascript(site) -> None:
    base, _browser, _people, _idea = site
    tab, _complaints = open_as(site, "resident", 360, java_script_enabled=False)
    tab.goto(f"{base}/trajecten/plein/ideeen/idee/nieuw")
    tab.locator("[name=title]").fill("Een fontein")
    tab.locator("[name=text]").fill("Water maakt vrolijk.")
    tab.locator("main form button[type=submit]").first.click()
    tab.locator("main form button[type=submit]").last.click()
    assert "/geplaatst" in tab.url or "fontein" in tab.content().lower()
