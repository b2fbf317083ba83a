"""Words as numbers: base forms and pieces of words, the same for a text whatever stands beside it."""

import numpy as np

from rodedraad.understand.texts import hashed
from rodedraad.understand.texts.words import base_forms, rarity, weighed, without_names

TEXTS = ["Meer geveltuinen in de straat", "Een tuin aan de gevel", "De bus rijdt niet", "", "!!!"]


def likeness(one: str, other: str) -> float:
    rows = hashed([one, other])
    return float((rows[0] @ rows[1].T).toarray()[0, 0])


def test_rows_do_not_depend_on_each_other() -> None:
    together, alone = hashed(TEXTS), hashed(TEXTS[2:3])
    assert (together[2] != alone).nnz == 0


def test_rows_have_length_one_or_none() -> None:
    lengths = np.sqrt(np.asarray(hashed(TEXTS[:3]).power(2).sum(axis=1)).ravel())
    assert np.allclose(lengths, 1, atol=1e-5)
    assert base_forms(["", "!!!"]).nnz == 0


def test_parts_of_long_words_are_seen() -> None:
    assert likeness("geveltuinen", "tuinen") > likeness("geveltuinen", "buslijn")


def test_forms_of_a_word_are_one() -> None:
    rows = base_forms(["huurwoningen", "huurwoning"])
    assert (rows[0] != rows[1]).nnz == 0


def test_rare_words_weigh_more() -> None:
    rows = base_forms(["buurt groen", "buurt bus", "buurt boom"], pairs=False)
    found = weighed(rows, rarity(rows))
    common = set(rows[1].indices) & set(rows[0].indices)
    first = found[0]
    weight = dict(zip(first.indices, np.abs(first.data), strict=True))
    assert len(common) == 1
    assert all(weight[place] > weight[min(common)] for place in weight if place not in common)


def test_no_texts() -> None:
    assert hashed([]).shape == (0, hashed(["a"]).shape[1])


def test_names_are_left_out_but_not_first_words() -> None:
    assert without_names("Muziek in de Kleine Wereld. Graag ook in 'Westerpark'!") == "Muziek in de Graag ook in"
    assert without_names("MEER GROEN") == "MEER GROEN"
    assert not without_names("")
