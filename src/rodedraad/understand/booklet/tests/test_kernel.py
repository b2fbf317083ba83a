"""The machine's proposal: literal, counted rightly, the same every time, and never more than it found."""

import datetime as dt

import pytest

from ..kernel import Conversation, Described, Made, NothingSaidError, Said, Wishes, make_booklet
from ..proposing import PROPOSAL
from ..rendering import to_json

DAY = dt.date(2027, 3, 3)
SUBJECTS = {
    "verkeer": ["Auto's rijden te hard door de {}.", "De {} heeft een drempel nodig tegen hard rijden.",
                "Fietsers zijn niet veilig op de {}, auto's rijden te hard."],
    "groen": ["Er staan te weinig bomen in de {}.", "Plant meer bomen en groen langs de {}.",
              "Het groen in de {} wordt slecht onderhouden, de bomen ook."],
    "antwoord": ["Op mijn brief over de {} kwam nooit antwoord.", "Ik wil antwoord op mijn brief, niet weer de {}.",
                 "Wie een brief stuurt over de {} wil antwoord."],
}
PLACES = ("Dorpsstraat", "Kerkweg", "Molenlaan", "Havenkade", "Schoolstraat", "Lindelaan")


def conversations(count: int = 6) -> list[Conversation]:
    """Conversations in which every subject comes up, two in each organisation."""
    return [Conversation(f"Gemeente {number // 2}", f"gesprek {number}", tuple(
        Said(form.format(PLACES[number % len(PLACES)]), "inwoner" if number % 2 else "raadslid")
        for forms in SUBJECTS.values() for form in forms)) for number in range(count)]


def made(found: list[Conversation] | None = None, **wishes) -> Made:
    return make_booklet(conversations() if found is None else found, Wishes(date=DAY, encoder="lemmas", **wishes))


def test_is_a_proposal_without_faults() -> None:
    booklet = made().booklet
    assert booklet.faults() == []
    assert booklet.proposal == PROPOSAL
    assert "nog niet door mensen" in booklet.proposal
    assert booklet.conversation_count == 6
    assert booklet.statement_count == 54
    assert [each.name for each in booklet.organisations] == ["Gemeente 0", "Gemeente 1", "Gemeente 2"]


def test_every_sentence_is_literal() -> None:
    said = {each.text for conversation in conversations() for each in conversation.said}
    for thread in made().booklet.threads:
        assert {each.text for each in thread.observations} <= said
        assert {each.text for each in thread.quotes} <= said
        assert {ground.text for each in thread.observations for ground in each.grounds} <= said


def test_counts_are_those_of_the_rows() -> None:
    """An observation counts the conversations with at least one statement under it."""
    found = made()
    assert len(found.rows) == 54
    for thread in found.booklet.threads:
        mine = [row for row in found.rows if row.thread == thread.number]
        assert sum(thread.counts_by_organisation.values()) == len(mine)
        assert thread.conversations == len({row.conversation.name for row in mine})
        for observation in thread.observations:
            under = [row for row in mine if row.observation == observation.number]
            assert observation.statements == len(under) == len(observation.grounds)
            assert observation.conversations == len({row.conversation.name for row in under})
            assert observation.out_of == 6


def test_the_same_twice() -> None:
    assert to_json(made().booklet) == to_json(made().booklet)


def test_said_more_than_once_counts_more_than_once() -> None:
    found = [Conversation("Gemeente", "gesprek", tuple(
        Said(form.format("Kerkweg"), times=3) for forms in SUBJECTS.values() for form in forms))]
    booklet = made(found).booklet
    assert booklet.statement_count == 27
    assert sum(sum(thread.counts_by_organisation.values()) for thread in booklet.threads) == 27


def test_never_more_than_ten_threads() -> None:
    words = [f"woord{number} zaak{number % 40} punt{number % 25}" for number in range(600)]
    found = [Conversation("Gemeente", str(number), tuple(map(Said, words[number::10]))) for number in range(10)]
    assert 3 <= len(made(found).booklet.threads) <= 10


def test_described_themes_are_kept() -> None:
    themes = (Described("Antwoord krijgen", "Wie een brief stuurt, wil antwoord."),
              Described("Veilig verkeer", "Auto's rijden te hard, er is een drempel nodig.", ("integriteit",)),
              Described("Heldere afspraken", "Niemand weet wie wat heeft beloofd aan wie."))
    found = made(themes=themes)
    titles = {thread.title: thread for thread in found.booklet.threads}
    assert set(titles) <= {theme.title for theme in themes}
    assert titles["Antwoord krijgen"].lead == "Wie een brief stuurt, wil antwoord."
    assert titles["Veilig verkeer"].values == ["integriteit"]
    under = [row.said.text for row in found.rows if row.thread == titles["Antwoord krijgen"].number]
    assert sum("antwoord" in text.casefold() for text in under) / len(under) > 0.8
    assert found.loose == sum(not row.thread for row in found.rows)
    assert found.booklet.faults() == []


def test_a_thread_of_the_first_booklet_brings_its_words() -> None:
    themes = (Described("heldere afspraken", "Wie een brief stuurt, wil antwoord."),)
    thread = made(themes=themes).booklet.threads[0]
    assert "betrouwbaarheid" in thread.values
    assert "Lokale driehoek" in thread.instruments


def test_questions_of_people_stay_questions() -> None:
    found = [*conversations(), Conversation("Gemeente 9", "laatste", (
        Said("Wanneer komt er een drempel in de Dorpsstraat tegen hard rijden?"),))]
    questions = [question for thread in made(found).booklet.threads for question in thread.questions]
    assert questions == ["Wanneer komt er een drempel in de Dorpsstraat tegen hard rijden?"]


def test_masked_sentences_count_but_are_not_shown_large() -> None:
    found = [*conversations(), *(Conversation("Gemeente 9", str(number), (
        Said("Mail over de brief en het antwoord naar [e-mailadres]."),)) for number in range(2))]
    booklet = made(found).booklet
    large = [each.text for thread in booklet.threads for each in (*thread.observations, *thread.quotes)]
    grounds = [each.text for thread in booklet.threads for row in thread.observations for each in row.grounds]
    assert not any("[e-mailadres]" in text for text in large)
    assert any("[e-mailadres]" in text for text in grounds)


@pytest.mark.parametrize("texts", [
    ["Meer bomen graag."], ["Meer bomen graag."] * 5, ["👍", "!!!", "…"], ["ja", "nee"], ["x" * 5000],
])
def test_hardly_any_words(texts: list[str]) -> None:
    booklet = made([Conversation("Gemeente", "gesprek", tuple(map(Said, texts)))]).booklet
    assert booklet.faults() == []
    assert len(booklet.threads) == 1


@pytest.mark.parametrize("found", [[], [Conversation("Gemeente", "leeg", ())]])
def test_nothing_said(found) -> None:
    with pytest.raises(NothingSaidError):
        made(found)


def test_themes_that_nobody_spoke_about() -> None:
    """Then there is no thread, and so no booklet: `faults` says so."""
    found = made(themes=(Described("Windmolens op zee", "kabels turbines kilowatt noordzee"),
                         Described("Quantumfysica", "elektronen spin golffunctie")))
    assert found.loose == 54 or found.booklet.faults() == []
