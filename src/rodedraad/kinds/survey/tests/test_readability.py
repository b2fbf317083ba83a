"""The reading measure: easy texts are easy, office language is hard, and each judgement says why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodedraad.kinds.survey.instrument.readability import LEVELS, is_hard, level_of, measure

EASY_ONES = [
    "De gemeente luistert goed naar inwoners.",
    "Ik weet hoe ik een eigen plan kan voorstellen. De gemeente helpt mensen die iets voor hun buurt willen doen.",
    "Wij vragen u om deze vragenlijst in te vullen. Dat kost ongeveer een kwartier. U mag stoppen wanneer u wilt.",
]
HARD_ONES = [
    ("Bij besluit van het college van burgemeester en wethouders is bepaald dat de subsidieaanvraag uitsluitend in "
    "behandeling wordt genomen indien de aanvrager aantoonbaar voldoet aan de in de verordening gestelde voorwaarden."),
    "Het begrotingsperspectief noopt tot heroverweging van de ambities inzake duurzame mobiliteit.",
    "In hoeverre bent u van oordeel dat de volksvertegenwoordiging haar kaderstellende taken naar behoren vervult?",
]


@pytest.mark.parametrize("text", EASY_ONES)
def test_easy_is_easy(text) -> None:
    reading = measure(text)
    assert reading.is_easy_enough and reading.level == "A2"
    assert not [advice for sentence in reading.sentences for advice in sentence.advice]


@pytest.mark.parametrize("text", HARD_ONES)
def test_hard_is_hard_and_says_why(text) -> None:
    reading = measure(text)
    assert not reading.is_easy_enough
    assert any("Niet iedereen kent" in advice for sentence in reading.sentences for advice in sentence.advice)


def test_a_long_sentence_is_told_to_be_two() -> None:
    [sentence] = measure(" ".join(["wij gaan samen naar de markt"] * 4)).sentences
    assert sentence.words == 24
    assert sentence.advice == ["Deze zin heeft 24 woorden. Maak er twee zinnen van."]
    assert (sentence.index, sentence.level) == (24.0, "B1")


def test_names_numbers_and_pipes_are_not_hard() -> None:
    [sentence] = measure("Woont u in Waterstede of in {{ area|uw buurt }}, sinds 2010?").sentences
    assert sentence.hard == []
    assert sentence.words == 9


@pytest.mark.parametrize(("word", "hard"), [
    ("woonwijk", False), ("buurvrouwen", False), ("makkelijker", False), ("besloten", False), ("vigerende", True),
    ("heroverweging", True), ("omgevingsvisie", True), ("fietspaden", False),
])
def test_forms_and_compounds_of_everyday_words_are_everyday(word, hard) -> None:
    assert is_hard(word) is hard


def test_levels_follow_the_index() -> None:
    assert [level_of(most) for _level, most in LEVELS] == ["A2", "B1", "B2", "C1"]


@given(st.text(max_size=200))
def test_any_text_has_a_level(text) -> None:
    reading = measure(text)
    assert reading.level in {"A2", "B1", "B2", "C1"}
    assert all(0 < sentence.words >= len(sentence.hard) >= len(sentence.long) for sentence in reading.sentences)
