"""Weights that make the answers look like the population: raking to known margins, and what that costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .errors import StatisticsError

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Margin:
    """Known numbers of one trait, such as `{"18-34": 5200, "35-64": 9100, "65+": 4300}`, with where they come from."""

    trait: str
    totals: Mapping[str, float]
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse what no population can be."""
        if not self.totals:
            raise StatisticsError("empty_margin", trait=self.trait)
        for category, total in self.totals.items():
            if not np.isfinite(total) or total < 0:
                raise StatisticsError("bad_total", trait=self.trait, category=category, total=total)
        if sum(self.totals.values()) <= 0:
            raise StatisticsError("empty_margin", trait=self.trait)


@dataclass(frozen=True)
class Margins:
    """The table that staff can edit: one margin per trait. Totals that differ are scaled to the first margin."""

    margins: Sequence[Margin]
    tolerance: float = 0.02  # how far the totals of two margins may lie apart before we call it a mistake

    def __post_init__(self) -> None:
        """Refuse a trait that is named twice, and totals of two populations."""
        names = [margin.trait for margin in self.margins]
        if not names or len(set(names)) != len(names):
            raise StatisticsError("bad_margins", traits=names)
        for margin in self.margins[1:]:
            if abs(sum(margin.totals.values()) / self.total - 1) > self.tolerance:
                raise StatisticsError("totals_differ", trait=margin.trait, total=sum(margin.totals.values()),
                                      first=self.total)

    @property
    def total(self) -> float:
        """How many people the first margin counts."""
        return float(sum(self.margins[0].totals.values()))


@dataclass(frozen=True)
class Raked:
    """Weights that fit the margins to `error` after `rounds`; `codes` are kept for the standard errors."""

    weights: Array
    rounds: int
    error: float
    design_effect: float
    effective_n: float
    base: Array
    codes: tuple[Array, ...] = field(default=())
    trimmed: int = 0


def design_effect(weights: Array) -> float:
    """What unequal weights cost: n·Σw²/(Σw)² = 1 + CV². L. Kish (1965), Survey Sampling, Wiley, section 11.7."""
    weights = np.asarray(weights, dtype=float)
    total = float(weights.sum())
    if not len(weights) or total <= 0 or bool((weights < 0).any()):
        raise StatisticsError("bad_weights")
    return float(len(weights) * np.square(weights).sum() / total**2)


def effective_n(weights: Array) -> float:
    """As many equally weighted answers say as much: n divided by the design effect."""
    return len(weights) / design_effect(weights)


def rake(traits: Mapping[str, Array], margins: Margins, *, base: Array | None = None,
         bounds: tuple[float, float] | None = None, rounds: int = 200, precision: float = 1e-10) -> Raked:
    """Weights that fit every margin, by proportional fitting in turn; `bounds` trims them around their mean.

    W. E. Deming & F. F. Stephan (1940), Annals of Mathematical Statistics 11, 427-444. With `bounds=(0.2, 5)` no
    weight is under a fifth or above five times the mean: trimming and fitting take turns until both hold (F. Potter
    (1990), ASA Proceedings of the Survey Research Methods Section, 225-230); bounds too tight are refused in words.
    """
    parts = [_coded(traits, margin, margins.total) for margin in margins.margins]
    start = _base(base, len(parts[0][0]))
    weights = start * (margins.total / start.sum())
    lowest, highest = (0.0, np.inf) if bounds is None else (bounds[0] * weights.mean(), bounds[1] * weights.mean())
    if bounds is not None and not 0 <= bounds[0] < 1 < bounds[1]:
        raise StatisticsError("bad_bounds", low=bounds[0], high=bounds[1])
    error = np.inf
    for done in range(1, rounds + 1):
        for codes, totals in parts:
            now = np.bincount(codes, weights, len(totals))
            if bool(((now == 0) & (totals > 0)).any()):
                raise StatisticsError("no_weight_left")
            weights = weights * np.divide(totals, now, out=np.zeros_like(totals), where=now > 0)[codes]
        weights = np.clip(weights, lowest, highest)
        error = max(float(np.abs(np.bincount(codes, weights, len(totals)) - totals).max()) / margins.total
                    for codes, totals in parts)
        if error < precision:
            trimmed = int(((weights <= lowest * (1 + 1e-12)) & (lowest > 0) | (weights >= highest * (1 - 1e-12))).sum())
            return Raked(weights, done, error, design_effect(weights), effective_n(weights), start,
                         tuple(codes for codes, _ in parts), trimmed)
    raise StatisticsError("does_not_fit", rounds=rounds, error=error)


def _base(base: Array | None, n: int) -> Array:
    start = np.ones(n) if base is None else np.asarray(base, dtype=float)
    if len(start) != n or not bool(np.isfinite(start).all()) or bool((start <= 0).any()):
        raise StatisticsError("bad_weights")
    return start


def _coded(traits: Mapping[str, Array], margin: Margin, total: float) -> tuple[Array, Array]:
    """Each answer's place in the margin; every category known and every known category answered."""
    if margin.trait not in traits:
        raise StatisticsError("trait_missing", trait=margin.trait)
    values = np.asarray(traits[margin.trait]).astype(str)
    if not len(values):
        raise StatisticsError("no_answers")
    names = np.array(sorted(margin.totals))
    found, counts = np.unique(values, return_counts=True)
    strange = sorted(set(found.tolist()) - set(names.tolist()))
    if strange:
        raise StatisticsError("category_without_total", trait=margin.trait, categories=strange)
    totals = np.array([margin.totals[str(name)] for name in names], dtype=float)
    answered = dict(zip(found.tolist(), counts.tolist(), strict=True))
    for name, number in zip(names.tolist(), totals.tolist(), strict=True):
        if number > 0 and name not in answered:
            raise StatisticsError("empty_category", trait=margin.trait, category=name, total=number)
        if number == 0 and name in answered:
            raise StatisticsError("total_is_zero", trait=margin.trait, category=name, answers=answered[name])
    return np.searchsorted(names, values), totals * (total / totals.sum())
