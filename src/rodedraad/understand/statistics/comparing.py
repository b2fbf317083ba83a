"""How much two groups differ: Cliff's delta with its test, and a correction when many pairs are compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
from typing import Any

import numpy as np
from scipy.stats import false_discovery_control, t

from .errors import StatisticsError
from .shares import Interval

Array = np.ndarray[Any, np.dtype[Any]]

NEGLIGIBLE, SMALL, MEDIUM = 0.147, 0.33, 0.474


@dataclass(frozen=True)
class Difference:
    """Delta is P(first higher) - P(second higher): 1 when everyone in the first group answers higher, 0 when alike."""

    delta: float
    interval: Interval
    p: float

    @property
    def size(self) -> str:
        """In words: J. Romano et al. (2006), Florida Association of Institutional Research, annual meeting."""
        return size_of(self.delta)


def size_of(delta: float) -> str:
    """Negligible, small, medium or large."""
    steps = ((NEGLIGIBLE, "negligible"), (SMALL, "small"), (MEDIUM, "medium"))
    return next((word for bound, word in steps if abs(delta) < bound), "large")


def cliffs_delta(first: Array, second: Array) -> float:
    """Cliff's delta of two series of answers. N. Cliff (1993), Psychological Bulletin 114(3), 494-509."""
    values, codes = np.unique(np.concatenate([first, second]), return_inverse=True)
    table = [np.bincount(part, minlength=len(values)) for part in (codes[:len(first)], codes[len(first):])]
    return difference(table[0], table[1]).delta


def difference(first: Array, second: Array, sizes: tuple[float, float] | None = None,
               confidence: float = 0.95) -> Difference:
    """Two groups compared by how often each ordered answer was given (or its weight, with the effective `sizes`).

    An answer on a five-point scale is an order, not a length, so the effect is Cliff's delta and not a standardized
    difference of means. Test and interval are those of E. Brunner & U. Munzel (2000), The nonparametric
    Behrens-Fisher problem, Biometrical Journal 42(1), 17-25, which does not ask for equal spreads; delta = 2p - 1.
    Without any overlap their variance is zero: then the exact chance of that order is given.
    """
    first, second = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    n, m = sizes or (float(first.sum()), float(second.sum()))
    if n < 2 or m < 2 or first.sum() <= 0 or second.sum() <= 0:
        raise StatisticsError("too_few_to_compare", first=n, second=m)
    first, second = first / first.sum(), second / second.sum()
    above = np.cumsum(second) - second / 2  # per value: the part of the second group that is lower
    below = np.cumsum(first) - first / 2
    higher = float(first @ above)
    delta = 2 * higher - 1
    one = float(first @ np.square(above - higher)) * n / (n - 1) / n
    two = float(second @ np.square(below - (1 - higher))) * m / (m - 1) / m
    if one + two < 1e-15:
        p = 1.0 if abs(delta) < 1e-9 else min(1.0, 2 / comb(round(n + m), round(n)))
        return Difference(delta, Interval(delta, delta), p)
    degrees = (one + two) ** 2 / (one**2 / (n - 1) + two**2 / (m - 1))
    error = float(np.sqrt(one + two))
    half = 2 * error * float(t.isf((1 - confidence) / 2, degrees))
    return Difference(delta, Interval(max(-1.0, delta - half), min(1.0, delta + half)),
                      float(2 * t.sf(abs(delta) / 2 / error, degrees)))


def holm(p: Sequence[float]) -> Array:
    """P-values honest for all comparisons together. S. Holm (1979), Scandinavian Journal of Statistics 6, 65-70."""
    values = np.asarray(p, dtype=float)
    order = np.argsort(values, kind="stable")
    steps = np.maximum.accumulate(values[order] * np.arange(len(values), 0, -1))
    adjusted = np.empty_like(values)
    adjusted[order] = np.minimum(steps, 1)
    return adjusted


def benjamini_hochberg(p: Sequence[float]) -> Array:
    """P-values that hold down the share of false alarms. Y. Benjamini & Y. Hochberg (1995), JRSS B 57, 289-300."""
    return np.asarray(false_discovery_control(p)) if len(p) else np.array([])
