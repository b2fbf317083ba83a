"""How precisely the mean of one group is published: as far as its small counts stay a riddle, whoever reads the rules.

All worlds behind the same n and classes are written out. Their means are put in bins of a tenth, and bins are joined
with their neighbours until in each bin every union of answers that is small in some world counts nobody, or enough
people, in another. The bins follow from what is public already, never from our own answers; so nothing can be learned
from how wide they are. The same is done with margins inside each bin of means.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from math import comb, prod
from typing import Any

import numpy as np
from scipy.stats import t

from .rows import DEFAULT, Classes, Row, classes_of, first_fits, shows_answers

Array = np.ndarray[Any, np.dtype[Any]]

STEP = 0.1
ALL_WORLDS = 320_000  # so many of five answers can be written out, and fewer the more answers there are


@dataclass(frozen=True)
class Published:
    """What is told of one row: how many, which classes with how many, between which figures the mean lies.

    `margin` is half a 95 % interval, or a bound on it when `is_bound`; None when there is no scale.
    """

    n: int
    classes: Classes
    sizes: tuple[int, ...]
    low: float | None = None
    high: float | None = None
    margin: float | None = None
    is_bound: bool = False

    @property
    def mean(self) -> float | None:
        """The middle of where the mean lies."""
        return None if self.low is None or self.high is None else (self.low + self.high) / 2


def publish(row: Row, threshold: int = DEFAULT) -> Published:
    """The row as it may be told; the caller asks `may_publish` first."""
    classes = classes_of(row, threshold)
    sizes = tuple(np.bincount(classes, row.counts).astype(int).tolist())
    if row.scores is None:
        return Published(row.n, classes, sizes)
    scores = tuple(row.scores.tolist())
    mean = float(row.counts @ row.scores / row.n)
    if max(classes) + 1 == len(classes):
        return Published(row.n, classes, sizes, mean, mean, float(half_widths(row.counts[None], row.scores)[0]))
    if len(sizes) > 1 and _is_large(classes, sizes):
        return _from_classes(row.n, classes, sizes, scores)
    bins = _bins(classes, sizes, scores, threshold)
    found = next(one for one in bins if one.holds(mean))
    half = float(half_widths(row.counts[None], row.scores)[0])
    known = next((edge for edge in found.margins if half <= edge + 1e-9), None)
    bound = _widest((found.low + found.high) / 2, row.n, scores)
    is_bound = known is None or known >= bound
    return Published(row.n, classes, sizes, found.low, found.high, bound if is_bound else known, is_bound)


def half_widths(worlds: Array, scores: Array) -> Array:
    """Half the 95 % interval of the mean, by Student, for each row of counts with the same total."""
    n = int(worlds[0].sum())
    means = worlds @ scores / n
    around = np.maximum(worlds @ np.square(scores) - n * np.square(means), 0)
    return np.asarray(float(t.isf(0.025, n - 1)) * np.sqrt(around / (n - 1) / n))


def _widest(mean: float, n: int, scores: Sequence[float]) -> float:
    """The margin at most, from what is public anyway: as if everyone chose one of the two ends of the scale."""
    spread = max(0.0, (mean - min(scores)) * (max(scores) - mean)) * n / (n - 1)
    return float(t.isf(0.025, n - 1)) * float(np.sqrt(spread / n))


def _from_classes(n: int, classes: Classes, sizes: tuple[int, ...], scores: Sequence[float]) -> Published:
    """The mean as far as the classes tell: everyone at the lowest, or at the highest, score of the class."""
    ends = [[edge(score for score, number in zip(scores, classes, strict=True) if number == one)
             for one in range(len(sizes))] for edge in (min, max)]
    low, high = (float(np.dot(sizes, edge)) / n for edge in ends)
    return Published(n, classes, sizes, low, high, _widest((low + high) / 2, n, scores), is_bound=True)


@dataclass(frozen=True)
class _Bin:
    """Means between two edges, and the margins (upper edges) that may be told inside it."""

    low: float
    high: float
    margins: tuple[float, ...]

    def holds(self, mean: float) -> bool:
        """Whether a mean falls in here (the lower edge belongs to it)."""
        return self.low - 1e-9 <= mean <= self.high + 1e-9


@lru_cache(maxsize=4096)
def _bins(classes: Classes, sizes: tuple[int, ...], scores: tuple[float, ...], threshold: int) -> tuple[_Bin, ...]:
    n, values = int(sum(sizes)), np.array(scores)
    is_large = _is_large(classes, sizes)
    worlds = _few_answers(n, len(scores)) if is_large else _worlds(classes, sizes)
    if shows_answers(n, len(scores), threshold):
        worlds = worlds[first_fits(worlds, classes, threshold)]
    small = _unsaid(worlds, threshold)
    means = np.round(worlds @ values / n, 9)
    margins = np.maximum(1, np.ceil(half_widths(worlds, values) / STEP - 1e-9)).astype(int)
    bins = []
    for part in _joined(np.floor(means / STEP + 0.5 + 1e-9).astype(int), small):
        edges = [] if is_large else _joined(margins[part], small[part])
        tops = tuple(float(margins[part][edge].max()) * STEP for edge in edges)
        bins.append(_edges(means[part], tops))
    return _without_holes(bins) if is_large else tuple(bins)


def _is_large(classes: Classes, sizes: tuple[int, ...]) -> bool:
    """Whether there are too many worlds to write out, each with every union of answers."""
    worlds = prod(comb(size + run - 1, run - 1)
                  for size, run in zip(sizes, np.bincount(classes).tolist(), strict=True))
    return worlds << len(classes) > ALL_WORLDS << 5


def _without_holes(bins: list[_Bin]) -> tuple[_Bin, ...]:
    """Bins that meet halfway, so that every mean falls in one, also of a world that was not written out."""
    lows = [bins[0].low, *((one.high + other.low) / 2 for one, other in pairwise(bins))]
    return tuple(_Bin(low, high, ()) for low, high in zip(lows, [*lows[1:], bins[-1].high], strict=True))


def _few_answers(n: int, answers: int) -> Array:
    """The worlds in which everyone chose one of a few answers: enough to show that a bin is safe, or it is joined."""
    support = 3 if answers <= 7 else 2
    found = np.zeros((comb(answers, support) * comb(n + support - 1, n), answers), dtype=int)
    shapes = ways(n, support)
    for number, places in enumerate(combinations(range(answers), support)):
        found[number * len(shapes):(number + 1) * len(shapes), places] = shapes
    return found


def _unsaid(worlds: Array, threshold: int) -> Array:
    """Per world a bit for each union of answers that is small in it: what a reader of that world alone would know."""
    unions = 1 << worlds.shape[1]
    bits = np.zeros((len(worlds), -(-unions // 64)), dtype=np.uint64)
    columns = np.ascontiguousarray(worlds.T.astype(np.int32))
    sums = {0: np.zeros(len(worlds), dtype=np.int32)}
    for union in range(1, unions):
        lowest = (union & -union).bit_length() - 1
        sums[union] = counts = sums[union & (union - 1)] + columns[lowest]
        # Below nought all numbers are large when read without a sign, so one comparison finds 1 up to the threshold.
        small = (counts - 1).view(np.uint32) < threshold - 1
        bits[:, union // 64] |= small.astype(np.uint64) << np.uint64(union % 64)
    return bits


def _edges(means: Array, tops: tuple[float, ...]) -> _Bin:
    """The bin in tenths, or as wide as it had to become."""
    low = (np.floor(means.min() / STEP + 0.5 + 1e-9) - 0.5) * STEP
    high = (np.floor(means.max() / STEP + 0.5 + 1e-9) + 0.5) * STEP
    return _Bin(float(max(low, means.min())), float(min(high, means.max())), tops)


def _joined(steps: Array, small: Array) -> list[Array]:
    """Places of the worlds per bin, neighbours joined until in each bin some world saves each union."""
    order = np.argsort(steps, kind="stable")
    starts = np.flatnonzero(np.diff(steps[order], prepend=steps[order[0]] - 1))
    bins = np.split(order, starts[1:])
    always = list(np.bitwise_and.reduceat(small[order], starts, axis=0))
    while len(bins) > 1:
        bad = [bool(leaks.any()) for leaks in always]
        if not any(bad):
            break
        # From the ends inward: there the leaks are, and an open end ("4.6 or higher") reads best. The nearer neighbour.
        place = min((place for place, wrong in enumerate(bad) if wrong), key=lambda p: (min(p, len(bins) - 1 - p), p))
        first = min((other for other in (place - 1, place) if 0 <= other < len(bins) - 1),
                    key=lambda other: (steps[bins[other + 1]].max() - steps[bins[other]].min(), other))
        bins[first] = np.concatenate([bins[first], bins[first + 1]])
        always[first] = always[first] & always[first + 1]
        del bins[first + 1], always[first + 1]
    return bins


def _worlds(classes: Classes, sizes: tuple[int, ...]) -> Array:
    """Every table with these classes and sizes."""
    parts = [ways(size, run) for size, run in zip(sizes, np.bincount(classes).tolist(), strict=True)]
    worlds = parts[0]
    for part in parts[1:]:
        worlds = np.hstack([np.repeat(worlds, len(part), axis=0), np.tile(part, (len(worlds), 1))])
    return worlds


@lru_cache(maxsize=512)
def ways(n: int, answers: int) -> Array:
    """Every way in which `n` people can choose between so many answers."""
    if answers == 1:
        return np.array([[n]])
    rest = [ways(n - first, answers - 1) for first in range(n + 1)]
    firsts = np.repeat(np.arange(n + 1), [len(part) for part in rest])
    return np.hstack([firsts[:, None], np.concatenate(rest)])
