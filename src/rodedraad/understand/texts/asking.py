"""Which texts to ask a person about next: those whose answer teaches most."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from .learning import ThemeModel, evidence_of
from .vectors import Vectors

MOST = 4_000
"""So many candidates are compared; of more, every so-manieth."""
NEAR = 10
STEEP = 4
"""How much more the greatest doubts count."""
NOVELTY = 0.5
DOUBLE = 0.8
"""From this likeness on texts say the same."""


def ask_next(model: ThemeModel, vectors: Vectors, among: Sequence[int], n: int,
             words: sparse.csr_matrix | None = None) -> list[int]:
    """At most `n` places of `among`, the most teaching first; the same input always gives the same list.

    A text teaches when the model doubts about it, when many others are like it, and when nothing like it was asked
    already (uncertainty × density × diversity, greedily).
    """
    asked = {text for text, _theme in model.examples}
    candidates = np.array(sorted({int(place) for place in among} - asked), dtype=np.int64)
    candidates = candidates[np.any(vectors[candidates], axis=1)] if len(candidates) else candidates
    if n <= 0 or not len(candidates):
        return []
    if len(candidates) > MOST:
        candidates = candidates[np.linspace(0, len(candidates) - 1, MOST).astype(np.int64)]
    features = model.features(vectors[candidates], None if words is None else words[candidates])
    like = np.maximum(features.like(features), 0)
    np.fill_diagonal(like, 0)
    worth = _doubt(evidence_of(model.score(features))) * _density(like)
    near = np.maximum(features.like(model.known)[:, model.themes:].max(axis=1, initial=0.0), 0)
    chosen: list[int] = []
    for _each in range(min(n, len(candidates))):
        # Something nearly the same as an earlier question teaches next to nothing.
        worth_now = np.where(worth < 0, -1.0, worth * (1 - NOVELTY * near) * np.where(near < DOUBLE, 1.0, 1e-3))
        best = int(np.argmax(worth_now))
        chosen.append(best)
        near = np.maximum(near, like[best])
        worth[best] = -1.0
    return [int(candidates[place]) for place in chosen]


def _doubt(evidence: NDArray[np.float64]) -> NDArray[np.float64]:
    """From 1 for the text the model doubts most about to nearly 0 for the surest, by rank: no scale to tune."""
    rank = np.argsort(np.argsort(evidence, kind="stable"), kind="stable")
    return np.asarray((1 - rank / max(len(rank), 1)) ** STEEP, dtype=np.float64)


def _density(like: NDArray[np.float64]) -> NDArray[np.float64]:
    """How many others are like each text; by the fourth root: a text that stands alone may be asked too."""
    near = min(NEAR, len(like) - 1)
    if near < 1:
        return np.ones(len(like))
    return np.asarray((np.partition(like, -near, axis=1)[:, -near:].mean(axis=1) + 0.01) ** 0.25, dtype=np.float64)
