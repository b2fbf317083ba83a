"""Words as numbers beside the vectors: base forms hashed to fixed places, so that they need no memory of other texts.

A linear model on vectors and words together learns from few examples both what texts mean and which words give a
theme away (“huur”, “bankje”).
"""

import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import HashingVectorizer

from .lemmas import terms

PLACES = 2**15
"""So many that two words of one conversation seldom share a place."""
PIECES = 0.7
"""The part of the likeness that comes from pieces of words; the rest from base forms."""
LONGEST = 2_000


@lru_cache(maxsize=300_000)
def _hash(term: str) -> int:
    return crc32(term.encode())


def hashed(texts: Sequence[str]) -> sparse.csr_matrix:
    """One row of length 1 per text: its base forms, their pairs, and pieces of four and five letters of its words.

    Pieces, because Dutch writes words as one: “geveltuin” and “tuinen” share one. No weights for rare words: those
    need the other texts; see `rarity`.
    """
    if not texts:
        return sparse.csr_matrix((0, 2 * PLACES), dtype=np.float32)
    pieces = _pieces().transform([text[:LONGEST].casefold() for text in texts])
    both = sparse.hstack([base_forms(texts) * math.sqrt(1 - PIECES), pieces * math.sqrt(PIECES)])
    return sparse.csr_matrix(both, dtype=np.float32)


def without_names(text: str) -> str:
    """A text without words that have a capital inside a sentence: where and who is no theme."""
    if text.isupper():
        return text
    found, is_start = [], True
    for word in text.split():
        if is_start or not word.lstrip("‘’“”\"'(").strip()[:1].isupper():
            found.append(word)
        is_start = word.endswith((".", "!", "?", ":"))
    return " ".join(found)


@lru_cache(maxsize=1)
def _pieces() -> HashingVectorizer:
    return HashingVectorizer(analyzer="char_wb", ngram_range=(4, 5), n_features=PLACES, dtype=np.float32)


def base_forms(texts: Sequence[str], places: int = PLACES, *, pairs: bool = True) -> sparse.csr_matrix:
    """One row of length 1 per text: its base forms (and neighbouring pairs), each at its own place, with a sign."""
    columns: list[int] = []
    data: list[float] = []
    ends = [0]
    for text in texts:
        row: dict[int, float] = {}
        for term, count in _counted(text, pairs=pairs).items():
            code = _hash(term)
            place, sign = code % places, 1.0 if code >> 31 else -1.0
            row[place] = row.get(place, 0.0) + sign * (1 + math.log(count))
        length = math.sqrt(sum(value * value for value in row.values())) or 1.0
        columns += sorted(row)
        data += [row[place] / length for place in sorted(row)]
        ends.append(len(columns))
    return sparse.csr_matrix((np.array(data, dtype=np.float32), np.array(columns, dtype=np.int32),
                              np.array(ends, dtype=np.int64)), shape=(len(texts), places))


def rarity(rows: sparse.csr_matrix) -> np.ndarray:
    """Per place how rare it is among the texts (inverse document frequency, smoothed)."""
    present = np.bincount(rows.indices, minlength=rows.shape[1])
    return np.asarray(np.log((1 + rows.shape[0]) / (1 + present)) + 1, dtype=np.float32)


def weighed(rows: sparse.csr_matrix, weights: np.ndarray) -> sparse.csr_matrix:
    """Rows times a weight per place, at length 1 again."""
    found = rows.copy()
    found.data = (found.data * weights[found.indices]).astype(np.float32)
    lengths = np.sqrt(np.asarray(found.multiply(found).sum(axis=1)).ravel())
    found.data /= np.repeat(np.where(lengths > 0, lengths, 1), np.diff(found.indptr)).astype(np.float32)
    return found


def _counted(text: str, *, pairs: bool) -> Counter[str]:
    words = terms(text[:LONGEST])
    found = Counter(words)
    if pairs:
        found.update(f"{first} {second}" for first, second in pairwise(words))
    return found
