"""The pages on which the machine asks, proposes and accounts for itself: they open, act, and cost few queries."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rodedraad.base.accounts.models import Person
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.processes.models import Process
from rodedraad.listen.processes.tests.factories import PersonFactory
from rodedraad.understand.themes import actions, cards
from rodedraad.understand.themes.learning import live
from rodedraad.understand.themes.models import AnalysisRun, CodingRound, FirstGroup, Grounds, Theme
from rodedraad.understand.themes.tasks import find_groups, suggest_themes
from rodedraad.understand.themes.tests.factories import GroundsFactory, ThemeFactory

Said = Callable[..., Contribution]
DESK = "/beheer/trajecten/plein/analyse"
QUALITY = Path(__file__).resolve().parents[5] / "docs" / "quality.md"
TREES = ["Meer bomen langs de straat", "Plant bomen voor schaduw", "Bomen geven schaduw in de straat",
         "Een boom voor elke straat", "Schaduw van bomen op het plein"]
PLAY = ["Een speeltuin voor kinderen", "Kinderen willen een klimrek in de speeltuin", "De speeltuin is kapot",
        "Een nieuwe speeltuin graag", "Kinderen spelen in de speeltuin"]


@pytest.fixture(autouse=True)
def _fresh_memory() -> None:
    live.forget_all()


@pytest.fixture
def desk(client_of: Callable[[Person], Client], adviser: Person) -> Client:
    """The adviser at the desk."""
    return client_of(adviser)


@pytest.fixture
def read(process: Process, said: Said, adviser: Person) -> Process:
    """Two described themes with examples, loose contributions, and a finished run."""
    for title, texts in (("Bomen en schaduw", TREES), ("Spelen", PLAY)):
        theme = ThemeFactory(process=process, title=title, description="")
        for text in texts[:3]:
            GroundsFactory(theme=theme, contribution=said(title=text, text=""))
        for text in texts[3:]:
            said(title=text, text="")
    said(title="IJssalon", text="")
    run = actions.start_run(process=process, by=adviser)
    suggest_themes.func(run.organisation_id, run.pk)
    return process


def test_a_question_is_answered_and_the_next_one_comes(desk: Client, read: Process) -> None:
    page = desk.get(f"{DESK}/vragen").content.decode()
    asked = page.split('name="b" value="')[1].split('"')[0]
    theme = Theme.objects.get(title="Spelen")
    desk.post(f"{DESK}/vragen/antwoord", {"do": f"theme:{theme.pk}", "b": asked})
    assert Grounds.objects.confirmed().filter(theme=theme, contribution_id=asked).exists()
    after = desk.get(f"{DESK}/vragen").content.decode()
    assert after.split('name="b" value="')[1].split('"')[0] != asked
    desk.post(f"{DESK}/vragen/ongedaan")
    assert not Grounds.objects.confirmed().filter(contribution_id=asked).exists()


def test_none_of_these_is_not_asked_again_and_can_be_undone(desk: Client, read: Process) -> None:
    odd = Contribution.objects.get(title="IJssalon")
    desk.post(f"{DESK}/vragen/antwoord", {"do": "none", "b": odd.pk})
    assert Grounds.objects.filter(contribution=odd, state="rejected").count() == 2
    for _each in range(5):
        page = desk.get(f"{DESK}/vragen").content.decode()
        assert f'name="b" value="{odd.pk}"' not in page
        desk.post(f"{DESK}/vragen/antwoord", {"do": "skip", "b": page.split('name="b" value="')[1].split('"')[0]}
                  if 'name="b" value="' in page else {})
    desk.post(f"{DESK}/vragen/ongedaan")
    assert not Grounds.objects.filter(contribution=odd).exists()


def test_skipping_shows_another_one_and_ends(desk: Client, read: Process) -> None:
    seen = []
    for _each in range(5):
        page = desk.get(f"{DESK}/vragen").content.decode()
        seen.append(page.split('name="b" value="')[1].split('"')[0])
        desk.post(f"{DESK}/vragen/antwoord", {"do": "skip", "b": seen[-1]})
    assert len(set(seen)) == 5
    assert 'name="b"' not in desk.get(f"{DESK}/vragen").content.decode()


def test_the_desk_learns_at_once(desk: Client, read: Process, said: Said, adviser: Person) -> None:
    loose = Contribution.objects.get(title="IJssalon")
    before = desk.get(DESK).content.decode()
    assert "Een nieuwe speeltuin" in before
    theme = actions.create_theme(process=read, title="Winkels", by=adviser)
    actions.assign(theme=theme, contribution_ids=[loose.pk], by=adviser)
    model = live.live_model(read)
    assert model.decided[loose.pk] == theme.pk
    assert live.live_model(read) is model


def test_what_stood_on_the_page_is_accepted(desk: Client, read: Process) -> None:
    loose = Contribution.objects.get(title=TREES[4])
    Grounds.objects.suggested().delete()
    theme = Theme.objects.get(title="Bomen en schaduw")
    page = desk.get(DESK).content.decode()
    assert f'value="{loose.pk}-{theme.pk}"' in page
    desk.post(f"{DESK}/doen", {"do": "accept", "b": loose.pk, "s": f"{loose.pk}-{theme.pk}"})
    assert Grounds.objects.confirmed().filter(theme=theme, contribution=loose).exists()
    desk.post(f"{DESK}/ongedaan")
    assert Grounds.objects.get(theme=theme, contribution=loose).state == "suggested"


def test_first_groups_become_themes_or_are_left_aside(desk: Client, process: Process, said: Said,
                                                      adviser: Person) -> None:
    rows = [said(title=text, text="") for text in TREES + PLAY]
    desk.post(f"{DESK}/groepen/maken")
    run = AnalysisRun.objects.get(purpose="groups")
    find_groups.func(run.organisation_id, run.pk)
    groups = list(FirstGroup.objects.order_by("number"))
    assert len(groups) >= 2
    assert sorted(pk for group in groups for pk in group.members) == sorted(row.pk for row in rows)
    page = desk.get(f"{DESK}/groepen").content.decode()
    assert any(text in page for text in TREES)
    one, other = groups[:2]
    answer = desk.post(f"{DESK}/groepen/{one.pk}", {"title": "Eerste", "description": "  ", "keep_rest": "on"})
    assert not Theme.objects.exists()
    assert answer.status_code == 200
    sure = one.members[0]
    desk.post(f"{DESK}/groepen/{one.pk}", {"title": "Eerste", "description": "Mensen willen dit.", "b": sure,
                                          "keep_rest": "on"})
    theme = Theme.objects.get()
    assert theme.state == "draft"
    assert list(Grounds.objects.confirmed().values_list("contribution_id", flat=True)) == [sure]
    assert Grounds.objects.suggested().count() == len(one.members) - 1
    desk.post(f"{DESK}/groepen/{other.pk}/weg")
    other.refresh_from_db()
    assert other.state == "ignored"
    assert "uit een eerste groep" in desk.get(DESK).content.decode()


def test_runs_are_kept_and_compared(desk: Client, read: Process, adviser: Person, said: Said) -> None:
    first = AnalysisRun.objects.get()
    new = said(title="Bomen op het schoolplein", text="")
    theme = Theme.objects.get(title="Bomen en schaduw")
    moved = Contribution.objects.get(title="IJssalon")
    actions.assign(theme=theme, contribution_ids=[moved.pk], by=adviser)
    second = actions.start_run(process=read, by=adviser)
    suggest_themes.func(second.organisation_id, second.pk)
    assert desk.get(f"{DESK}/leesbeurten").status_code == 200
    page = desk.get(f"{DESK}/leesbeurten/{second.pk}/vergelijk?met={first.pk}").content.decode()
    assert "IJssalon" in page
    assert "iemand besliste" in page
    assert new.title in page
    assert "een nieuwe bijdrage" in page
    assert desk.get(f"{DESK}/leesbeurten/{second.pk}/vergelijk?met=999").status_code == 404


def test_a_waiting_run_is_stopped(desk: Client, read: Process, adviser: Person) -> None:
    run = actions.start_run(process=read, by=adviser)
    assert "Stop" in desk.get(DESK).content.decode()
    desk.post(f"{DESK}/stop")
    suggest_themes.func(run.organisation_id, run.pk)
    run.refresh_from_db()
    assert run.state == "stopped"
    assert actions.start_run(process=read, by=adviser).pk != run.pk


def test_words_are_taken_over_one_by_one(desk: Client, process: Process, said: Said) -> None:
    theme = ThemeFactory(process=process, title="Groen")
    row = said(title="Bomen", text="Ik wil meer bomen in onze straat. Nu is het veel te heet om buiten te zitten.")
    inside = said(title="Stil", text="Dit blijft binnen en mag nergens staan.", state="inside")
    for each in (row, inside):
        GroundsFactory(theme=theme, contribution=each)
    page = desk.get(f"{DESK}/themas/{theme.pk}/woorden").content.decode()
    assert "Ik wil meer bomen in onze straat." in page
    assert "Dit blijft binnen" not in page
    at = f"{DESK}/themas/{theme.pk}/woorden/neem"
    sentence = "Ik wil meer bomen in onze straat."
    desk.post(at, {"do": "observation", "b": row.pk, "sentence": sentence})
    made = Theme.objects.get(parent=theme)
    assert (made.description, made.state) == (sentence, "draft")
    assert Grounds.objects.get(theme=made).passage == sentence
    desk.post(at, {"do": "quote", "b": row.pk, "sentence": "Nu is het veel te heet om buiten te zitten."})
    assert Grounds.objects.get(theme=theme, contribution=row).passage.startswith("Nu is het")
    for bad in ({"do": "quote", "b": row.pk, "sentence": "Dit zei niemand."},
                {"do": "quote", "b": inside.pk, "sentence": "Dit blijft binnen en mag nergens staan."}):
        assert "rd-alert--error" in desk.post(at, bad, follow=True).content.decode()
    assert Grounds.objects.get(theme=theme, contribution=inside).passage == ""


def test_blind_coding_from_round_to_result(client_of: Callable, desk: Client, process: Process, said: Said,
                                           adviser: Person) -> None:
    rows = [said(title=text, text="") for text in TREES]
    one, other = (ThemeFactory(process=process, title=title) for title in ("Groen", "Spelen"))
    second = PersonFactory(name="Jan", roles=["adviser"])
    desk.post(f"{DESK}/coderen", {"coders": [adviser.pk, second.pk], "size": 5, "seed": 7})
    coding = CodingRound.objects.get()
    assert sorted(coding.sample) == sorted(row.pk for row in rows)
    at = f"{DESK}/coderen/{coding.pk}"
    for person, themes in ((adviser, [one, one, one, other, other]), (second, [one, one, other, other, None])):
        client = client_of(person)
        for pk, theme in zip(coding.sample, themes, strict=True):
            client.post(at, {"do": f"theme:{theme.pk}" if theme else "none", "b": pk})
        assert "Jan" not in client.get(at).content.decode() or person == second
    assert desk.get(f"{at}/uitkomst").status_code == 302
    desk.post(f"{at}/sluiten")
    page = desk.get(f"{at}/uitkomst").content.decode()
    assert "Krippendorff" in page
    apart = Contribution.objects.get(pk=coding.sample[2])
    assert apart.title in page
    assert not Grounds.objects.exists()
    desk.post(f"{at}/overnemen", {"b": apart.pk, "theme": other.pk})
    assert Grounds.objects.get().theme == other


def test_the_algorithm_card_is_public_and_says_what_is_set(process: Process, settings: object) -> None:
    page = Client().get("/algoritmes").content.decode()
    assert "taalmodel" in page
    assert 'id="drafts"' not in page
    settings.LANGUAGE_MODEL = "http://127.0.0.1:1/v1#proef"
    settings.VECTORS = "use"
    page = Client().get("/algoritmes").content.decode()
    assert 'id="drafts"' in page
    assert "Universal Sentence Encoder" in page


@pytest.mark.parametrize("path", ["", "/vragen", "/groepen", "/leesbeurten", "/coderen", "EDIT", "WORDS"])
def test_the_pages_cost_a_fixed_number_of_queries(desk: Client, read: Process, said: Said, path: str) -> None:
    theme = Theme.objects.get(title="Spelen")
    url = {"EDIT": f"{DESK}/themas/{theme.pk}", "WORDS": f"{DESK}/themas/{theme.pk}/woorden"}.get(path, DESK + path)
    counted = []
    for _round in range(2):
        for number in range(3):
            GroundsFactory(theme=theme, contribution=said(title=f"Zin {number} over spelen", text=""))
            said(title=f"Nog een {number}")
        desk.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(url).status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1]
    assert counted[1] <= 36


def test_the_figures_of_the_card_are_those_that_were_measured() -> None:
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in QUALITY.read_text().splitlines()
            if line.startswith("| Amsterdam |")]
    for model, (first, later, where_sure) in cards.MEASURED.items():
        of = {row[2]: row for row in rows if row[1] == model and len(row) == 9}
        start, chosen = of["0 (alleen beschrijvingen)"], of["200 gekozen door de werkbank"]
        told = [(first, start[3]), (later, chosen[3]), (where_sure, chosen[7])]
        assert all(abs(number - 100 * float(cell.replace(",", "."))) <= 3 for number, cell in told), (model, told)
        groups = next(row for row in rows if row[1] == model and len(row) == 5)
        assert abs(float(cards.GROUPS_MEASURED[model].replace(",", ".")) - float(groups[2].replace(",", "."))) <= 0.03


def test_some_questions_are_drawn_by_chance_and_known_as_such(desk: Client, read: Process, said: Said) -> None:
    for number in range(20):
        said(title=f"Iets anders {number} met bomen", text="")
    live.forget_all()
    run = AnalysisRun.objects.get()
    again = actions.start_run(process=read, by=run.asked_by)
    suggest_themes.func(again.organisation_id, again.pk)
    theme = Theme.objects.get(title="Spelen")
    for _each in range(8):
        asked = desk.get(f"{DESK}/vragen").content.decode().split('name="b" value="')[1].split('"')[0]
        desk.post(f"{DESK}/vragen/antwoord", {"do": f"theme:{theme.pk}", "b": asked})
    assert Grounds.objects.filter(is_by_chance=True).count() == 2
