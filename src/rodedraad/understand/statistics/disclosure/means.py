"""How precisely the mean of one group is published: as far as its small counts stay a riddle, whoever reads the rules.

All worlds behind the same n and classes are written out. Their means are put in bins of a tenth, and bins are joined with
their neighbours until in each bin every union of answers that is small in some world counts nobody, or enough people, in
another. The bins follow from what is public already, never from our own answers; so nothing can be learned from how wide
they are. The same is done with margins inside each bin of means.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import comb, prod
from typing import Any

import numpy as np
from scipy.stats import t

from .rows import DEFAULT, DISTRIBUTION, Classes, Row, classes_of, first_fits

Array = np.ndarray[Any, np.dtype[Any]]

STEP = 0.1
ALL_WORLDS = 320_000  # so many can be written out; beyond it the mean follows from the classes alone


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
    runs = np.bincount(classes)
    if prod(comb(size + run - 1, run - 1) for size, run in zip(sizes, runs.tolist(), strict=True)) > ALL_WORLDS:
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
    worlds = _worlds(classes, sizes, threshold)
    n, values = int(sum(sizes)), np.array(scores)
    counts = worlds @ ((np.arange(1, 1 << len(scores))[:, None] >> np.arange(len(scores))) & 1).T
    safe, small = (counts == 0) | (counts >= threshold), (counts > 0) & (counts < threshold)
    means = np.round(worlds @ values / n, 9)
    margins = np.maximum(1, np.ceil(half_widths(worlds, values) / STEP - 1e-9)).astype(int)
    bins = []
    for part in _joined(np.floor(means / STEP + 0.5 + 1e-9).astype(int), safe, small):
        edges = _joined(margins[part], safe[part], small[part])
        tops = tuple(float(margins[part][edge].max()) * STEP for edge in edges)
        bins.append(_edges(means[part], tops))
    return tuple(bins)


def _edges(means: Array, tops: tuple[float, ...]) -> _Bin:
    """The bin in tenths, or as wide as it had to become."""
    low = (np.floor(means.min() / STEP + 0.5 + 1e-9) - 0.5) * STEP
    high = (np.floor(means.max() / STEP + 0.5 + 1e-9) + 0.5) * STEP
    return _Bin(float(max(low, means.min())), float(min(high, means.max())), tops)


def _joined(steps: Array, safe: Array, small: Array) -> list[Array]:
    """Places of the worlds per bin, neighbours joined until each bin is safe."""
    bins = [np.flatnonzero(steps == step) for step in np.unique(steps)]
    cover = [(safe[bin_].any(axis=0), small[bin_].any(axis=0)) for bin_ in bins]
    while len(bins) > 1:
        bad = [bool((has & ~saved).any()) for saved, has in cover]
        if not any(bad):
            break
        # From the ends inward: there the leaks are, and an open end ("4.6 or higher") reads best.
        place = min((place for place, wrong in enumerate(bad) if wrong), key=lambda p: (min(p, len(bins) - 1 - p), p))
        first = place if place < len(bins) / 2 and place + 1 < len(bins) else max(place - 1, 0)
        bins[first] = np.concatenate([bins[first], bins[first + 1]])
        cover[first] = (cover[first][0] | cover[first + 1][0], cover[first][1] | cover[first + 1][1])
        del bins[first + 1], cover[first + 1]
    return bins


def _worlds(classes: Classes, sizes: tuple[int, ...], threshold: int) -> Array:
    """Every table that is published with these classes and sizes."""
    parts = [ways(size, run) for size, run in zip(sizes, np.bincount(classes).tolist(), strict=True)]
    worlds = parts[0]
    for part in parts[1:]:
        worlds = np.hstack([np.repeat(worlds, len(part), axis=0), np.tile(part, (len(worlds), 1))])
    if sum(sizes) < DISTRIBUTION * threshold:
        return worlds
    return np.asarray(worlds[first_fits(worlds, classes, threshold)])


@lru_cache(maxsize=64)
def ways(n: int, answers: int) -> Array:
    """Every way in which `n` people can choose between so many answers."""
    bars = np.array(list(combinations(range(n + answers - 1), answers - 1)), dtype=np.int32)
    bars = bars.reshape(comb(n + answers - 1, answers - 1), answers - 1)
    edges = np.hstack([np.full((len(bars), 1), -1), bars, np.full((len(bars), 1), n + answers - 1)])
    return np.asarray(np.diff(edges, axis=1) - 1)
