"""Statements are literal pieces of notes, in order; doubles are joined and counted."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rodedraad.listen.notes import Note, Statement, detect_language, join_doubles, split_statements


def said(text: str) -> list[str]:
    return [each.text for each in split_statements([Note(text)])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De bus rijdt te weinig. De halte is ver weg.", ["De bus rijdt te weinig.", "De halte is ver weg."]),
        (
            "Dhr. Jansen kwam om 10.30 uur en betaalde € 1.000,- per jaar.",
            ["Dhr. Jansen kwam om 10.30 uur en betaalde € 1.000,- per jaar."],
        ),
        (
            "Dat geldt bijv. voor ouderen, jongeren enz. De rest niet!",
            ["Dat geldt bijv. voor ouderen, jongeren enz.", "De rest niet!"],
        ),
        ("Zie www.dorp.example/plan voor meer. Klaar?", ["Zie www.dorp.example/plan voor meer.", "Klaar?"]),
        ("J.P. de Wit zei nee.", ["J.P. de Wit zei nee."]),
        ("Meer groen; minder stenen; meer banken", ["Meer groen", "minder stenen", "meer banken"]),
        ("Ja. Oké. Dank u wel. De straat is donker.", ["De straat is donker."]),
        (
            "Ik vind het plein erg mooi geworden, maar de bankjes staan nu allemaal in de zon.",
            ["Ik vind het plein erg mooi geworden", "maar de bankjes staan nu allemaal in de zon."],
        ),
        ("Groot maar fijn.", ["Groot maar fijn."]),
        ("“Niemand luistert!” Dat hoorden wij vaak…", ["“Niemand luistert!”", "Dat hoorden wij vaak…"]),
        ("Op 3 mei 2025 was er niets. 12 mensen kwamen.", ["Op 3 mei 2025 was er niets.", "12 mensen kwamen."]),
        ("123 456 !!!", []),
    ],
)
def test_dutch_notes_are_split_as_a_person_would(text: str, expected: list[str]) -> None:
    assert said(text) == expected


PIECES = st.sampled_from(
    [
        "De straat is donker",
        "bijv.",
        "dhr.",
        "10.30",
        "€ 1.000,-",
        ". ",
        "! ",
        "; ",
        "\n",
        "• ",
        " – ",
        "maar wij willen dat het anders wordt",
        "ik heb er nooit iets van gehoord",
        " ",
        "…",
        "“nee”",
        "ja.",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=200))
def test_every_statement_stands_in_its_note_in_order_and_nothing_is_lost(text: str) -> None:
    note = Note(text)
    found = split_statements([note])
    end = 0
    for each in found:
        assert note.text[each.start : each.start + len(each.text)] == each.text
        assert each.start >= end
        end = each.start + len(each.text)
    kept = "".join(sign for each in found for sign in each.text if sign.isalnum())
    whole = "".join(sign for sign in text if sign.isalnum())
    assert len(kept) <= len(whole)
    assert all(sign in whole for sign in kept)


def test_speaker_and_language_go_along() -> None:
    notes = [
        Note("The bus should run more often on Sundays.", "Resident"),
        Note("Wij willen dat de bus vaker rijdt.", "Inwoner"),
    ]
    assert split_statements(notes) == [
        Statement("The bus should run more often on Sundays.", "Resident", "en", 0, 0),
        Statement("Wij willen dat de bus vaker rijdt.", "Inwoner", "nl", 1, 0),
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Meer groen", "nl"),
        ("Er is te weinig groen in onze straat", "nl"),
        ("There is not enough green in our street", "en"),
        ("Es gibt nicht genug Bäume in der Straße", "de"),
        ("Il n'y a pas assez de verdure dans la rue", "fr"),
        ("Mahallemizde daha çok ağaç ve park için bir plan", "tr"),
        ("نريد المزيد من الأشجار", "ar"),
        ("Ми хочемо більше дерев і їх захист", "uk"),
        ("", "nl"),
        ("12345", "nl"),
    ],
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert detect_language(text) == language


def statement(text: str) -> Statement:
    return Statement(text, "", "nl", 0, 0)


def test_near_doubles_are_joined_and_counted() -> None:
    texts = [
        "De straat is te donker.",
        "de straat is te donker!",
        "De straat is veel te donker",
        "Er is te weinig groen.",
        "De straat is te donker",
    ]
    joined = join_doubles(map(statement, texts))
    assert [(each.text, each.times_said) for each in joined] == [
        ("De straat is te donker.", 3),
        ("De straat is veel te donker", 1),
        ("Er is te weinig groen.", 1),
    ]
    assert sum(each.times_said for each in join_doubles(joined)) == len(texts)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["a b c d e f", "a b c d e g", "meer groen graag", "meer groen, graag", "", "x"]), max_size=20
    )
)
def test_joining_loses_nobody(texts: list[str]) -> None:
    assert sum(each.times_said for each in join_doubles(map(statement, texts))) == len(texts)


def test_other_numbers_are_other_things() -> None:
    texts = ["Bus 12 rijdt te weinig in het weekend.", "Bus 13 rijdt te weinig in het weekend."]
    assert [each.times_said for each in join_doubles(map(statement, texts))] == [1, 1]


def test_many_that_look_alike_are_all_counted() -> None:
    texts = [f"In straat {n % 400} staan {n % 7} bomen, en wijk {n % 31} wil er {n % 13} bij" for n in range(5_000)]
    assert sum(each.times_said for each in join_doubles(map(statement, texts))) == 5_000
