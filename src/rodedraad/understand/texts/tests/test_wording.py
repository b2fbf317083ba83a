"""Words for a group: every word and sentence stands literally in a text."""

from rodedraad.understand.texts import encoder_named, propose_wording
from rodedraad.understand.texts.tests.examples import GROEN, VERKEER, WONEN


def wording(texts, background=(*GROEN, *VERKEER)):
    return propose_wording(texts, encoder_named("use").encode(texts), background)


def test_the_label_says_what_the_group_is_about_in_words_of_the_texts() -> None:
    found = wording(WONEN)
    said = " ".join(WONEN)
    assert found.label
    assert all(part in said for part in found.label.split(", "))
    assert "won" in found.label.casefold()


def test_three_observations_and_quotes_are_other_texts() -> None:
    found = wording(WONEN)
    assert len(found.observations) == 3
    assert found.quotes
    assert not set(found.observations) & set(found.quotes)
    assert {*found.observations, *found.quotes} <= set(range(len(WONEN)))


def test_doubles_are_shown_once() -> None:
    texts = [*WONEN[:3], *[WONEN[0]] * 5]
    found = wording(texts)
    shown = [texts[place] for place in (*found.observations, *found.quotes)]
    assert len(shown) == len(set(shown))


def test_capitals_and_doubles_in_capitals_are_the_same_sentence() -> None:
    texts = ["Er moeten meer bankjes komen hier.", "ER MOETEN MEER BANKJES KOMEN HIER", "Meer bankjes in het park!"]
    found = wording(texts)
    assert len({0, 1} & {*found.observations, *found.quotes}) == 1


def test_a_group_of_one_and_of_none() -> None:
    assert wording([]) == propose_wording([], encoder_named("lemmas").encode([]))
    alone = wording(["Bankjes!"])
    assert alone.label == "Bankjes"
    assert alone.observations == [0]
    assert alone.quotes == []


def test_texts_without_words_have_no_label() -> None:
    found = wording(["!!!", "123 456"])
    assert found.label == ""
