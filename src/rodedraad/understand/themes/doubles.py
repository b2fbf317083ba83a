"""Pairs of texts that say nearly the same, found without comparing every text with every other."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

CHUNK = 1_000
TELLING = 6
"""Candidates share one of this many rarest words."""
COMMON = 500
"""A word in more (different) texts than this tells nothing about doubles."""


@dataclass(frozen=True)
class Pair:
    """Two texts, the first the earlier, and how alike they are (1 for the same words)."""

    first: int
    second: int
    likeness: float


def near_pairs(rows: sparse.csr_matrix, at_least: float, limit: int) -> list[Pair]:
    """The most alike pairs of rows of length 1; rows that are the same are paired with the first of them only."""
    firsts, pairs = _same(rows)
    pairs = pairs[:limit]
    unique = rows[firsts]
    telling = _telling(unique)
    for start in range(0, unique.shape[0], CHUNK):
        shared = telling[start : start + CHUNK] @ telling.T
        one, other = (sparse.triu(shared, k=start + 1) if start else sparse.triu(shared, k=1)).nonzero()
        one = one + start
        likeness = np.asarray(unique[one].multiply(unique[other]).sum(axis=1)).ravel()
        pairs += [Pair(int(firsts[one[at]]), int(firsts[other[at]]), round(float(likeness[at]), 3))
                  for at in np.flatnonzero(likeness >= at_least)]
        if len(pairs) > 4 * limit:
            pairs = _most_alike(pairs, limit)
    return _most_alike(pairs, limit)


def _most_alike(pairs: list[Pair], limit: int) -> list[Pair]:
    return sorted(pairs, key=lambda pair: (-pair.likeness, pair.first, pair.second))[:limit]


def _same(rows: sparse.csr_matrix) -> tuple[np.ndarray, list[Pair]]:
    """The first of each group of rows that are the same, and the pairs of the others with it; empty rows fall out."""
    seen: dict[bytes, int] = {}
    pairs = []
    for place in range(rows.shape[0]):
        start, end = rows.indptr[place], rows.indptr[place + 1]
        if start == end:
            continue
        key = rows.indices[start:end].tobytes() + rows.data[start:end].tobytes()
        first = seen.setdefault(key, place)
        if first != place:
            pairs.append(Pair(first, place, 1.0))
    return np.fromiter(seen.values(), dtype=np.int64, count=len(seen)), pairs


def _telling(rows: sparse.csr_matrix) -> sparse.csr_matrix:
    """Per row only its few rarest words, as ones."""
    present = np.bincount(rows.indices, minlength=rows.shape[1])
    columns, ends = [], [0]
    for place in range(rows.shape[0]):
        words = rows.indices[rows.indptr[place] : rows.indptr[place + 1]]
        words = words[present[words] <= COMMON]
        kept = words[np.argsort(present[words], kind="stable")[:TELLING]]
        columns.append(kept)
        ends.append(ends[-1] + len(kept))
    indices = np.concatenate(columns) if columns else np.zeros(0, dtype=np.int32)
    return sparse.csr_matrix((np.ones(len(indices), dtype=np.float32), indices, ends), shape=rows.shape)
