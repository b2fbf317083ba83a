"""First groups to look at: texts that lie near each other, before anybody has named a theme.

They are a proposal for a person, no more: on real Dutch titles such groups agree only weakly with what people made of
them (docs/quality.md). The same texts always give the same groups, and a few new texts leave the others where they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linear_sum_assignment
from scipy.sparse.linalg import eigsh
from sklearn.cluster import KMeans

from .features import Features, Space
from .vectors import Vectors
from .words import hashed, without_names

SAMPLE = 4_000
"""So many texts are compared with each other; the others join the nearest group."""
SMALLEST = 3
FEWEST, MOST = 4, 24
NEIGHBOURS = 10
CHUNK = 5_000
TRIES = 5
OBSERVATIONS = 5


@dataclass(frozen=True)
class Groups:
    """Per text the number of its group (0 the largest, -1 none); the rest serves to let new texts join later."""

    labels: NDArray[np.int64]
    middles: Features
    space: Space

    @property
    def count(self) -> int:
        """How many groups there are."""
        return len(self.middles)


def first_groups(vectors: Vectors, texts: Sequence[str], seed: int = 0, *, count: int | None = None,
                 before: Groups | None = None) -> Groups:
    """Groups of texts; `count` fixes how many, `before` keeps earlier groups, so that a text stays where it was.

    Spectral clustering (Ng, Jordan & Weiss 2002) of the graph in which each text is tied to the ten most like it, in
    meaning and in words (names aside); then every text joins the nearest middle. With `before` only that last step.
    """
    words = hashed([without_names(text) for text in texts])
    if before is not None and before.count:
        return Groups(_joined(before.space.features(vectors, words), before.middles), before.middles, before.space)
    space = Space.of(vectors, words)
    rows = space.features(vectors, words)
    return _made(rows, space, _sample(rows, seed), count, seed)


def groups_of(vectors: Vectors, texts: Sequence[str], labels: NDArray[np.int64]) -> Groups:
    """Earlier groups again, from the labels that were kept: for `before`. Texts that are new have label -1."""
    words = hashed([without_names(text) for text in texts])
    space = Space.of(vectors, words)
    rows = space.features(vectors, words)
    return Groups(labels, rows.middles(labels, int(labels.max(initial=-1)) + 1), space)


def suggested_count(texts: int) -> int:
    """How many groups a person can look at for so many texts."""
    return int(np.clip(round(texts ** 0.5 / 2), min(FEWEST, max(texts // SMALLEST, 1)), MOST))


def observations_of(vectors: Vectors, labels: NDArray[np.int64], most: int = OBSERVATIONS) -> NDArray[np.int64]:
    """The second level: in each theme (`labels`, -1 = none) groups that say one thing, numbered 0, 1, 2… by size."""
    found = np.full(len(labels), -1, dtype=np.int64)
    for theme in np.unique(labels[labels >= 0]):
        here = np.flatnonzero((labels == theme) & np.any(vectors, axis=1))
        count = min(most, len(here) // (2 * SMALLEST))
        if count < 2:
            found[here] = 0
            continue
        space = Space.of(vectors[here], None)
        rows = space.features(vectors[here])
        found[here] = np.maximum(_made(rows, space, _sample(rows, 0), count, 0).labels, 0)
    return found


def moved_share(first: NDArray[np.int64], second: NDArray[np.int64]) -> float:
    """The share of texts that changed company: pairs each group with the one it shares most with (Hungarian method)."""
    if not len(first):
        return 0.0
    table = np.zeros((int(first.max()) + 2, int(second.max()) + 2))
    np.add.at(table, (first + 1, second + 1), 1)
    one, other = linear_sum_assignment(-table)
    return float(1 - table[one, other].sum() / len(first))


def _sample(rows: Features, seed: int) -> NDArray[np.int64]:
    said = np.flatnonzero(np.any(rows.dense, axis=1))
    if len(said) <= SAMPLE:
        return said
    return np.sort(np.random.default_rng(seed).choice(said, SAMPLE, replace=False))


def _made(rows: Features, space: Space, sample: NDArray[np.int64], count: int | None, seed: int) -> Groups:
    wanted = min(count or suggested_count(len(rows)), len(sample) // SMALLEST)
    some = rows.of(sample)
    own = _spectral(some, wanted, seed) if wanted > 1 else np.zeros(len(sample), dtype=np.int64)
    labels = _joined(rows, some.middles(own, int(own.max(initial=-1)) + 1))
    inside = labels >= 0
    labels[inside] = _by_size(labels[inside])
    return Groups(labels, rows.middles(labels, int(labels.max(initial=-1)) + 1), space)


def _spectral(rows: Features, count: int, seed: int) -> NDArray[np.int64]:
    """The parts into which the graph of neighbours falls most easily."""
    ties = _ties(rows)
    degrees = np.asarray(ties.sum(axis=1)).ravel()
    # A little added to each degree keeps loose ends from becoming parts (Amini et al. 2013).
    scale = sparse.diags(1 / np.sqrt(degrees + degrees.mean() + 1e-6))
    start = np.ones(len(rows)) + np.linspace(0, 1e-3, len(rows))
    _values, axes = eigsh(scale @ ties @ scale, k=min(count, len(rows) - 1), which="LA", v0=start)
    lengths = np.linalg.norm(axes, axis=1, keepdims=True)
    axes = axes / np.maximum(lengths, 1e-9)
    return np.asarray(KMeans(count, n_init=TRIES, random_state=seed).fit_predict(axes), dtype=np.int64)


def _ties(rows: Features) -> sparse.csr_matrix:
    """Each text tied to those most like it, as strongly as they are alike."""
    near = min(NEIGHBOURS, len(rows) - 1)
    parts = []
    for start in range(0, len(rows), CHUNK):
        like = rows.of(np.arange(start, min(start + CHUNK, len(rows)))).like(rows)
        at = np.arange(len(like))
        like[at, start + at] = 0
        least = np.partition(like, -near, axis=1)[:, [-near]]
        parts.append(sparse.csr_matrix(np.where((like >= least) & (like > 0), like, 0).astype(np.float64)))
    ties = sparse.csr_matrix(sparse.vstack(parts))
    return sparse.csr_matrix(ties.maximum(ties.T))


def _joined(rows: Features, middles: Features) -> NDArray[np.int64]:
    """The group with the nearest middle for each text that says something."""
    labels = np.full(len(rows), -1, dtype=np.int64)
    if not len(middles):
        return labels
    for start in range(0, len(rows), CHUNK):
        part = np.arange(start, min(start + CHUNK, len(rows)))
        labels[part] = rows.of(part).like(middles).argmax(axis=1)
    labels[~np.any(rows.dense, axis=1)] = -1
    return labels


def _by_size(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Group numbers by size, the largest 0; of equals the one that occurs first."""
    present, first, counts = np.unique(labels, return_index=True, return_counts=True)
    order = np.lexsort((first, -counts))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    return place[np.searchsorted(present, labels)]
