"""Weighted shares attacked: who knows the weights and how many people have each still cannot count a few of them."""

import numpy as np
import pytest

from rodedraad.understand.statistics.disclosure.means import ways
from rodedraad.understand.statistics.disclosure.rows import Row as Counted
from rodedraad.understand.statistics.disclosure.rows import classes_of, first_fits, groupings
from rodedraad.understand.statistics.publishing import in_grains, weighing


def published(light: np.ndarray, heavy: np.ndarray, weight: float, grain: float, threshold: int) -> np.ndarray:
    """What is told of each population: the number of its classes and their shares in grains, a row each."""
    answers, counts = light.shape[1], light + heavy
    told = np.full((len(light), answers + 1), -1)
    for number, classes in enumerate(groupings(answers)):
        here = first_fits(counts, classes, threshold)
        if number == len(groupings(answers)) - 1:
            here = told[:, 0] < 0
        sums = (light + weight * heavy)[here] @ (np.array(classes)[:, None] == np.arange(max(classes) + 1))
        exact = sums / (light[0].sum() + weight * heavy[0].sum()) / grain
        whole = np.floor(exact + 1e-9).astype(int)
        ranks = np.argsort(np.argsort(-(exact - whole), axis=1, kind="stable"), axis=1, kind="stable")
        told[here, 0] = number
        told[np.ix_(np.flatnonzero(here), range(1, max(classes) + 2))] = whole + (
            ranks < (round(1 / grain) - whole.sum(axis=1))[:, None])
    return told


@pytest.mark.parametrize(("light", "heavy", "weight", "answers", "threshold"), [
    (100, 6, 1.05, 3, 5), (60, 45, 1.02, 2, 5), (220, 15, 2.3, 2, 10), (120, 120, 1.5, 2, 10), (150, 20, 1.7, 2, 10),
])
def test_no_population_gives_people_of_one_weight_away(light, heavy, weight, answers, threshold) -> None:
    weighed = weighing(np.repeat([1.0, weight], [light, heavy]), threshold)
    assert weighed is not None
    first, second = ways(light, answers), ways(heavy, answers)
    one, two = np.repeat(first, len(second), axis=0), np.tile(second, (len(first), 1))
    told = published(one, two, weight, weighed.grain, threshold)
    key = np.unique(told, axis=0, return_inverse=True)[1].ravel()
    order = np.argsort(key, kind="stable")
    starts = np.flatnonzero(np.diff(key[order], prepend=-1))
    for people in (one, two, one + two):
        for union in range(1, 1 << answers):
            counts = (people @ ((union >> np.arange(answers)) & 1))[order]
            least, most = np.minimum.reduceat(counts, starts), np.maximum.reduceat(counts, starts)
            assert not ((least >= 1) & (most < threshold)).any()


def test_the_attack_follows_what_is_really_told() -> None:
    chance = np.random.default_rng(5)
    light, heavy = chance.multinomial(100, [.3, .3, .4], 30), chance.multinomial(12, [.5, .4, .1], 30)
    told = published(light, heavy, 1.1, 0.02, 5)
    for row, one, two in zip(told, light, heavy, strict=True):
        classes = classes_of(Counted(one + two, np.arange(3.0)), 5)
        sums = np.bincount(classes, one + 1.1 * two)
        assert groupings(3)[row[0]] == classes
        assert row[1:len(sums) + 1].tolist() == in_grains(sums, 0.02).tolist()


def test_grains_add_up() -> None:
    assert in_grains(np.array([1.0, 1, 1]), 0.01).tolist() == [34, 33, 33]
    assert in_grains(np.array([2.0]), 0.01).tolist() == [100]
    assert in_grains(np.array([0.999, 0.001]), 0.001).tolist() == [999, 1]


@pytest.mark.parametrize("weights", [
    np.ones(200), np.repeat([1.0, 30], [199, 1]), np.repeat([1.0, 2], [20, 20]), np.repeat([1.0, -1], [199, 1]),
    np.repeat([3.0, 1.0], [190, 10]),
], ids=["all the same", "one heavy", "small group", "below nought", "nobody else weighs enough"])
def test_weights_that_are_not_used(weights) -> None:
    assert weighing(weights, 10) is None
