"""Our figures against tables and examples that others published."""

import numpy as np
import pytest
from scipy import stats

from rodedraad.understand.statistics.comparing import (
    benjamini_hochberg,
    cliffs_delta,
    difference,
    holm,
    size_of,
)
from rodedraad.understand.statistics.errors import StatisticsError
from rodedraad.understand.statistics.means import gap_of, mean_of, median_of
from rodedraad.understand.statistics.representing import likeness
from rodedraad.understand.statistics.shares import share_of, wilson
from rodedraad.understand.statistics.weighting import Margin, design_effect, effective_n


# R. G. Newcombe (1998), Two-sided confidence intervals for the single proportion, Statistics in Medicine 17, 857-872,
# table I, method 3 (Wilson 1927, without continuity correction).
@pytest.mark.parametrize(("chosen", "n", "low", "high"), [
    (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611), (1, 29, 0.0061, 0.1718),
])
def test_wilson_as_newcombe_published(chosen, n, low, high) -> None:
    found = wilson(chosen / n, n)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)
    assert share_of(np.arange(n) < chosen).interval == found


def test_wilson_reaches_the_ends_and_no_further() -> None:
    assert wilson(0, 7).low == 0
    assert wilson(1, 7).high == 1
    for wrong in ((-0.1, 5, 0.95), (0.5, 0, 0.95), (0.5, 5, 1.0)):
        with pytest.raises(StatisticsError):
            wilson(*wrong)


def test_cliffs_delta_of_hogarty_and_kromrey() -> None:
    # K. Y. Hogarty & J. D. Kromrey (1999), tests of Cliff's delta in SAS; also the example of R's effsize.
    treatment, control = [10, 10, 20, 20, 20, 30, 30, 30, 40, 50], [10, 20, 30, 40, 40, 50]
    assert cliffs_delta(treatment, control) == pytest.approx(-0.25)
    assert size_of(-0.25) == "small"


def test_test_of_brunner_and_munzel() -> None:
    # Pain scores of E. Brunner & U. Munzel (2000), Biometrical Journal 42(1), 17-25; figures as in R's lawstat.
    first, second = [1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1], [3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4]
    found = difference(np.bincount(second, minlength=6), np.bincount(first, minlength=6))
    assert found.p == pytest.approx(0.005786, abs=5e-7)
    assert (found.delta + 1) / 2 == pytest.approx(0.788961, abs=5e-7)
    assert (found.interval.low + 1) / 2 == pytest.approx(0.5952169, abs=5e-8)
    assert (found.interval.high + 1) / 2 == pytest.approx(0.9827052, abs=5e-8)
    assert found.size == "large"


@pytest.mark.parametrize("seed", range(5))
def test_difference_agrees_with_scipy(seed) -> None:
    chance = np.random.default_rng(seed)
    first, second = chance.integers(1, 6, 40), chance.integers(2, 6, 25)
    found = difference(np.bincount(first, minlength=6), np.bincount(second, minlength=6))
    assert found.p == pytest.approx(float(stats.brunnermunzel(first, second).pvalue))


def test_groups_without_overlap() -> None:
    found = difference(np.array([5, 0]), np.array([0, 4]))
    assert found.delta == -1
    assert found.p == pytest.approx(2 / 126), "the exact chance that nine answers part like this"
    assert difference(np.array([5, 0]), np.array([4, 0])).p == 1
    with pytest.raises(StatisticsError):
        difference(np.array([1, 0]), np.array([0, 4]))


# Y. Benjamini & Y. Hochberg (1995), JRSS B 57, 289-300, section 4.1: fifteen comparisons after infarction.
FIFTEEN = [.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1.0]


def test_corrections_of_benjamini_and_hochberg() -> None:
    assert (benjamini_hochberg(FIFTEEN) <= 0.05).sum() == 4
    assert (holm(FIFTEEN) <= 0.05).sum() == 3
    assert holm(FIFTEEN[::-1]).tolist() == holm(FIFTEEN).tolist()[::-1]
    assert benjamini_hochberg([]).tolist() == []


def test_design_effect_of_kish() -> None:
    # L. Kish (1992), Weighting for unequal Pi, Journal of Official Statistics 8(2), 183-200: 1 + L with L = CV² of the
    # weights; for two equal halves with weights 1 and k this is 2(1 + k²)/(1 + k)², so 1.25 at k = 3.
    weights = np.repeat([1.0, 3.0], 50)
    assert design_effect(weights) == pytest.approx(1.25)
    assert effective_n(weights) == pytest.approx(80)
    assert design_effect(np.full(9, 4.2)) == pytest.approx(1)
    for wrong in (np.array([]), np.zeros(3), np.array([1.0, -1])):
        with pytest.raises(StatisticsError):
            design_effect(wrong)


def test_mean_of_student() -> None:
    # Student (1908), The probable error of a mean, Biometrika 6, 1-25: extra hours of sleep, ten patients, two drugs.
    dextro = np.array([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0])
    laevo = np.array([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])
    gap = gap_of(dextro, laevo)
    assert gap.gap.mean == pytest.approx(1.58)
    assert gap.gap.spread == pytest.approx(1.23, abs=0.005)
    low, high = stats.ttest_1samp(laevo - dextro, 0).confidence_interval()
    assert (gap.gap.interval.low, gap.gap.interval.high) == pytest.approx((low, high))
    assert gap.wish - gap.now == pytest.approx(gap.gap.mean)


def test_gap_counts_only_who_answered_both() -> None:
    gap = gap_of(np.array([1.0, 2, np.nan, 3]), np.array([3.0, np.nan, 5, 4]))
    assert (gap.gap.n, gap.single, gap.gap.mean) == (2, 2, 1.5)


def test_weighted_mean_and_median() -> None:
    values = np.array([1.0, 2, 3, 4])
    assert mean_of(values, np.array([1.0, 1, 1, 1])).interval == mean_of(values).interval
    assert mean_of(values, np.array([3.0, 1, 0, 0])).mean == 1.25
    assert mean_of(np.array([3.0])).interval is None
    assert median_of(values) == median_of(values, np.ones(4)) == 2.5
    assert median_of(values, np.array([1.0, 5, 1, 1])) == 2
    for act in (mean_of, median_of, share_of):
        with pytest.raises(StatisticsError, match="no_answers"):
            act(np.array([]))


def test_likeness_by_hand() -> None:
    found = likeness(Margin("age", {"young": 100, "old": 100}, "CBS"), {"young": 10, "old": 30})
    assert (found.dissimilarity, found.response, found.verdict) == (0.25, 0.2, "unlike")
    # Response 0.1 and 0.3: the spread is 0.1 (times sqrt(200/199)), so R = 1 - 2 x 0.1003.
    assert found.r_indicator == pytest.approx(1 - 0.2 * np.sqrt(200 / 199))
    assert likeness(Margin("age", {"young": 90, "old": 30}), {"young": 9, "old": 3}).r_indicator == 1


@pytest.mark.parametrize(("wrong", "code"), [
    ({"middle": 1}, "category_without_total"), ({"young": 101}, "more_answers_than_people"), ({}, "no_answers"),
])
def test_likeness_refuses_what_cannot_be(wrong, code) -> None:
    with pytest.raises(StatisticsError, match=code):
        likeness(Margin("age", {"young": 100, "old": 100}), wrong)
