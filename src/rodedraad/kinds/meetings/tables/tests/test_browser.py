"""The desk pages of tables, street talks and a tour in Chromium, on a phone and a desk: axe, width, complaints."""

from collections.abc import Iterator

import pytest
from axe_core_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django_scopes import scope
from playwright.sync_api import Browser, sync_playwright

from rodedraad.kinds.meetings.models import Guest, Table
from rodedraad.kinds.meetings.tables import actions
from rodedraad.kinds.meetings.tests.factories import GuestFactory, MeetingFactory, PartFactory
from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.processes.tests.factories import (
    NeighbourhoodFactory,
    OrganisationFactory,
    PersonFactory,
    ProcessFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
Site = tuple[Browser, str, str, list[str]]


@pytest.fixture
def site(live_server) -> Iterator[Site]:
    """A dinner with seats, a round of street talks and a tour; and where their pages are."""
    organisation = OrganisationFactory(host="localhost")
    person = PersonFactory(organisation=organisation, roles=["adviser"])
    activity = ActivityFactory(process=ProcessFactory(organisation=organisation, slug="plein"), kind="meetings",
                               slug="tafel")
    with scope(organisation=organisation):
        NeighbourhoodFactory(name="Noord")
        dinner = MeetingFactory(activity=activity, table_size=4)
        for number in range(9):
            GuestFactory(meeting=dinner, name=f"Gast {number} van den Bovenkamp")
        PartFactory(meeting=dinner)
        street = MeetingFactory(activity=activity, form="street")
        visit = MeetingFactory(activity=activity, form="tour", visited_name="Gemeente Zandrecht")
        actions.make_tables(meeting=dinner, number=3, by=person)
        actions.mix_tables(meeting=dinner, by=person)
        guest, table = Guest.objects.first(), Table.objects.first()
        actions.seat_guest(guest=guest, version=actions.seats_version(guest),
                           places={dinner.parts.get().pk: table.pk}, by=person)
    base = live_server.url.replace("127.0.0.1", "localhost")
    desk, one = f"{base}/trajecten/plein/gesprekken/tafel/beheer", f"/{dinner.pk}/tafels"
    paths = [desk + path for path in (
        one, f"{one}/gastheren", f"{one}/gasten/{guest.pk}", f"{one}/gastheerbladen", f"{one}/naamkaartjes",
        f"{one}/overzicht", f"/{street.pk}/bereik", "/bezoeken", "/bezoeken/toevoegen", "/bezoeken/afdrukken",
        f"/{visit.pk}/voorbereiding", f"/{visit.pk}/voorbereiding/wijzigen", f"/{visit.pk}/wie-was-er")]
    client = Client(SERVER_NAME="localhost")
    client.force_login(person.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser, base, client.cookies[settings.SESSION_COOKIE_NAME].value, paths
        browser.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_desk_pages_are_accessible_and_fit(site: Site, width: int) -> None:
    browser, base, cookie, paths = site
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="nl-NL")
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": base}])
    tab = context.new_page()
    wrong: list[str] = []
    tab.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    for path in paths:
        if tab.goto(path).status != 200:
            wrong.append(f"{path}: not there")
        wrong += [f"{path}: {each['id']}: {each['nodes'][0]['html'][:120]}"
                  for each in Axe().run(tab, options=RULES)["violations"]]
        if tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"{path}: wider than {width}")
    assert wrong == []
