"""The pages of themes: what each reader sees, what a button does, and in how many queries."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rodedraad.base.accounts.models import Person
from rodedraad.base.notifications.models import Follow
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.processes.models import Process
from rodedraad.understand.themes import hooks
from rodedraad.understand.themes.models import Grounds, Theme
from rodedraad.understand.themes.queries import size_per_theme, theme_choices, themes_of
from rodedraad.understand.themes.tests.factories import GroundsFactory, RunFactory, ThemeFactory

Said = Callable[..., Contribution]
DESK = "/beheer/trajecten/plein/analyse"


@pytest.fixture
def desk(client_of: Callable[[Person], Client], adviser: Person) -> Client:
    """The adviser at the desk."""
    return client_of(adviser)


def test_the_desk_shows_the_pile_beside_the_themes(desk: Client, process: Process, said: Said) -> None:
    loose = said(title="Een toilet", text="Mijn vader durft niet te komen.")
    GroundsFactory(theme=ThemeFactory(process=process, title="Groen"), contribution=said(title="Bomen"))
    page = desk.get(DESK).content.decode()
    assert "Een toilet" in page
    assert "Bomen" not in page
    assert "Groen" in page
    assert f'id="bijdrage-{loose.pk}"' in page
    assert "(1)" in page


@pytest.mark.parametrize(("query", "seen"), [
    ("", {"los", "raad"}), ("?toon=alles", {"los", "groen", "raad"}), ("?toon=suggestie", {"raad"}),
    ("?toon=alles&q=schommel", {"los"}), ("?toon=alles&taal=en", {"groen"}), ("?toon=alles&q=xyzzy", set()),
    ("?thema=THEMA&toon=alles", {"groen"}), ("?thema=THEMA", {"groen"}),
    ("?thema=abc&toon=nee&pagina=-1", {"los", "raad"}),
])
def test_the_filters(desk: Client, process: Process, said: Said, query: str, seen: set[str]) -> None:
    theme = ThemeFactory(process=process)
    rows = {"los": said(title="Los", text="Een schommel"), "groen": said(title="Groen", text="Bomen", language="en"),
            "raad": said(title="Raad", text="Gras"), "weg": said(title="Weg", state="hidden")}
    GroundsFactory(theme=theme, contribution=rows["groen"])
    GroundsFactory(theme=theme, contribution=rows["raad"], state="suggested", confidence=0.62)
    page = desk.get(DESK + query.replace("THEMA", str(theme.pk))).content.decode()
    assert {name for name, row in rows.items() if f'id="bijdrage-{row.pk}"' in page} == seen


def test_who_may_not_is_sent_away(client_of: Callable, resident: Person, process: Process, said: Said) -> None:
    grounds = GroundsFactory(theme=ThemeFactory(process=process), contribution=said())
    for name, kind in (("desk", None), ("contribution", grounds.contribution_id), ("edit", grounds.theme_id),
                       ("merge", grounds.theme_id), ("split", grounds.theme_id), ("progress", None)):
        url = reverse(f"themes:{name}", args=["plein", *([kind] if kind else [])])
        assert client_of(resident).get(url).status_code == 403
        assert Client().get(url).status_code == 302
    url = reverse("themes:act", args=["plein"])
    assert client_of(resident).post(url, {"do": f"theme:{grounds.theme_id}"}).status_code == 403
    assert client_of(resident).get("/beheer/trajecten/bestaat-niet/analyse").status_code == 404


def test_assigning_marking_and_undoing_by_buttons(desk: Client, process: Process, said: Said) -> None:
    theme, row = ThemeFactory(process=process, state="draft"), said(title="", text="Graag bomen 😀 en gras.")
    desk.post(f"{DESK}/doen?toon=alles&q=bomen", {
        "do": f"theme:{theme.pk}", "b": row.pk, "passage": "gras", "passage_start": 16, "passage_of": row.pk})
    grounds = Grounds.objects.get()
    assert (grounds.state, grounds.passage, grounds.passage_start) == ("confirmed", "gras", 17)
    answer = desk.post(f"{DESK}/doen?toon=alles&q=bomen", {"do": "mark", "passage": "bomen", "passage_of": row.pk})
    assert answer.url == f"{DESK}?toon=alles&q=bomen"
    assert Grounds.objects.get().passage == "bomen"
    desk.post(f"{DESK}/ongedaan")
    assert not Grounds.objects.exists()
    assert "is niets" in desk.post(f"{DESK}/ongedaan", follow=True).content.decode()


def test_marking_where_a_choice_is_needed_leads_to_the_contribution(desk: Client, process: Process, said: Said) -> None:
    row = said(text="Bomen en bankjes")
    for _ in range(2):
        GroundsFactory(theme=ThemeFactory(process=process), contribution=row)
    answer = desk.post(f"{DESK}/doen", {"do": "mark", "passage": "Bomen", "passage_of": row.pk})
    assert answer.url == f"{DESK}/bijdragen/{row.pk}"


def test_accepting_and_rejecting_by_buttons(desk: Client, process: Process, said: Said) -> None:
    theme = ThemeFactory(process=process)
    one, two, three = (GroundsFactory(theme=theme, contribution=said(), state="suggested", confidence=0.62)
                       for _ in range(3))
    assert "6 van de 10" in desk.get(f"{DESK}?toon=suggestie").content.decode()
    desk.post(f"{DESK}/doen", {"do": f"accept:{one.pk}"})
    desk.post(f"{DESK}/doen", {"do": "reject", "b": [two.contribution_id, three.contribution_id]})
    assert list(Grounds.objects.order_by("pk").values_list("state", flat=True)) == ["confirmed", "rejected", "rejected"]


@pytest.mark.parametrize("posted", [
    {}, {"do": "theme:999999"}, {"do": "theme:x"}, {"do": "accept"}, {"do": "mark"},
    {"do": "reject:12345678901234567890"},
    {"do": "theme:", "b": "abc"}, {"do": "wis alles"},
])
def test_nonsense_changes_nothing_and_is_told(desk: Client, process: Process, said: Said, posted: dict) -> None:
    GroundsFactory(theme=ThemeFactory(process=process), contribution=said(), state="suggested")
    page = desk.post(f"{DESK}/doen", posted, follow=True)
    assert page.status_code == 200
    assert "rd-alert--error" in page.content.decode()
    assert Grounds.objects.get().state == "suggested"


def test_a_new_theme_takes_what_was_chosen(desk: Client, process: Process, said: Said) -> None:
    row = said()
    desk.post(f"{DESK}/themas/nieuw", {"title": "Toiletten", "b": row.pk})
    assert Grounds.objects.get().theme.title == "Toiletten"
    desk.post(f"{DESK}/themas/nieuw", {"title": "  "})
    assert Theme.objects.count() == 1


def test_the_whole_life_of_a_theme_by_its_pages(desk: Client, process: Process, said: Said) -> None:
    theme = ThemeFactory(process=process, state="draft", title="Groen")
    rows = [said() for _ in range(3)]
    for row in rows:
        GroundsFactory(theme=theme, contribution=row)
    at = f"{DESK}/themas/{theme.pk}"
    desk.post(at, {"title": "Meer groen", "description": "Bomen.", "version": 1})
    stale = desk.post(at, {"title": "Minder groen", "description": "Bomen.", "version": 1})
    assert stale.status_code == 409
    assert "Minder groen" in stale.content.decode()
    assert Theme.objects.get().title == "Meer groen"
    desk.post(f"{at}/publiceren", {"version": 2})
    assert Client().get(f"/trajecten/plein/themas/{theme.pk}").status_code == 200
    desk.post(f"{at}/splitsen", {"title": "Bankjes", "version": 3, "b": rows[0].pk})
    part = Theme.objects.get(title="Bankjes")
    desk.post(f"{DESK}/themas/{part.pk}/plaats", {"direction": "up"})
    desk.post(f"{DESK}/themas/{part.pk}/samenvoegen", {"target": theme.pk, "version": part.version})
    moved = Client().get(f"/trajecten/plein/themas/{part.pk}")
    assert moved.url == f"/trajecten/plein/themas/{theme.pk}"
    desk.post(f"{at}/van-de-site", {"reason": "Wij kijken er nog eens naar.", "version": 5})
    gone = Client().get(f"/trajecten/plein/themas/{theme.pk}")
    assert gone.status_code == 410
    assert "Wij kijken er nog eens naar." in gone.content.decode()
    assert Client().get(f"/trajecten/plein/themas/{part.pk}").status_code == 404
    assert Grounds.objects.confirmed().filter(theme=theme).count() == 3


def test_a_lost_passage_is_told(desk: Client, process: Process, said: Said) -> None:
    row = said(text="Er staan nu struiken.")
    GroundsFactory(theme=ThemeFactory(process=process), contribution=row, passage="bomen", passage_start=3)
    page = desk.get(f"{DESK}/bijdragen/{row.pk}").content.decode()
    assert "rd-alert--warning" in page
    assert "bomen" in page
    public = Client().get(f"/trajecten/plein/themas/{Theme.objects.get().pk}").content.decode()
    assert "<mark" not in public


def test_a_passage_that_moved_is_found_again(process: Process, said: Said) -> None:
    grounds = GroundsFactory(theme=ThemeFactory(process=process), contribution=said(text="Nu dan: meer bomen graag."),
                             passage="meer bomen", passage_start=0)
    page = Client().get(f"/trajecten/plein/themas/{grounds.theme_id}").content.decode()
    assert '<mark class="rd-mark">meer bomen</mark>' in page


def test_the_public_page_keeps_names_and_hidden_things_back(process: Process, said: Said) -> None:
    theme = ThemeFactory(process=process, title="Groen")
    for row in (said(title="Bomen", author__name="Fatima"),
                said(title="Gras", author__name="Geheim", is_anonymous=True),
                said(title="Scheldwoorden", state="hidden"), said(title="Dubbel", state="merged")):
        GroundsFactory(theme=theme, contribution=row, passage=row.text[:7], passage_start=0)
    page = Client().get(f"/trajecten/plein/themas/{theme.pk}").content.decode()
    assert "Bomen" in page
    assert "Fatima" in page
    assert "Gras" in page
    assert not [word for word in ("Geheim", "Scheldwoorden", "Dubbel") if word in page]
    assert size_per_theme(process) == {theme.pk: 2}


def test_drafts_and_draft_processes_stay_inside(desk: Client, process: Process, resident: Person) -> None:
    theme = ThemeFactory(process=process, state="draft", title="Nog geheim")
    url = f"/trajecten/plein/themas/{theme.pk}"
    assert Client().get(url).status_code == 302
    assert desk.get(url).status_code == 200
    assert "Nog geheim" not in Client().get("/trajecten/plein/themas").content.decode()
    assert theme_choices(process, resident) == []
    Process.objects.update(state="draft")
    ThemeFactory(process=process, title="Groen")
    assert Client().get("/trajecten/plein/themas").status_code == 404


def test_following_a_theme(client_of: Callable, resident: Person, process: Process) -> None:
    theme = ThemeFactory(process=process)
    client = client_of(resident)
    client.post(reverse("notifications:follow"), {"topic": theme.topic, "next": f"/trajecten/plein/themas/{theme.pk}"})
    assert Follow.objects.get().topic == theme.topic
    assert "Volg niet meer" in client.get(f"/trajecten/plein/themas/{theme.pk}").content.decode()
    draft = ThemeFactory(process=process, state="draft")
    client.post(reverse("notifications:follow"), {"topic": draft.topic})
    assert Follow.objects.count() == 1


def test_a_floor_above_fills_the_answer_and_the_line(process: Process, said: Said) -> None:
    theme = ThemeFactory(process=process)
    GroundsFactory(theme=theme, contribution=said(has_answer=True))
    shown = ("themes/parts/voice.html", {"voice": {"quote": "Antwoord!"}})
    hooks.register_section("test", 10, lambda _request, _theme: shown)
    try:
        with pytest.raises(ValueError, match="twice"):
            hooks.register_section("test", 10, lambda _request, _theme: None)
        page = Client().get(f"/trajecten/plein/themas/{theme.pk}").content.decode()
    finally:
        hooks.unregister_section("test")
    assert "Antwoord!" in page
    assert hooks.thread_line(theme, 1) is not None


def test_themes_of_contributions(process: Process, said: Said) -> None:
    one, two = said(), said()
    public, draft = ThemeFactory(process=process), ThemeFactory(process=process, state="draft")
    for theme in (public, draft):
        GroundsFactory(theme=theme, contribution=one)
    assert themes_of([one.pk, two.pk]) == {one.pk: [public], two.pk: []}
    assert themes_of([one.pk], with_drafts=True) == {one.pk: [public, draft]}


@pytest.mark.parametrize("state", ["queued", "failed", "done"])
def test_the_progress_of_a_run(desk: Client, process: Process, state: str) -> None:
    RunFactory(process=process, state=state, contribution_count=3000, done_count=2000, error="Oei")
    page = desk.get(f"{DESK}/voortgang").content.decode()
    assert {"queued": 'value="2000"', "failed": "Oei", "done": "voortgang"}[state] in page


def fill(process: Process, said: Said, number: int) -> None:
    """So many themes with contributions, suggestions and passages."""
    for _ in range(number):
        theme = ThemeFactory(process=process)
        GroundsFactory(theme=theme, contribution=said(text="Meer bomen"), passage="bomen", passage_start=5)
        GroundsFactory(theme=theme, contribution=said(), state="suggested", confidence=0.6)
        said()


@pytest.mark.parametrize("path", [DESK, f"{DESK}?toon=suggestie", f"{DESK}?toon=alles", "/trajecten/plein/themas",
                                  "THEME", "EDIT", "/trajecten/plein"])
def test_a_page_costs_the_same_queries_with_one_and_three_rows(desk: Client, process: Process, said: Said,
                                                               path: str) -> None:
    counted = []
    for number in (1, 2):
        fill(process, said, number)
        theme = Theme.objects.order_by("pk").first()
        url = {"THEME": f"/trajecten/plein/themas/{theme.pk}", "EDIT": f"{DESK}/themas/{theme.pk}"}.get(path, path)
        desk.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(url).status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1]
    assert counted[1] <= 32
    if path.startswith(DESK):
        assert counted[1] <= 24
