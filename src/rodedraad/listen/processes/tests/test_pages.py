"""The pages: who gets them, what they say, in how many queries, and that nothing typed is lost."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rodedraad.base.accounts.models import Person
from rodedraad.base.notifications.models import Follow
from rodedraad.base.organisations.models import Organisation
from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.processes.models import Process

from .factories import CharterFactory, NeighbourhoodFactory, OrganisationFactory, ProcessFactory

pytestmark = pytest.mark.usefixtures("organisation")
DESK_PAGES = ("", "/kopie", "/gegevens", "/voorbeeld", "/publiceren", "/spelregels", "/team", "/weggooien",
              "/activiteiten", "/activiteiten/nieuw/ideas")


def text(response: Any) -> str:
    return str(response.content.decode())


def test_a_draft_is_not_there_for_residents(visitor_client: Client, resident_client: Client,
                                            adviser_client: Client) -> None:
    process = ProcessFactory(state="draft")
    page = f"/trajecten/{process.slug}"
    assert visitor_client.get(page).status_code == 404
    assert resident_client.get(page).status_code == 404
    assert adviser_client.get(page).status_code == 200
    assert process.title not in text(visitor_client.get("/trajecten"))


@pytest.mark.parametrize("page", DESK_PAGES)
def test_the_desk_is_for_who_works_on_it(visitor_client: Client, resident_client: Client, adviser_client: Client,
                                         page: str) -> None:
    process = ProcessFactory(state="draft")
    address = f"/beheer/trajecten/{process.slug}{page}"
    assert visitor_client.get(address).status_code == 302
    assert visitor_client.get(f"/beheer/trajecten/bestaat-niet{page}").status_code == 302
    assert resident_client.get(address).status_code == 404
    assert adviser_client.get(address).status_code == 200


def test_a_resident_gets_no_desk_of_a_public_process(resident_client: Client) -> None:
    process = ProcessFactory()
    assert resident_client.get(f"/beheer/trajecten/{process.slug}").status_code == 403
    assert resident_client.get("/beheer/trajecten").status_code == 403
    assert resident_client.get("/beheer/trajecten/nieuw").status_code == 403


def test_another_organisation_sees_nothing(organisation: Organisation, adviser_client: Client) -> None:
    foreign = ProcessFactory(organisation=OrganisationFactory(), title="Van de buren")
    for address in (f"/trajecten/{foreign.slug}", f"/trajecten/{foreign.slug}/spelregels",
                    *(f"/beheer/trajecten/{foreign.slug}{page}" for page in DESK_PAGES)):
        assert adviser_client.get(address).status_code == 404, address
    assert "Van de buren" not in text(adviser_client.get("/trajecten")) + text(adviser_client.get("/beheer/trajecten"))


def test_the_list_has_its_states_words_and_neighbourhoods(visitor_client: Client) -> None:
    running, closing = ProcessFactory(title="Het lange plein"), ProcessFactory(title="De korte straat")
    ActivityFactory(process=running)
    ActivityFactory(process=closing, phase__ends_at=timezone.now() + timedelta(days=3))
    ProcessFactory(title="Het oude park", state="closed")
    ProcessFactory(title="Het archief", state="archived")
    closing.neighbourhoods.add(NeighbourhoodFactory(slug="oost"))

    def titles(query: str) -> set[str]:
        page = text(visitor_client.get(f"/trajecten?{query}"))
        every = ("Het lange plein", "De korte straat", "Het oude park", "Het archief")
        return {title for title in every if title in page}

    assert titles("") == {"Het lange plein", "De korte straat"}
    assert titles("stand=closing") == {"De korte straat"}
    assert titles("stand=finished") == {"Het oude park"}
    assert titles("stand=onzin") == {"Het lange plein", "De korte straat"}
    assert titles("q=LANGE+plein") == {"Het lange plein"}
    assert titles("buurt=oost") == {"De korte straat"}
    assert titles("buurt='%22--&pagina=-1") == {"Het lange plein", "De korte straat"}


@pytest.mark.parametrize("address", ["/trajecten", "/beheer/trajecten"])
def test_lists_cost_the_same_with_one_and_three(adviser_client: Client, address: str) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection ) as queries:
            assert adviser_client.get(address).status_code == 200
        return len(queries)

    def fill() -> None:
        process = ProcessFactory()
        process.neighbourhoods.add(NeighbourhoodFactory())
        ActivityFactory(process=process)

    fill()
    cost()
    with_one = cost()
    fill()
    fill()
    assert cost() == with_one


def test_the_page_says_what_is_open_and_by_which_rules(visitor_client: Client) -> None:
    process = ProcessFactory(title="Plein & park <b>")
    activity = ActivityFactory(process=process, phase__title="Ideeën ophalen")
    page = text(visitor_client.get(f"/trajecten/{process.slug}"))
    for expected in ("Plein &amp; park &lt;b&gt;", activity.title, "Ideeën ophalen", "Het budget is 400.000 euro.",
                     "U geeft advies dat telt.", "De gemeenteraad", "noor@example.org", "Volg dit traject"):
        assert expected in page, expected
    assert f"/trajecten/{process.slug}/ideeen/{activity.slug}" in page


def test_following_and_no_longer(resident_client: Client, visitor_client: Client, resident: Person) -> None:
    process = ProcessFactory()
    assert visitor_client.post(f"/trajecten/{process.slug}/volgen").status_code == 302
    assert not Follow.objects.exists()
    resident_client.post(f"/trajecten/{process.slug}/volgen")
    assert Follow.objects.get().topic == f"process:{process.pk}"
    assert "Volg niet meer" in text(resident_client.get(f"/trajecten/{process.slug}"))
    resident_client.post(f"/trajecten/{process.slug}/ontvolgen")
    assert not Follow.objects.exists()


def test_a_change_of_the_rules_stands_on_the_pages_side_by_side(visitor_client: Client) -> None:
    process = ProcessFactory()
    CharterFactory(process=process, number=2, fixed="Het budget is 450.000 euro.", reason="De raad gaf meer geld.")
    CharterFactory(process=process, number=3, goal="Geheim plan", published_at=None)
    base = f"/trajecten/{process.slug}"
    for address in (base, f"{base}/spelregels", f"{base}/spelregels/versies/2"):
        assert "De raad gaf meer geld." in text(visitor_client.get(address))
        assert "Geheim plan" not in text(visitor_client.get(address))
    version = text(visitor_client.get(f"{base}/spelregels/versies/2"))
    assert "<del>400</del>" in version
    assert "<ins>450</ins>" in version
    assert visitor_client.get(f"{base}/spelregels/versies/1").status_code == 200
    assert visitor_client.get(f"{base}/spelregels/versies/3").status_code == 404


def test_publishing_is_asked_first_and_says_what_is_missing(adviser_client: Client) -> None:
    process = ProcessFactory(state="draft", charter__fixed="", charter__answer_by=None)
    page = f"/beheer/trajecten/{process.slug}/publiceren"
    asked = text(adviser_client.get(page))
    assert f"/beheer/trajecten/{process.slug}/spelregels#id_fixed" in asked
    assert "Kies de datum waarvoor mensen antwoord krijgen." in asked
    assert adviser_client.post(page, {"version": 1}).status_code == 409
    complete = ProcessFactory(state="draft")
    address = f"/beheer/trajecten/{complete.slug}/publiceren"
    assert "Er is nog geen activiteit" in text(adviser_client.get(address))
    assert Process.objects.get(pk=complete.pk).state == "draft"
    assert adviser_client.post(address, {"version": 1}).status_code == 302
    assert Process.objects.get(pk=complete.pk).state == "published"


BASICS = {"title": "Van mij", "summary": "Mijn tekst", "description": "", "starts_on": "", "ends_on": "",
          "contact_name": "", "contact_email": ""}


def test_somebody_elses_change_is_shown_beside_your_own(adviser_client: Client) -> None:
    process = ProcessFactory(title="Van haar", version=2)
    page = f"/beheer/trajecten/{process.slug}/gegevens"
    stale = adviser_client.post(page, {**BASICS, "version": 1})
    assert stale.status_code == 409
    assert "<del>haar</del>" in text(stale)
    assert "<ins>mij</ins>" in text(stale)
    assert 'name="version" value="2"' in text(stale)
    assert "Mijn tekst" in text(stale)
    assert Process.objects.get(pk=process.pk).title == "Van haar"
    assert adviser_client.post(page, {**BASICS, "version": 2}).status_code == 302
    assert Process.objects.get(pk=process.pk).title == "Van mij"


def test_only_what_differs_is_shown_whatever_the_line_ends(adviser_client: Client) -> None:
    process = ProcessFactory(title="Van haar", summary="Mijn tekst", description="Een\n\nTwee", version=2)
    typed = {**BASICS, "description": "Een\r\n\r\nTwee", "version": 1}
    stale = text(adviser_client.post(f"/beheer/trajecten/{process.slug}/gegevens", typed))
    assert stale.count('class="rd-diff__label"') == 5
    assert '<h3 class="rd-diff__label">Waar gaat het over?</h3>' not in stale


def test_the_charter_form_keeps_what_was_typed_against_a_newer_draft(adviser_client: Client) -> None:
    process = ProcessFactory(state="draft", charter__version=3, charter__goal="Van haar")
    page = f"/beheer/trajecten/{process.slug}/spelregels"
    stale = adviser_client.post(page, {"goal": "Van mij", "level": "advise", "version": 2})
    assert stale.status_code == 409
    assert 'name="version" value="3"' in text(stale)
    assert ">\nVan mij</textarea>" in text(stale)
    assert process.charters.get().goal == "Van haar"


def test_making_a_process_by_hand(adviser_client: Client) -> None:
    wrong = adviser_client.post("/beheer/trajecten/nieuw", {**BASICS, "title": "", "version": 1})
    assert "Schrijf een titel." in text(wrong)
    assert "Mijn tekst" in text(wrong)
    upside_down = {**BASICS, "starts_on": "2027-03-03", "ends_on": "2027-03-02", "version": 1}
    refused = adviser_client.post("/beheer/trajecten/nieuw", upside_down)
    assert "De laatste dag ligt vóór de eerste dag." in text(refused)
    assert Process.objects.count() == 0
    made = adviser_client.post("/beheer/trajecten/nieuw", {**BASICS, "version": 1})
    assert made.url == "/beheer/trajecten/van-mij"
    assert Process.objects.count() == 1


def test_late_promises_are_marked_on_the_desk(adviser_client: Client) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    late = ProcessFactory(charter__answer_by=yesterday)
    assert "Antwoord is te laat" in text(adviser_client.get("/beheer/trajecten"))
    assert "Antwoord is te laat" in text(adviser_client.get(f"/beheer/trajecten/{late.slug}"))
    Process.objects.filter(pk=late.pk).update(state="closed")
    assert "Antwoord is te laat" not in text(adviser_client.get("/beheer/trajecten"))
