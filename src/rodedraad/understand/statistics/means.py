"""What people answer on average and in the middle, and how far wish and now lie apart for the same people."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import t

from .errors import StatisticsError
from .shares import Interval

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Mean:
    """A mean of `n` answers with its interval (None for one answer) and spread."""

    mean: float
    interval: Interval | None
    spread: float
    error: float
    n: int
    effective_n: float


def mean_of(values: Array, weights: Array | None = None, confidence: float = 0.95) -> Mean:
    """The mean with Student's interval; weighted: the linearised error of a ratio, degrees from the effective n."""
    values = np.asarray(values, dtype=float)
    if not len(values):
        raise StatisticsError("no_answers")
    given = np.ones(len(values)) if weights is None else np.asarray(weights, dtype=float)
    return mean_of_counts(values, given, np.square(given), np.ones(len(values)), confidence)


def mean_of_counts(values: Array, weight: Array, square: Array, count: Array, confidence: float = 0.95) -> Mean:
    """The same from a table: per value the sum of weights, of squared weights, and the number of answers."""
    total, n = float(weight.sum()), int(count.sum())
    if n == 0 or total <= 0:
        raise StatisticsError("no_answers")
    mean = float(weight @ values) / total
    around = np.square(values - mean)
    effective = total**2 / float(square.sum())
    spread = float(np.sqrt(weight @ around / total * n / max(n - 1, 1)))
    if n < 2:
        return Mean(mean, None, spread, float("nan"), n, effective)
    error = float(np.sqrt(square @ around * n / (n - 1)) / total)
    half = float(t.isf((1 - confidence) / 2, max(effective - 1, 1))) * error
    return Mean(mean, Interval(mean - half, mean + half), spread, error, n, effective)


def median_of(values: Array, weights: Array | None = None) -> float:
    """The middle answer; weighted: the least value that half of the weight does not exceed, halfway on an exact tie."""
    values = np.asarray(values, dtype=float)
    if not len(values):
        raise StatisticsError("no_answers")
    if weights is None:
        return float(np.median(values))
    order = np.argsort(values, kind="stable")
    kept = order[np.asarray(weights, dtype=float)[order] > 0]
    if not len(kept):
        raise StatisticsError("no_answers")
    reached = np.cumsum(np.asarray(weights, dtype=float)[kept]) / np.sum(np.asarray(weights, dtype=float)[kept])
    place = int(np.searchsorted(reached, 0.5 - 1e-12))
    if abs(float(reached[place]) - 0.5) < 1e-12 and place + 1 < len(kept):
        return float((values[kept[place]] + values[kept[place + 1]]) / 2)
    return float(values[kept[place]])


@dataclass(frozen=True)
class Gap:
    """Wish minus now among people who answered both; `single` answered only one of the two."""

    gap: Mean
    now: float
    wish: float
    single: int


def gap_of(now: Array, wish: Array, weights: Array | None = None, confidence: float = 0.95) -> Gap:
    """The paired gap: not-a-number marks no answer. The interval is that of the mean of the differences."""
    now, wish = np.asarray(now, dtype=float), np.asarray(wish, dtype=float)
    both = ~np.isnan(now) & ~np.isnan(wish)
    kept = None if weights is None else np.asarray(weights, dtype=float)[both]
    gap = mean_of(wish[both] - now[both], kept, confidence)
    single = int((np.isnan(now) != np.isnan(wish)).sum())
    return Gap(gap, float(np.average(now[both], weights=kept)), float(np.average(wish[both], weights=kept)), single)


__all__ = ["Gap", "Mean", "gap_of", "mean_of", "mean_of_counts", "median_of"]
