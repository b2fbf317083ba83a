"""Krippendorff's alpha against the examples that its makers published."""

import pytest

from rodedraad.understand.texts import agreement

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, example C: four observers, twelve units.
OBSERVERS = [
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
]


def coded(row: str) -> dict[int, str]:
    return {unit: value for unit, value in enumerate(row.split(), start=1) if value != "."}


def test_four_observers_with_missing_codes_as_published() -> None:
    found = agreement([coded(row) for row in OBSERVERS])
    assert found.alpha == pytest.approx(0.743, abs=0.001)
    assert found.n == 11, "one unit was coded by one observer only"


def test_two_observers_as_published() -> None:
    # The same paper, example B: two observers, nominal values, twelve units.
    first = dict(enumerate("a a b b d c c c e d d a".split()))
    second = dict(enumerate("b a b b b c c c e d d d".split()))
    assert agreement([first, second]).alpha == pytest.approx(0.692, abs=0.001)


def test_chance_is_none_and_full_agreement_is_one() -> None:
    assert agreement([{1: "a", 2: "b"}, {1: "a", 2: "b"}]).alpha == pytest.approx(1)
    assert agreement([{1: "a", 2: "b"}, {1: "b", 2: "a"}]).alpha < 0


@pytest.mark.parametrize("codings", [[], [{}], [{1: "a"}], [{1: "a"}, {2: "b"}], [{1: "a"}, {1: "a"}]])
def test_nothing_to_disagree_on_has_no_alpha(codings) -> None:
    assert agreement(codings).alpha is None
