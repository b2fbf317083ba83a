"""Standard errors that know how the sample was drawn (strata, clusters, finite population) and how it was raked."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_array, hstack
from scipy.stats import norm

from .errors import StatisticsError
from .shares import Interval
from .weighting import Raked

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Estimate:
    """A mean or total with its linearised standard error; `deff` against a simple random sample of the same size."""

    value: float
    error: float
    degrees: int
    deff: float | None = None

    def interval(self, confidence: float = 0.95) -> Interval:
        """By the normal distribution, as R's `confint` does."""
        half = float(norm.isf((1 - confidence) / 2)) * self.error
        return Interval(self.value - half, self.value + half)


@dataclass(frozen=True)
class Design:
    """Weights, and where known strata, clusters and the number of units in the population (`population`, per row).

    Linearisation of D. A. Binder (1983), International Statistical Review 51, 279-292; after raking the residuals of
    the regression on the margins take the place of the values: J.-C. Deville & C.-E. Särndal (1992), Calibration
    estimators in survey sampling, JASA 87, 376-382. Checked against R's `survey` 4.1-1.
    """

    weights: Array
    strata: Array | None = None
    clusters: Array | None = None
    population: Array | None = None
    raked: Raked | None = None

    def mean(self, values: Array, within: Array | None = None) -> Estimate:
        """The weighted mean, of all or of one group (`within`): the rest of the sample still tells how it was drawn."""
        values = np.asarray(values, dtype=float)
        inside = np.ones(len(values)) if within is None else np.asarray(within, dtype=float)
        weights, n = self.weights * inside, int(inside.sum())
        total = float(weights.sum())
        if total <= 0:
            raise StatisticsError("no_answers")
        values = np.where(inside > 0, values, 0.0)
        mean = float(weights @ values) / total
        variance = self._variance(inside * (values - mean) / total)
        alone = float(weights @ np.square(values - mean)) / total / max(n - 1, 1) * max(total - n, 0) / total
        return Estimate(mean, float(np.sqrt(variance)), self.degrees, variance / alone if alone > 0 else None)

    def total(self, values: Array) -> Estimate:
        """The weighted total."""
        values = np.asarray(values, dtype=float)
        return Estimate(float(self.weights @ values), float(np.sqrt(self._variance(values))), self.degrees)

    @property
    def degrees(self) -> int:
        """Clusters minus strata."""
        strata, clusters = self._units()
        return len(np.unique(clusters)) - len(np.unique(strata))

    def _units(self) -> tuple[Array, Array]:
        """Strata and clusters as numbers; a cluster belongs to one stratum, so equal names in two strata are two."""
        n = len(self.weights)
        strata = np.zeros(n, dtype=int) if self.strata is None else np.unique(self.strata, return_inverse=True)[1]
        if self.clusters is None:
            return strata, np.arange(n)
        names = np.unique(self.clusters, return_inverse=True)[1]
        return strata, np.unique(strata * (names.max() + 1) + names, return_inverse=True)[1]

    def _variance(self, influence: Array) -> float:
        """The variance of the weighted sum of `influence`: between clusters, within strata."""
        if self.raked is not None:
            influence = residuals(influence, self.raked)
        strata, clusters = self._units()
        _, first = np.unique(clusters, return_index=True)
        sums = np.bincount(clusters, self.weights * influence)
        of = strata[first]
        drawn = np.bincount(of)
        if bool((drawn == 1).any()):
            raise StatisticsError("lonely_cluster", strata=int((drawn == 1).sum()))
        spread = np.bincount(of, np.square(sums - (np.bincount(of, sums) / drawn)[of]))
        rest = np.ones(len(drawn))
        if self.population is not None:
            units = np.zeros(len(drawn))
            units[of] = np.asarray(self.population, dtype=float)[first]
            if bool((units < drawn).any()):
                raise StatisticsError("population_too_small")
            rest = 1 - drawn / units
        return float((rest * drawn / (drawn - 1) * spread).sum())


def residuals(values: Array, raked: Raked) -> Array:
    """What the margins do not explain: residuals of the regression on all categories, weighted by the base weights."""
    n = len(values)
    parts = [csr_array((np.ones(n), (np.arange(n), codes))) for codes in raked.codes]
    traits = csr_array(hstack(parts))
    weighted = traits.T.multiply(raked.base).tocsr()
    known = np.asarray((weighted @ traits).todense())
    fitted, *_ = np.linalg.lstsq(known, weighted @ values, rcond=None)
    return np.asarray(values - traits @ fitted)
