"""How a booklet says numbers, days and weights in Dutch."""

import datetime as dt

import pytest

from ..contents import BookletQuote, Ground, Observation
from ..rendering import words
from ..rendering.sheet import printed_grounds, shortened


@pytest.mark.parametrize(("conversations", "out_of", "said"), [
    (34, 82, "in 34 van de 82 gesprekken"), (1, 82, "in 1 van de 82 gesprekken"), (82, 82, "in alle 82 gesprekken"),
    (2, 2, "in beide gesprekken"), (1, 2, "in 1 van de 2 gesprekken"), (1, 1, "in het enige gesprek"),
    (1200, 3001, "in 1.200 van de 3.001 gesprekken"),
])
def test_weight(conversations: int, out_of: int, said: str) -> None:
    assert words.weight(Observation(1, "x", conversations, out_of, conversations)) == said


@pytest.mark.parametrize(("value", "said"), [(1, "1 uitspraak"), (0, "0 uitspraken"), (4812, "4.812 uitspraken")])
def test_statements(value: int, said: str) -> None:
    assert words.statements(value) == said


@pytest.mark.parametrize(("shown", "all_", "said"), [
    (3, 3, ""), (24, 61, "Hier staan 24 van de 61 uitspraken."), (1, 2, "Hier staat 1 van de 2 uitspraken."),
    (0, 2, "De woorden van 2 uitspraken staan hier niet; ze tellen wel mee."),
])
def test_what_the_annex_leaves_out(shown: int, all_: int, said: str) -> None:
    assert words.left_out(shown, all_) == said


def test_day() -> None:
    assert words.day(dt.date(2027, 3, 3)) == "3 maart 2027"


def test_who_names_only_what_is_there() -> None:
    assert words.who(BookletQuote("x", "inwoner", "", "Zonnedaal")) == "inwoner, Zonnedaal"
    assert words.who(BookletQuote("x", "inwoner", "Els Verzonnen")) == "Els Verzonnen, inwoner"
    assert words.who(BookletQuote("x")) == ""


def test_paragraphs() -> None:
    assert words.paragraphs("een\nzin\n\n \n twee ") == ["een zin", "twee"]
    assert words.paragraphs(" \n ") == []


def test_tidy_keeps_addresses_whole() -> None:
    long = "https://voorbeeld.invalid/" + "pad/" * 20
    data = words.tidy({"text": long, "address": long, "list": ["nul\x00 om\u202e", 3]})
    assert data["address"] == long
    assert data["text"].replace("\u200b", "") == long
    assert "\u200b" in data["text"]
    assert data["list"] == ["nul om", 3]


def test_printed_grounds_come_from_as_many_conversations_as_possible() -> None:
    grounds = [Ground(str(number), f"gesprek {number % 4}") for number in range(40)]
    assert {each.source for each in printed_grounds(grounds, 4)} == {f"gesprek {number}" for number in range(4)}
    assert printed_grounds(grounds, 100) == grounds


def test_shortened_at_a_word() -> None:
    assert shortened("Goede volksvertegenwoordiging", 50) == "Goede volksvertegenwoordiging"
    assert shortened("Samenwerkingsverbanden en regelingen, lang", 40) == "Samenwerkingsverbanden en regelingen…"
