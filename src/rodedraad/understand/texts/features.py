"""Texts as numbers in which likeness can be measured: their vectors, and their words beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from .vectors import Vectors, unit
from .words import rarity, weighed

WORDS = 0.5
"""The part of the likeness of two texts that comes from their words, when words are given."""
FEW = 3


@dataclass(frozen=True)
class Features:
    """Vectors of length 1, moved so that their middle is the origin; and words of length 1, or none."""

    dense: Vectors
    words: sparse.csr_matrix | None = None

    def __len__(self) -> int:
        return len(self.dense)

    def of(self, places: Sequence[int] | NDArray[np.int64]) -> "Features":
        """The texts of these places."""
        places = np.asarray(places, dtype=np.int64)
        return Features(self.dense[places], None if self.words is None else self.words[places])

    def like(self, other: "Features") -> NDArray[np.float32]:
        """Likeness of each text with each other one: 1 for the same, about 0 for strangers."""
        found = self.dense @ other.dense.T
        if self.words is None or other.words is None:
            return np.asarray(found, dtype=np.float32)
        shared = np.asarray((self.words @ other.words.T).todense(), dtype=np.float32)
        return np.asarray((1 - WORDS) * found + WORDS * shared, dtype=np.float32)

    def middles(self, labels: NDArray[np.int64], count: int) -> "Features":
        """The middle of each of `count` groups of texts (label -1: in none), at length 1."""
        inside = np.flatnonzero(labels >= 0)
        member = sparse.csr_matrix((np.ones(len(inside), dtype=np.float32), (labels[inside], inside)),
                                   shape=(count, len(self)))
        words = None if self.words is None else _scaled(sparse.csr_matrix(member @ self.words))
        return Features(unit(np.asarray(member @ self.dense)), words)

    @classmethod
    def joined(cls, *parts: "Features") -> "Features":
        """Texts of several parts, one below the other."""
        words = [part.words for part in parts if part.words is not None]
        return cls(np.vstack([part.dense for part in parts]),
                   sparse.csr_matrix(sparse.vstack(words)) if len(words) == len(parts) else None)


@dataclass(frozen=True)
class Space:
    """What a set of texts has in common, and so tells nothing: the middle of its vectors, and how rare each word is."""

    centre: Vectors
    rare: NDArray[np.float32] | None

    @classmethod
    def of(cls, vectors: Vectors, words: sparse.csr_matrix | None) -> Self:
        """The space of these texts; of a handful the middle says little, and is taken less far."""
        centre = vectors.sum(axis=0) / (len(vectors) + FEW)
        return cls(centre.astype(np.float32), None if words is None else rarity(words))

    def features(self, vectors: Vectors, words: sparse.csr_matrix | None = None) -> Features:
        """Texts in this space; words only when the space has words."""
        is_said = np.any(vectors, axis=1, keepdims=True)
        return Features(unit((vectors - self.centre) * is_said),
                        None if self.rare is None or words is None else weighed(words, self.rare))


def _scaled(rows: sparse.csr_matrix) -> sparse.csr_matrix:
    return weighed(rows, np.ones(rows.shape[1], dtype=np.float32))
