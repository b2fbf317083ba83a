"""Raking: it fits, it keeps within bounds, and it says in words what it cannot do."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from rodedraad.understand.statistics.errors import StatisticsError
from rodedraad.understand.statistics.weighting import Margin, Margins, rake

AGE = np.array(["young"] * 20 + ["old"] * 80)
PLACE = np.array((["north"] * 15 + ["south"] * 5) + (["north"] * 30 + ["south"] * 50))
MARGINS = Margins([Margin("age", {"young": 400, "old": 600}), Margin("place", {"north": 500, "south": 500})])


def test_margins_fit() -> None:
    raked = rake({"age": AGE, "place": PLACE}, MARGINS)
    assert raked.weights[AGE == "young"].sum() == pytest.approx(400)
    assert raked.weights[PLACE == "north"].sum() == pytest.approx(500)
    assert raked.effective_n == pytest.approx(100 / raked.design_effect)
    assert raked.design_effect > 1


def test_what_is_raked_keeps_the_odds_of_the_answers() -> None:
    """Deming and Stephan: fitting margins does not touch the cross ratios of the table."""
    raked = rake({"age": AGE, "place": PLACE}, MARGINS)
    table = [[raked.weights[(age == AGE) & (place == PLACE)].sum() for place in ("north", "south")]
             for age in ("young", "old")]
    assert table[0][0] * table[1][1] / (table[0][1] * table[1][0]) == pytest.approx(15 * 50 / (5 * 30))


def test_bounds_hold_and_margins_still_fit() -> None:
    free = rake({"age": AGE, "place": PLACE}, MARGINS)
    raked = rake({"age": AGE, "place": PLACE}, MARGINS, bounds=(0.5, 2.1))
    assert free.weights.max() > 21
    assert raked.weights.max() <= 21 * (1 + 1e-9)
    assert raked.weights[AGE == "young"].sum() == pytest.approx(400)
    assert raked.trimmed > 0


@pytest.mark.parametrize(("change", "code"), [
    ({"age": np.array(["young"] * 99 + ["odd"])}, "category_without_total"),
    ({"age": np.array(["young"] * 100)}, "empty_category"),
])
def test_answers_that_do_not_belong(change, code) -> None:
    with pytest.raises(StatisticsError, match=code):
        rake({"age": AGE, "place": PLACE} | change, MARGINS)


def test_refusals() -> None:
    with pytest.raises(StatisticsError, match="trait_missing"):
        rake({"age": AGE}, MARGINS)
    with pytest.raises(StatisticsError, match="totals_differ"):
        Margins([Margin("age", {"a": 100}), Margin("place", {"b": 150})])
    with pytest.raises(StatisticsError, match="bad_margins"):
        Margins([Margin("age", {"a": 100}), Margin("age", {"a": 100})])
    with pytest.raises(StatisticsError, match="bad_total"):
        Margin("age", {"a": -1})
    with pytest.raises(StatisticsError, match="empty_margin"):
        Margin("age", {"a": 0})
    with pytest.raises(StatisticsError, match="total_is_zero"):
        rake({"age": AGE}, Margins([Margin("age", {"young": 0, "old": 10})]))
    with pytest.raises(StatisticsError, match="does_not_fit"):
        rake({"age": AGE, "place": PLACE}, MARGINS, bounds=(0.95, 1.05))
    with pytest.raises(StatisticsError, match="bad_bounds"):
        rake({"age": AGE, "place": PLACE}, MARGINS, bounds=(1.1, 2))
    with pytest.raises(StatisticsError, match="bad_weights"):
        rake({"age": AGE, "place": PLACE}, MARGINS, base=np.zeros(100))


def test_margins_that_exclude_each_other_are_refused() -> None:
    same = np.array(["a"] * 10 + ["b"] * 10)
    with pytest.raises(StatisticsError, match="does_not_fit"):
        rake({"one": same, "two": same}, Margins([Margin("one", {"a": 5, "b": 15}), Margin("two", {"a": 15, "b": 5})]))


@settings(max_examples=40, deadline=None)
@given(some.integers(0, 10_000), some.integers(60, 400), some.integers(2, 5))
def test_any_population_that_can_be_reached_is_reached(seed, n, categories) -> None:
    """Margins of some weighting of these very answers can always be fitted."""
    chance = np.random.default_rng(seed)
    traits = {name: np.concatenate([np.arange(categories), chance.integers(0, categories, n)]).astype(str)
              for name in ("one", "two", "three")}
    hidden = chance.uniform(0.5, 2, n + categories)
    margins = Margins([Margin(name, {code: float(hidden[values == code].sum()) for code in np.unique(values).tolist()})
                       for name, values in traits.items()])
    raked = rake(traits, margins, rounds=2000)
    for margin in margins.margins:
        for category, total in margin.totals.items():
            assert raked.weights[traits[margin.trait] == category].sum() == pytest.approx(total, rel=1e-6)
