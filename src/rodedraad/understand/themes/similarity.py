"""Which texts say nearly the same, and to which theme one may belong: a kernel without Django, numbers in and out.

`Similarity` is the door: a better method can stand behind it without a change elsewhere. `WordSimilarity` compares
base forms of words (TF-IDF, cosine). It knows no synonyms and no irony, and says so by being unsure.
"""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, Self

import numpy as np
from scipy import sparse

from rodedraad.understand.texts.lemmas import terms

from .confidence import Calibration
from .doubles import Pair, near_pairs

CHUNK = 2_000
TITLE_WEIGHT = 2.0
"""The title and description of a theme weigh as much as this many examples."""
SURE_ENOUGH = 0.55
"""A suggestion is made when it is expected to be right at least this often; see `confidence`."""
Progress = Callable[[int], None]


class Text(NamedTuple):
    """What somebody wrote, in which language."""

    words: str
    language: str = "nl"


class Example(NamedTuple):
    """A text (by its place) that a person put under a theme (by its place)."""

    text: int
    theme: int


@dataclass(frozen=True)
class Suggestion:
    """A text that may belong to a theme; `confidence` is how often such a suggestion is expected to be right."""

    text: int
    theme: int
    confidence: float


@dataclass(frozen=True)
class Neighbour:
    """A text that is like another; `likeness` is 1 for the same words."""

    text: int
    likeness: float


class Similarity(Protocol):
    """A method that compares texts by what they say. Texts and themes are named by their place in the sequence."""

    def fit(self, texts: Sequence[Text], progress: Progress | None = None) -> Self:
        """Read the texts; `progress` hears how many are read."""
        ...

    def nearest(self, text: int, limit: int = 10) -> list[Neighbour]:
        """The texts most like one, best first, without those that have nothing in common with it."""
        ...

    def suggest(self, themes: Sequence[Text], examples: Sequence[Example],
                among: Sequence[int] | None = None) -> list[Suggestion]:
        """At most one theme for each text (of `among`), only where it is sure enough."""
        ...

    def near_doubles(self, at_least: float = 0.8, limit: int = 1000) -> list[Pair]:
        """Pairs of texts that say nearly the same, most alike first."""
        ...


class WordSimilarity:
    """TF-IDF over base forms of words with cosine likeness; sparse, in chunks, no chance involved."""

    def __init__(self) -> None:
        self._terms: dict[str, int] = {}
        self._weights = np.zeros(0, dtype=np.float32)
        self._rows = sparse.csr_matrix((0, 0), dtype=np.float32)

    def fit(self, texts: Sequence[Text], progress: Progress | None = None) -> Self:
        """Read the texts; the order of texts changes nothing but their places."""
        counts = self._count(texts, progress)
        present = np.bincount(counts.indices, minlength=counts.shape[1])
        self._weights = (np.log((1 + counts.shape[0]) / (1 + present)) + 1).astype(np.float32)
        self._rows = self._weigh(counts)
        return self

    def nearest(self, text: int, limit: int = 10) -> list[Neighbour]:
        """The texts most like one; of equals the first."""
        likeness = np.asarray((self._rows @ self._rows[text].T).todense()).ravel()
        likeness[text] = 0
        best = np.argsort(-likeness, kind="stable")[:limit]
        return [Neighbour(int(place), round(min(float(likeness[place]), 1), 3))
                for place in best if likeness[place] > 0]

    def suggest(self, themes: Sequence[Text], examples: Sequence[Example],
                among: Sequence[int] | None = None) -> list[Suggestion]:
        """The likeliest theme of each text, where calibration on the examples says it is right often enough."""
        if not themes or not self._rows.shape[0]:
            return []
        centres = self._centres(themes, examples)
        calibration = self._calibrate(centres, examples)
        wanted = np.arange(self._rows.shape[0]) if among is None else np.asarray(sorted(set(among)), dtype=np.int64)
        found = []
        for start in range(0, len(wanted), CHUNK):
            part = wanted[start : start + CHUNK]
            scores = _cosine(self._rows[part] @ centres.T, centres)
            best, evidence = _best(scores)
            sure = calibration.expect(evidence)
            found += [Suggestion(int(part[row]), int(best[row]), round(float(sure[row]), 3))
                      for row in np.flatnonzero((sure >= SURE_ENOUGH) & (evidence > 0))]
        return found

    def near_doubles(self, at_least: float = 0.8, limit: int = 1000) -> list[Pair]:
        """Pairs that say nearly the same; a text that occurs a hundred times gives 99 pairs with the first of them."""
        return near_pairs(self._rows, at_least, limit)

    def _count(self, texts: Sequence[Text], progress: Progress | None) -> sparse.csr_matrix:
        columns, ends = array("i"), array("q", [0])
        known: dict[str, int] = {}
        for place, text in enumerate(texts, start=1):
            columns.extend(known.setdefault(term, len(known)) for term in terms(text.words, text.language))
            ends.append(len(columns))
            if progress and (place % CHUNK == 0 or place == len(texts)):
                progress(place)
        # Columns in the order of the alphabet: the same texts in another order give the same numbers.
        order = np.empty(len(known), dtype=np.int32)
        for column, term in enumerate(sorted(known)):
            order[known[term]] = column
            self._terms[term] = column
        indices = order[np.frombuffer(columns, dtype=np.int32)] if columns else np.zeros(0, dtype=np.int32)
        counts = sparse.csr_matrix((np.ones(len(indices), dtype=np.float32), indices,
                                    np.frombuffer(ends, dtype=np.int64)), shape=(len(texts), len(known)))
        counts.sum_duplicates()
        return counts

    def _weigh(self, counts: sparse.csr_matrix) -> sparse.csr_matrix:
        weighed = counts.copy()
        weighed.data = (1 + np.log(weighed.data)) * self._weights[weighed.indices]
        norms = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
        weighed.data /= np.repeat(np.where(norms > 0, norms, 1), np.diff(weighed.indptr)).astype(np.float32)
        return weighed

    def _vectors(self, texts: Sequence[Text]) -> sparse.csr_matrix:
        rows, columns = [], []
        for row, text in enumerate(texts):
            places = [self._terms[term] for term in terms(text.words, text.language) if term in self._terms]
            rows += [row] * len(places)
            columns += places
        counts = sparse.csr_matrix((np.ones(len(rows), dtype=np.float32), (rows, columns)),
                                   shape=(len(texts), len(self._terms)))
        return self._weigh(counts)

    def _centres(self, themes: Sequence[Text], examples: Sequence[Example]) -> sparse.csr_matrix:
        """Per theme the sum of its examples and its own words (not yet of length 1)."""
        of, to = [example.theme for example in examples], [example.text for example in examples]
        member = sparse.csr_matrix((np.ones(len(of), dtype=np.float32), (of, to)),
                                   shape=(len(themes), self._rows.shape[0]))
        return sparse.csr_matrix(member @ self._rows + TITLE_WEIGHT * self._vectors(themes))

    def _calibrate(self, centres: sparse.csr_matrix, examples: Sequence[Example]) -> Calibration:
        """How often the likeliest theme is right, by leaving each example out of its own theme in turn."""
        if not examples:
            return Calibration.without_examples()
        texts = np.asarray([example.text for example in examples])
        own = np.asarray([example.theme for example in examples])
        at = np.arange(len(own))
        products = np.asarray((self._rows[texts] @ centres.T).todense(), dtype=np.float64)
        squares = np.asarray(centres.multiply(centres).sum(axis=1)).ravel().astype(np.float64)
        scores = products / np.sqrt(np.maximum(squares, 1e-12))
        lengths = np.asarray(self._rows[texts].multiply(self._rows[texts]).sum(axis=1)).ravel()
        left = products[at, own] - lengths
        scores[at, own] = left / np.sqrt(np.maximum(squares[own] - 2 * products[at, own] + lengths, 1e-6))
        best, evidence = _best(np.clip(scores, 0, 1))
        return Calibration.from_examples(evidence, best == own)


def _cosine(products: sparse.csr_matrix, centres: sparse.csr_matrix) -> np.ndarray:
    lengths = np.sqrt(np.asarray(centres.multiply(centres).sum(axis=1)).ravel())
    return np.asarray(products.todense()) / np.where(lengths > 0, lengths, 1)


def _best(scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Per row the place of the highest score, and the evidence for it: the score, less when another comes near."""
    best = scores.argmax(axis=1)
    first = scores[np.arange(len(scores)), best]
    if scores.shape[1] == 1:
        return best, first
    second = np.partition(scores, -2, axis=1)[:, -2]
    return best, first - second / 2
