"""Follow every link as every role, a page a route: it opens, axe finds nothing, it fits a phone, it has one h1."""

from collections import deque
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from axe_core_python.sync_playwright import Axe
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import Resolver404, resolve
from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.browser.test_pages import BACKEND, RULES
from tests.matrix.world import World, build

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROLES = ("visitor", "resident", "author", "team_lead", "adviser", "moderator", "clerk", "council_member",
         "administrator")
STARTS = ("/", "/beheer")
NOT_PAGES = (".pdf", ".csv", ".xlsx", ".ods", ".json", ".ics", ".docx", ".epub", ".svg", ".css")
LEAVES = ("/uitloggen", "/api/", "/mijn-gegevens/downloaden")
LINKS = "Array.from(document.querySelectorAll('a[href]')).map(each => each.getAttribute('href'))"
WIDER = "document.documentElement.scrollWidth > innerWidth"


@pytest.fixture
def world(live_server) -> World:
    """One organisation with everything in it, at the address of the test server."""
    made = build("dorp", "Dorp")
    made.organisation.host = "localhost"
    made.organisation.save()
    cache.clear()
    return made


@pytest.fixture
def browser() -> Iterator:
    """Chromium without a window."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield running
        running.close()


def route_of(address: str) -> str | None:
    """Which page an address is of; None for a file, another site or an address that we do not open here."""
    parts = urlsplit(address)
    if parts.netloc or parts.path.endswith(NOT_PAGES) or parts.path.startswith(LEAVES):
        return None
    try:
        match = resolve(parts.path)
    except Resolver404:
        return parts.path
    return f"{match.view_name}{sorted(match.kwargs.get(name, '') for name in ('direction', 'format', 'kind_key'))}"


def log_in(context: BrowserContext, world: World, role: str, base: str) -> None:
    """Give the browser the session of a person with that role."""
    if role == "visitor":
        return
    client = Client(SERVER_NAME="localhost")
    client.force_login(world.people[role].account, backend=BACKEND)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": base}])


def faults_of(tab: Page, status: int) -> list[str]:
    """What is wrong with the page that is open."""
    wrong = [] if status == 200 else [f"status {status}"]
    wrong += [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in Axe().run(tab, options=RULES)["violations"]]
    if tab.locator("h1").count() != 1:
        wrong.append(f"{tab.locator('h1').count()} headings of the first order")
    tab.set_viewport_size({"width": 360, "height": 800})
    if tab.evaluate(WIDER):
        wrong.append("wider than a phone")
    tab.set_viewport_size({"width": 1280, "height": 800})
    return wrong


@pytest.mark.parametrize("role", ROLES)
def test_every_page_that_a_role_can_reach_by_links(world: World, live_server, browser, role: str) -> None:
    base = live_server.url.replace("127.0.0.1", "localhost")
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="nl-NL")
    log_in(context, world, role, base)
    tab, said = context.new_page(), []
    tab.on("console", lambda line: said.append(f"{tab.url}: {line.text}"))
    waiting, seen, wrong = deque(STARTS[: 1 if role in {"visitor", "resident", "author"} else 2]), set(), []
    while waiting:
        address = waiting.popleft()
        route = route_of(address)
        if route is None or route in seen:
            continue
        seen.add(route)
        answer = tab.goto(base + address)
        wrong += [f"{address}: {fault}" for fault in faults_of(tab, answer.status if answer else 0)]
        waiting.extend(urljoin(urlsplit(tab.url).path, link) for link in tab.evaluate(LINKS)
                       if not link.startswith(("mailto:", "#", "http")))
    assert wrong == []
    assert [line for line in said if "Content Security" in line] == []
    assert len(seen) > 15
