"""The kernel: the same every time, whatever the order, with every kind of text, and honest about what it knows."""

import math
import resource
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rodedraad.understand.texts.lemmas import terms
from rodedraad.understand.themes.confidence import MOST, Calibration
from rodedraad.understand.themes.similarity import SURE_ENOUGH, Example, Text, WordSimilarity

WORDS = ["bomen", "boom", "bankje", "bankjes", "parkeren", "parkeerplaats", "fiets", "speeltuin", "kinderen", "😀",
         "学校", "", "the school", "42"]
texts_of = st.lists(st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join), min_size=1, max_size=12)
GREEN, CARS = Text("Meer groen: bomen en planten"), Text("Parkeren van auto's")
SAID = [Text("Meer bomen langs de straat"), Text("Plant een boom bij de school"), Text("Bomen geven schaduw"),
        Text("Te weinig parkeerplaatsen"), Text("Parkeren is te duur voor auto's"), Text("Auto's parkeren op de stoep"),
        Text("Een bankje bij de vijver")]
KNOWN = [Example(0, 0), Example(1, 0), Example(3, 1), Example(4, 1)]


@given(texts_of)
@settings(max_examples=60, deadline=None)
def test_the_same_texts_give_the_same_numbers(words: list[str]) -> None:
    texts = [Text(each) for each in words]
    examples = [Example(place, place % 2) for place in range(0, len(texts), 2)]
    one, two = (WordSimilarity().fit(texts).suggest([GREEN, CARS], examples) for _ in range(2))
    assert one == two
    assert WordSimilarity().fit(texts).near_doubles(0.5) == WordSimilarity().fit(texts).near_doubles(0.5)


@given(texts_of, st.randoms())
@settings(max_examples=60, deadline=None)
def test_the_order_of_texts_changes_only_their_places(words: list[str], chance: object) -> None:
    order = list(range(len(words)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    place_of = {old: new for new, old in enumerate(order)}
    plain = WordSimilarity().fit([Text(each) for each in words])
    mixed = WordSimilarity().fit([Text(words[old]) for old in order])
    for old in range(len(words)):
        here = {each.text: each.likeness for each in plain.nearest(old, 100)}
        there = {order[each.text]: each.likeness for each in mixed.nearest(place_of[old], 100)}
        assert here.keys() == there.keys()
        assert all(here[key] == pytest.approx(there[key], abs=0.002) for key in here)


@given(st.lists(st.text(max_size=40), min_size=1, max_size=8))
@settings(max_examples=100, deadline=None)
def test_any_text_can_be_read(words: list[str]) -> None:
    fitted = WordSimilarity().fit([Text(each) for each in words])
    found = fitted.suggest([GREEN, CARS], [Example(0, 0)])
    assert all(SURE_ENOUGH <= each.confidence <= MOST for each in found)
    assert all(0 < each.likeness <= 1 for each in fitted.nearest(0))
    assert all(math.isfinite(pair.likeness) for pair in fitted.near_doubles())


@pytest.mark.parametrize("nothing", ["", "   ", "…!?", "😀😀", "de het een"])
def test_a_text_that_says_nothing_gets_no_theme_and_no_neighbours(nothing: str) -> None:
    fitted = WordSimilarity().fit([*SAID, Text(nothing), Text(nothing)])
    assert {each.text for each in fitted.suggest([GREEN, CARS], KNOWN)}.isdisjoint({7, 8})
    assert fitted.nearest(7) == []
    assert fitted.near_doubles() == []


def test_one_word_and_chinese_texts_are_compared() -> None:
    texts = [Text("Bomen"), Text("boom"), Text("我们需要更多的树木", "zh"), Text("更多的树木", "zh")]
    fitted = WordSimilarity().fit(texts)
    assert fitted.nearest(0)[0].text == 1
    assert fitted.nearest(2)[0].text == 3


def test_base_forms_are_looked_up_per_language() -> None:
    assert terms("De bomen in de straten") == ["boom", "straat"]
    assert terms("more trees", "en") == ["tree"]
    assert terms("tramvaj ve ağaçlar", "xx") == ["tramvaj", "ve", "ağaçlar"]


def test_all_texts_the_same_give_a_star_of_doubles() -> None:
    fitted = WordSimilarity().fit([Text("Meer bomen in de straat")] * 300)
    pairs = fitted.near_doubles()
    assert len(pairs) == 299
    assert {pair.first for pair in pairs} == {0}
    assert len(fitted.suggest([GREEN, CARS], [Example(0, 0)])) in {0, 300}


def test_near_doubles_are_found_and_others_are_not() -> None:
    texts = [Text("Plaats een bankje bij de vijver in het park"), Text("Meer bomen langs de Dorpsstraat graag"),
             Text("Plaats bankjes bij de vijver in het park!"), Text("Een zebrapad bij de school")]
    pairs = WordSimilarity().fit(texts).near_doubles(0.7)
    assert [(pair.first, pair.second) for pair in pairs] == [(0, 2)]


def test_doubles_are_found_across_chunks() -> None:
    texts = [Text(f"onderwerp{number} straat{number} huis{number}") for number in range(2500)]
    texts[2400] = Text("onderwerp7 straat7 huis7 extra")
    pairs = WordSimilarity().fit(texts).near_doubles(0.7)
    assert [(pair.first, pair.second) for pair in pairs] == [(7, 2400)]


def test_a_suggestion_goes_to_the_theme_that_shares_the_words() -> None:
    found = {each.text: each.theme for each in WordSimilarity().fit(SAID).suggest([GREEN, CARS], KNOWN)}
    assert found[2] == 0
    assert found[5] == 1
    assert 6 not in found


def test_without_themes_or_texts_nothing_is_suggested() -> None:
    assert WordSimilarity().fit(SAID).suggest([], []) == []
    assert WordSimilarity().fit([]).suggest([GREEN], []) == []


def test_only_the_texts_asked_for_are_judged() -> None:
    assert {each.text for each in WordSimilarity().fit(SAID).suggest([GREEN, CARS], KNOWN, among=[5])} == {5}


def test_progress_ends_with_all_texts() -> None:
    heard: list[int] = []
    WordSimilarity().fit([Text("boom")] * 4500, heard.append)
    assert heard == [2000, 4000, 4500]


@given(st.lists(st.tuples(st.floats(-0.5, 1), st.booleans()), min_size=1, max_size=60))
def test_confidence_rises_with_evidence_and_stays_honest(judged: list[tuple[float, bool]]) -> None:
    evidence, right = np.array([each[0] for each in judged]), np.array([each[1] for each in judged])
    shares = Calibration.from_examples(evidence, right).expect(np.linspace(-0.5, 1, 50))
    assert (np.diff(shares) >= -1e-9).all()
    assert shares.max() <= MOST


def test_examples_that_were_always_wrong_make_it_silent() -> None:
    evidence = np.full(200, 0.4)
    assert Calibration.from_examples(evidence, np.zeros(200, bool)).expect(np.array([0.4]))[0] < 0.1


@pytest.mark.load
def test_ten_thousand_texts_within_twenty_seconds() -> None:
    chance = np.random.default_rng(1)
    words = np.array([f"woord{number}" for number in range(30_000)])
    texts = [Text(" ".join(words[chance.zipf(1.3, 40) % 30_000])) for _ in range(10_000)]
    began = time.perf_counter()
    fitted = WordSimilarity().fit(texts)
    fitted.suggest([Text(" ".join(words[at : at + 9])) for at in range(0, 180, 9)],
                   [Example(place, place % 20) for place in range(2000)])
    fitted.near_doubles()
    assert time.perf_counter() - began < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 2_000_000
