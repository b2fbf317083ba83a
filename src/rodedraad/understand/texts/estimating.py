"""How right the suggestions will be on the texts that nobody confirmed yet, with an honest interval."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from .learning import ThemeModel, evidence_of
from .vectors import Vectors

STRATA = 4
LEAST = 10
"""With fewer examples nothing can be said."""
Z = 1.96


@dataclass(frozen=True)
class Estimate:
    """A share with a 95 % interval, resting on `n` examples (`value` None: too few to say anything)."""

    value: float | None
    low: float
    high: float
    n: int


def expected_accuracy(model: ThemeModel, vectors: Vectors, words: sparse.csr_matrix | None = None,
                      by_chance: Collection[int] | None = None) -> Estimate:
    """The expected share of right suggestions among the texts without a confirmed theme.

    Each example is judged without itself (leave-one-out, in closed form). Say with `by_chance` which examples were
    drawn by chance: when there are ten of them, only those count, and the figure is fair. Otherwise all count, weighed
    by how common their evidence is among the rest (post-stratification in four layers). Examples that were asked for
    because they were doubtful stay harder than the rest even so: then the figure is careful, `low` holds and `high`
    may be passed (measured in docs/quality.md).

    The interval is Wilson's (1927) for the effective number of examples after weighing (Kish 1965); it allows for the
    chance in the rest as well, since it speaks of those very texts.
    """
    places = np.array([text for text, _theme in model.examples], dtype=np.int64)
    drawn = np.isin(places, list(by_chance or ()))
    used = np.flatnonzero(drawn) if drawn.sum() >= LEAST else np.arange(len(places))
    if len(used) < LEAST or model.themes < 2:
        return Estimate(None, 0.0, 1.0, len(used))
    own = np.array([theme for _text, theme in model.examples])[used]
    left_out = model.left_out[used]
    is_right = left_out.argmax(axis=1) == own
    rest = np.setdiff1d(np.arange(len(vectors)), places)
    weights = np.ones(len(used))
    if len(rest) and not drawn.sum() >= LEAST:
        there = evidence_of(model.scores(vectors[rest], None if words is None else words[rest]))
        weights = _weights(evidence_of(left_out), there)
    value = float(weights @ is_right / weights.sum())
    effective = float(weights.sum() ** 2 / (weights @ weights))
    return Estimate(value, *wilson(value, 1 / (1 / effective + 1 / max(len(rest), 1))), len(used))


def _weights(evidence: NDArray[np.float64], there: NDArray[np.float64]) -> NDArray[np.float64]:
    """A weight per example, so that evidence is spread among examples as it is among the rest."""
    edges = np.quantile(there, np.linspace(0, 1, STRATA + 1)[1:-1])
    here, rest = np.searchsorted(edges, evidence), np.searchsorted(edges, there)
    counted = np.bincount(here, minlength=STRATA)
    wanted = np.bincount(rest, minlength=STRATA) / len(there)
    # A layer without examples borrows from its neighbour: nothing is known of it.
    for layer in np.flatnonzero(counted == 0):
        near = min(np.flatnonzero(counted), key=lambda other: (abs(other - layer), other))
        wanted[near] += wanted[layer]
    return (wanted / np.maximum(counted, 1))[here] * len(evidence)


def wilson(share: float, n: float) -> tuple[float, float]:
    """The 95 % interval of a share of n (Wilson 1927)."""
    if n <= 0:
        return 0.0, 1.0
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * float(np.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n)))
    return max(middle - half, 0.0), min(middle + half, 1.0)
