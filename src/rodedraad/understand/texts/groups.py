"""First groups to look at: texts that lie near each other, before anybody has named a theme.

They are a proposal for a person, no more: on real Dutch titles such groups agree only weakly with what people made of
them (docs/quality.md). The same texts always give the same groups, and a few new texts leave the others where they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage

from .vectors import Vectors

SAMPLE = 4_000
"""So many texts are compared pair by pair; the others join the nearest group."""
DIMENSIONS = 48
SMALLEST = 3
FEWEST, MOST = 4, 24
ROUNDS = 12
WORD_PART = 0.5
CHUNK = 20_000


@dataclass(frozen=True)
class Groups:
    """Per text the number of its group (0 the largest, -1 none), and the middle of each group to start from again."""

    labels: NDArray[np.int64]
    centres: Vectors
    space: NDArray[np.float32]

    @property
    def count(self) -> int:
        """How many groups there are."""
        return len(self.centres)


def first_groups(vectors: Vectors, texts: Sequence[str], seed: int = 0, *, count: int | None = None,
                 before: Groups | None = None) -> Groups:
    """Groups of texts; `count` fixes how many, `before` starts from earlier groups so that most texts stay put."""
    rows, space = _space(vectors, texts, before)
    is_said = np.any(vectors, axis=1) if len(vectors) else np.zeros(0, dtype=bool)
    labels = np.full(len(vectors), -1, dtype=np.int64)
    if is_said.sum() < 2 * SMALLEST:
        labels[is_said] = 0
        return _ordered(labels, rows, space)
    if before is not None and before.count:
        labels[is_said] = _nearest(rows[is_said], before.centres)
        return Groups(labels, before.centres, space)
    here = np.flatnonzero(is_said)
    sample = here if len(here) <= SAMPLE else np.sort(np.random.default_rng(seed).choice(here, SAMPLE, replace=False))
    wanted = count or suggested_count(len(here))
    first = _ward(rows[sample], wanted)
    centres = _refined(rows[sample], _middles(rows[sample], first))
    labels[here] = _nearest(rows[here], centres)
    return _ordered(labels, rows, space)


def suggested_count(texts: int) -> int:
    """How many groups a person can look at for so many texts."""
    return int(np.clip(round(texts ** 0.5 / 2), min(FEWEST, max(texts // SMALLEST, 1)), MOST))


def observations_of(vectors: Vectors, labels: NDArray[np.int64], most: int = 5) -> NDArray[np.int64]:
    """The second level: in each theme (`labels`, -1 = none) groups that say one thing, numbered 0, 1, 2… by size."""
    found = np.full(len(labels), -1, dtype=np.int64)
    for theme in np.unique(labels[labels >= 0]):
        here = np.flatnonzero((labels == theme) & np.any(vectors, axis=1))
        found[here] = 0
        count = min(most, len(here) // (2 * SMALLEST))
        if count < 2:
            continue
        rows = _scaled(vectors[here] - vectors[here].mean(axis=0))
        sample = np.arange(len(here)) if len(here) <= SAMPLE else np.linspace(0, len(here) - 1, SAMPLE).astype(np.int64)
        centres = _refined(rows[sample], _middles(rows[sample], _ward(rows[sample], count)))
        own = _nearest(rows, centres)
        found[here] = _by_size(own)
    return found


def moved_share(first: NDArray[np.int64], second: NDArray[np.int64]) -> float:
    """The share of texts that changed company: pairs each group with the one it shares most with (Hungarian method)."""
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 -- only for this measure

    if not len(first):
        return 0.0
    table = np.zeros((int(first.max()) + 2, int(second.max()) + 2))
    np.add.at(table, (first + 1, second + 1), 1)
    one, other = linear_sum_assignment(-table)
    return float(1 - table[one, other].sum() / len(first))


def _space(vectors: Vectors, texts: Sequence[str], before: Groups | None) -> tuple[Vectors, NDArray[np.float32]]:
    """Rows in which to measure distance, and the turning that made them (kept, for the next time)."""
    if before is not None:
        return _scaled(_scaled(vectors - before.space[0]) @ before.space[1:].T), before.space
    centre = vectors.mean(axis=0) if len(vectors) else np.zeros(vectors.shape[1], dtype=np.float32)
    moved = _scaled(vectors - centre)
    sample = moved if len(moved) <= SAMPLE else moved[np.linspace(0, len(moved) - 1, SAMPLE).astype(np.int64)]
    axes = _axes(sample)
    space = np.vstack([centre, axes]).astype(np.float32)
    return _scaled(moved @ axes.T), space


def _axes(rows: Vectors) -> NDArray[np.float32]:
    """The directions in which texts differ most; their signs fixed, so that they are the same on every machine."""
    if len(rows) < 2:
        return np.eye(rows.shape[1], dtype=np.float32)[:DIMENSIONS]
    _values, axes = np.linalg.eigh((rows.T @ rows).astype(np.float64))
    axes = axes[:, ::-1][:, :DIMENSIONS].T
    signs = np.sign(axes[np.arange(len(axes)), np.abs(axes).argmax(axis=1)])
    return (axes * signs[:, None]).astype(np.float32)


def _scaled(rows: NDArray[np.floating]) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.where(lengths > 1e-6, rows / np.maximum(lengths, 1e-6), 0).astype(np.float32)


def _ward(rows: Vectors, count: int) -> NDArray[np.int64]:
    return np.asarray(fcluster(linkage(rows, "ward"), count, "maxclust"), dtype=np.int64) - 1


def _middles(rows: Vectors, labels: NDArray[np.int64]) -> Vectors:
    member = sparse.csr_matrix((np.ones(len(labels), dtype=np.float32), (labels, np.arange(len(labels)))),
                               shape=(int(labels.max()) + 1, len(rows)))
    return _scaled(np.asarray(member @ rows))


def _nearest(rows: Vectors, centres: Vectors) -> NDArray[np.int64]:
    parts = [np.argmax(rows[start : start + CHUNK] @ centres.T, axis=1) for start in range(0, len(rows), CHUNK)]
    return np.concatenate(parts).astype(np.int64) if parts else np.zeros(0, dtype=np.int64)


def _refined(rows: Vectors, centres: Vectors) -> Vectors:
    """Some rounds of spherical k-means from given middles (Dhillon & Modha 2001); stops when nothing changes."""
    labels = _nearest(rows, centres)
    for _round in range(ROUNDS):
        _present, labels = np.unique(labels, return_inverse=True)
        centres = _middles(rows, labels)
        again = _nearest(rows, centres)
        if np.array_equal(again, labels):
            break
        labels = again
    return centres


def _by_size(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Group numbers by size, the largest 0; of equals the one that occurs first."""
    present, first, counts = np.unique(labels, return_index=True, return_counts=True)
    order = np.lexsort((first, -counts))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    return place[np.searchsorted(present, labels)]


def _ordered(labels: NDArray[np.int64], rows: Vectors, space: NDArray[np.float32]) -> Groups:
    inside = labels >= 0
    if not inside.any():
        return Groups(labels, np.zeros((0, rows.shape[1]), dtype=np.float32), space)
    labels[inside] = _by_size(labels[inside])
    return Groups(labels, _middles(rows[inside], labels[inside]), space)
