"""The editor: write, order, publish, take from the library, and files there and back."""

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rodedraad.base.core.tables import TableError, write_table
from rodedraad.kinds.survey import library
from rodedraad.kinds.survey.actions import instruments as acts
from rodedraad.kinds.survey.editing.files import as_json, as_xlsx, read_file
from rodedraad.kinds.survey.instrument import changing
from rodedraad.kinds.survey.instrument.faults import faults
from rodedraad.kinds.survey.instrument.shape import EASY, PLAIN, Condition, Instrument, Option, Question, Rule, Section
from rodedraad.kinds.survey.models import InstrumentVersion
from rodedraad.kinds.survey.reading import instrument_of
from rodedraad.kinds.survey.tests.factories import SurveyFactory, small_instrument

LIST = "/beheer/vragenlijsten"
QUESTION = {"section": "start", "type": "scale", "title": "De straat is schoon.", "scale": "agree", "join": "all",
            "has_unsure": "on"}


@pytest.fixture
def draft(organisation, adviser) -> InstrumentVersion:
    return acts.make_instrument(organisation=organisation, title="Buurt", content=small_instrument(), by=adviser)


def now(draft: InstrumentVersion) -> Instrument:
    return instrument_of(InstrumentVersion.objects.get(pk=draft.pk))


def url(draft: InstrumentVersion, more: str = "") -> str:
    return f"{LIST}/{draft.instrument_id}{more}"


def test_from_the_library_to_a_version_that_is_ready(organisation, adviser_client) -> None:
    assert "Quick Scan" in adviser_client.get(LIST).content.decode()
    assert adviser_client.get(f"{LIST}/bibliotheek/panel").status_code == 200
    page = adviser_client.post(f"{LIST}/bibliotheek/panel/overnemen", follow=True)
    made = InstrumentVersion.objects.get()
    assert "Maak klaar voor gebruik" in page.content.decode()
    adviser_client.post(url(made, "/klaar"))
    assert InstrumentVersion.objects.get().state == "published"
    assert "Maak een nieuwe versie" in adviser_client.get(url(made)).content.decode()
    adviser_client.post(url(made, "/versie"))
    assert list(InstrumentVersion.objects.values_list("number", "state")) == [(1, "published"), (2, "draft")]


def test_writing_a_question(draft, adviser_client) -> None:
    adviser_client.post(url(draft, "/vraag"), QUESTION | {"version": draft.version})
    made = now(draft).questions["de_straat_is_schoon"]
    assert made.title == {PLAIN: "De straat is schoon."} and made.has_unsure
    page = adviser_client.post(url(draft, f"/vraag/{made.key}"), QUESTION | {
        "version": "2", "type": "single", "options": "Ja = Zeker\nNee\n", "section": "more",
        "easy_title": "Is het schoon?", "rule1_question": "trust", "rule1_operator": "at_most",
        "rule1_value": "2"}, follow=True)
    changed = now(draft).questions[made.key]
    assert [(each.key, each.label) for each in changed.options] == [
        ("ja", {PLAIN: "Ja", EASY: "Zeker"}), ("nee", {PLAIN: "Nee"})]
    assert changed.show_if == Condition("all", [Rule("trust", "at_most", 2)])
    assert now(draft).sections[1].questions[-1].key == made.key
    assert "Alleen als" in page.content.decode()
    assert not faults(now(draft))


def test_a_form_that_is_saved_unchanged_changes_nothing(draft, adviser_client) -> None:
    """Every type, opened and sent back as it stands: words, keys, conditions and settings stay."""
    for number, key in enumerate(now(draft).questions, 1):
        page = adviser_client.get(url(draft, f"/vraag/{key}"))
        form = page.context["form"]
        sent = {name: "" if form.get_initial_for_field(each, name) is None else form.get_initial_for_field(each, name)
                for name, each in form.fields.items() if form.get_initial_for_field(each, name) is not False}
        adviser_client.post(url(draft, f"/vraag/{key}"), sent | {"version": number})
    assert now(draft).as_dict() == small_instrument().as_dict()


def test_wrong_fields_are_said_and_nothing_is_kept(draft, adviser_client) -> None:
    page = adviser_client.post(url(draft, "/vraag"), QUESTION | {
        "version": draft.version, "type": "single", "options": "Een", "title": "", "minimum": "5", "maximum": "2"})
    said = page.content.decode()
    assert page.status_code == 422 and "minstens twee antwoorden" in said and "Schrijf een titel." in said
    assert now(draft).as_dict() == small_instrument().as_dict()


def test_two_who_write_at_once_lose_nothing(draft, adviser_client) -> None:
    adviser_client.post(url(draft, "/vraag"), QUESTION | {"version": "1"})
    page = adviser_client.post(url(draft, "/vraag"), QUESTION | {"version": "1", "title": "Mijn zin"})
    assert page.status_code == 409 and "Mijn zin" in page.content.decode()
    again = page.content.decode().split('name="version" value="')[1].split('"')[0]
    adviser_client.post(url(draft, "/vraag"), QUESTION | {"version": again, "title": "Mijn zin"})
    assert {"de_straat_is_schoon", "mijn_zin"} <= set(now(draft).questions)


def test_order_copy_and_remove(draft, adviser_client) -> None:
    adviser_client.post(url(draft, "/deel/area/hoger"))
    assert [each.key for each in now(draft).sections[0].questions] == ["trust", "area", "talk"]
    adviser_client.post(url(draft, "/deel/talk/lager"))
    assert now(draft).sections[1].questions[0].key == "talk"
    adviser_client.post(url(draft, "/deel/area/kopie"))
    assert "area_2" in now(draft).questions
    adviser_client.post(url(draft, "/deel/area_2/weg"))
    assert "area_2" not in now(draft).questions
    adviser_client.post(url(draft, "/sectie"), {"version": now_version(draft), "title": "Wonen", "join": "all"})
    adviser_client.post(url(draft, "/deel/wonen/hoger"))
    assert [each.key for each in now(draft).sections] == ["start", "more", "wonen", "own"]
    adviser_client.post(url(draft, "/deel/wonen/weg"))
    assert [each.key for each in now(draft).sections] == ["start", "more", "own"]
    assert adviser_client.get(url(draft, "/deel/nergens/weg")).status_code == 404


def now_version(draft: InstrumentVersion) -> int:
    return InstrumentVersion.objects.get(pk=draft.pk).version


def test_faults_stand_on_the_page_and_stop_publishing(draft, adviser_client) -> None:
    adviser_client.post(url(draft, "/deel/trust/weg"))
    page = adviser_client.post(url(draft, "/klaar"), follow=True).content.decode()
    assert "staat in de weg" in page and InstrumentVersion.objects.get().is_draft


def test_a_version_in_use_does_not_change(organisation, adviser_client) -> None:
    survey = SurveyFactory()
    page = adviser_client.post(url(survey.asks, "/deel/trust/weg"), follow=True)
    assert "Deze versie ligt vast." in page.content.decode()
    page = adviser_client.post(url(survey.asks, "/verwijderen"), follow=True)
    assert InstrumentVersion.objects.exists() and "rd-alert--error" in page.content.decode()


@pytest.mark.parametrize("form", ["json", "xlsx"])
@pytest.mark.parametrize("key", [*library.KEYS, "small"])
def test_files_there_and_back_are_the_same(tmp_path, db, form, key) -> None:
    instrument = small_instrument() if key == "small" else library.load(key)
    path = tmp_path / f"x.{form}"
    path.write_bytes(as_xlsx(instrument) if form == "xlsx" else as_json(instrument))
    assert read_file(path).as_dict() == instrument.as_dict()


ODD = ("Cc", "Cs", "Zl", "Zp", "Zs", "Cf", "Co", "Cn")
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=ODD), min_size=1, max_size=12)
TEXTS = st.fixed_dictionaries({PLAIN: WORDS}, optional={EASY: WORDS})
OPTIONS = st.builds(Option, st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True), TEXTS,
                    exclusive=st.booleans(), fixed=st.booleans())
QUESTIONS = st.builds(Question, st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True),
                      st.sampled_from(["scale", "single", "text", "number"]), TEXTS, st.one_of(st.just({}), TEXTS),
                      required=st.booleans(), options=st.lists(OPTIONS, max_size=3, unique_by=lambda each: each.key),
                      minimum=st.one_of(st.none(), st.integers(0, 9)), has_unsure=st.booleans())


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(questions=st.lists(QUESTIONS, max_size=4, unique_by=lambda each: each.key))
def test_any_instrument_survives_a_spreadsheet(tmp_path: Path, questions: list[Question]) -> None:
    section = Section("een", {PLAIN: "Een"}, questions=questions)
    instrument = Instrument({PLAIN: "Titel"}, [PLAIN, EASY], sections=[section])
    path = tmp_path / "x.xlsx"
    path.write_bytes(as_xlsx(instrument))
    assert read_file(path).as_dict() == instrument.as_dict()


@pytest.mark.parametrize(("name", "content"), [
    ("x.json", b"{"), ("x.json", b"[1]"), ("x.json", json.dumps({"format": "iets anders"}).encode()),
    ("x.xlsx", b"PK\x03\x04stuk"), ("x.json", b"\x00"), ("x.json", b"[" * 100_000),
])
def test_a_broken_file_is_refused_in_words(draft, adviser_client, name, content) -> None:
    page = adviser_client.post(f"{LIST}/nieuw", {"upload": "1", "file": SimpleUploadedFile(name, content)})
    assert page.status_code == 422 and "rd-field__error" in page.content.decode()
    assert InstrumentVersion.objects.count() == 1


def test_a_row_that_is_wrong_is_named(tmp_path, db) -> None:
    path, columns = tmp_path / "x.xlsx", ["soort", "sleutel", "titel"]
    path.write_bytes(b"".join(write_table("xlsx", columns, [["scale", "a", "Zonder sectie"]], "x")))
    with pytest.raises(TableError, match="2"):
        read_file(path)


def test_reading_a_file_makes_a_draft(organisation, adviser_client) -> None:
    file = SimpleUploadedFile("x.xlsx", as_xlsx(library.load("panel")))
    page = adviser_client.post(f"{LIST}/nieuw", {"upload": "1", "file": file}, follow=True)
    assert page.status_code == 200
    assert instrument_of(InstrumentVersion.objects.get()).as_dict() == library.load("panel").as_dict()


def test_two_hundred_questions_cost_no_more_queries(organisation, adviser, adviser_client,
                                                    django_assert_max_num_queries) -> None:
    big = Instrument({PLAIN: "Groot"}, sections=[Section(f"s{n}", {PLAIN: f"Deel {n}"}, questions=[
        Question(f"q{n}_{m}", title={PLAIN: f"Vraag {m}"}) for m in range(20)]) for n in range(10)])
    made = acts.make_instrument(organisation=organisation, title="Groot", content=big, by=adviser)
    adviser_client.get(url(made))
    with django_assert_max_num_queries(14):
        assert adviser_client.get(url(made)).content.decode().count('id="deel-') == 200


def test_residents_see_no_editor(draft, resident, client_of) -> None:
    assert client_of(resident).get(LIST).status_code == 403
    assert client_of(resident).post(url(draft, "/klaar")).status_code == 403


def test_keys_are_made_of_words() -> None:
    assert changing.key_for("Vindt u de straat schoon?", []) == "vindt_u_de_straat_schoon"
    assert changing.key_for("Één", ["een"]) == "een_2"
    assert changing.key_for("123", []) == "v_123"
    assert changing.key_for("Other", []) == "other_2"
