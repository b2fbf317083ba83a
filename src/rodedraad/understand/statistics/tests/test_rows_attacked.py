"""The strongest attacker: knows n, all that is published, and this very code, and tries every possible population."""

from collections import defaultdict
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from rodedraad.understand.statistics.disclosure.means import Published, publish, ways
from rodedraad.understand.statistics.disclosure.rows import Row, groupings, may_publish

SCALE = np.arange(1.0, 8.0)


def unions(answers: int) -> np.ndarray:
    return (np.arange(1, 1 << answers)[:, None] >> np.arange(answers)) & 1


def leaks(worlds: np.ndarray, scores: np.ndarray | None, threshold: int) -> list[tuple[Published, list[int]]]:
    """Publications that bring some union of answers between 1 and the threshold in every world they can come from."""
    behind: dict[Published, list[np.ndarray]] = defaultdict(list)
    for world in worlds:
        behind[publish(Row(world, scores), threshold)].append(world)
    found = []
    for published, populations in behind.items():
        counts = np.array(populations) @ unions(worlds.shape[1]).T
        wrong = (counts.min(axis=0) >= 1) & (counts.max(axis=0) < threshold)
        found += [(published, union.tolist()) for union in unions(worlds.shape[1])[wrong]]
    return found


# Small groups show no answers apart; from five times the threshold they do. Both sides, all populations.
@pytest.mark.parametrize(("n", "answers", "threshold"), [
    (10, 5, 10), (11, 5, 10), (13, 5, 10), (16, 4, 10), (31, 3, 10),
    (5, 5, 5), (9, 5, 5), (15, 4, 5), (24, 3, 5), (25, 3, 5), (27, 3, 5), (26, 4, 5), (40, 3, 5), (55, 3, 10),
    (20, 5, 10),
    *(pytest.param(*case, marks=pytest.mark.load) for case in (
        (25, 5, 5), (28, 5, 5), (31, 5, 5), (33, 4, 5), (45, 4, 5), (52, 4, 10), (13, 7, 10))),
])
def test_no_population_gives_a_small_count_away(n, answers, threshold) -> None:
    assert leaks(ways(n, answers), SCALE[:answers], threshold) == []


@pytest.mark.parametrize(("n", "answers", "threshold"), [
    (10, 3, 10), (11, 2, 10), (30, 3, 5), (30, 2, 5), (60, 2, 10), (60, 3, 10), (26, 4, 5),
])
def test_no_population_gives_a_small_count_away_without_order(n, answers, threshold) -> None:
    assert leaks(ways(n, answers), None, threshold) == []


def test_the_attacker_would_find_a_leak() -> None:
    """Ten people and the exact mean of 4.9: one answered 4 and nine answered 5."""
    worlds = ways(10, 5)
    same = worlds[np.isclose(worlds @ SCALE[:5] / 10, 4.9)]
    counts = same @ unions(5).T
    assert ((counts.min(axis=0) >= 1) & (counts.max(axis=0) < 10)).any()


@settings(max_examples=60, deadline=None)
@given(some.lists(some.integers(0, 400), min_size=3, max_size=7), some.sampled_from([5, 10]))
def test_what_is_published_is_true(counts, threshold) -> None:
    row = Row(np.array(counts), SCALE[:len(counts)])
    if not may_publish(row.n, len(counts), threshold):
        return
    told = publish(row, threshold)
    assert told.low - 1e-9 <= row.counts @ row.scores / row.n <= told.high + 1e-9
    assert sum(told.sizes) == told.n == row.n
    assert len(told.sizes) == 1 or min(told.sizes) >= threshold
    assert told.margin > 0 or len(set(np.repeat(row.scores, row.counts))) == 1


def test_large_groups_are_told_exactly() -> None:
    told = publish(Row(np.array([12, 30, 41, 60, 20]), SCALE[:5]))
    assert told.sizes == (12, 30, 41, 60, 20)
    assert told.low == told.high == pytest.approx((12 + 60 + 123 + 240 + 100) / 163)
    assert not told.is_bound


def test_small_answers_join_their_neighbours() -> None:
    told = publish(Row(np.array([3, 30, 41, 60, 20]), SCALE[:5]))
    assert told.classes == (0, 0, 1, 2, 3)
    assert told.sizes == (33, 41, 60, 20)
    assert told.high - told.low < 0.1


@pytest.mark.parametrize("answers", range(2, 12))
def test_each_step_joins_classes_of_the_one_before(answers) -> None:
    steps = groupings(answers)
    assert steps[0] == tuple(range(answers))
    assert steps[-1] == (0,) * answers
    for finer, coarser in pairwise(steps):
        assert max(coarser) == max(finer) - 1
        assert len(set(zip(finer, coarser, strict=True))) == max(finer) + 1, "no class is split again"


def test_steps_take_the_ends_in_turn() -> None:
    assert groupings(5)[1:4] == ((0, 0, 1, 2, 3), (0, 0, 1, 2, 2), (0, 0, 0, 1, 1))
