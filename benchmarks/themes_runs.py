"""One run of learning themes: so many texts confirmed, by chance or as the desk asks, and how right the rest is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from benchmarks.themes_data import Labelled
from rodedraad.understand.texts import ThemeModel, Vectors, ask_next, encoder_named, expected_accuracy, hashed

BATCH = 10
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Prepared:
    """A labelled set with its numbers."""

    data: Labelled
    vectors: Vectors
    theme_vectors: Vectors
    words: sparse.csr_matrix
    theme_words: sparse.csr_matrix

    @classmethod
    def by(cls, data: Labelled, spec: str) -> "Prepared":
        """Vectors of one encoder, and words."""
        encoder = encoder_named(spec)
        return cls(data, encoder.encode(data.texts), encoder.encode(data.themes), hashed(data.texts),
                   hashed(data.themes))

    def model(self, confirmed: Places) -> ThemeModel:
        """Trained on these texts with their true themes."""
        examples = [(int(place), int(self.data.own[place])) for place in confirmed]
        return ThemeModel.train(self.theme_vectors, self.vectors, examples, words=self.words,
                                theme_words=self.theme_words)


@dataclass(frozen=True)
class Score:
    """How right a model is on some texts: first choice, macro F1, a second theme counted too; and what it says."""

    accuracy: float
    macro: float
    either: float
    answered: float
    right_when_answered: float
    said: float
    covered: float | None
    at_least: float | None


def random_places(among: Places, count: int, rng: np.random.Generator) -> Places:
    """So many by chance."""
    return rng.permutation(among)[:count]


def chosen_places(prepared: Prepared, among: Places, count: int, rng: np.random.Generator) -> Places:
    """The first ten by chance, then ten at a time as the desk asks, training in between."""
    confirmed = list(random_places(among, BATCH, rng))
    while len(confirmed) < count:
        asked = ask_next(prepared.model(np.array(confirmed)), prepared.vectors, list(among),
                         min(BATCH, count - len(confirmed)), prepared.words)
        if not asked:
            break
        confirmed += asked
    return np.array(confirmed)


def score(prepared: Prepared, confirmed: Places, asked_of: Places) -> Score:
    """How right the model is about `asked_of`."""
    model = prepared.model(confirmed)
    found = model.assign(prepared.vectors[asked_of], prepared.words[asked_of])
    own = prepared.data.own[asked_of]
    right = found.best == own
    also = prepared.data.also
    either = right | (found.best == also[asked_of]) if also is not None else right
    sure = found.confidence >= model.threshold
    expected = expected_accuracy(model, prepared.vectors, prepared.words)
    is_known = expected.value is not None
    covered = float(expected.low <= right.mean() <= expected.high) if is_known else None
    at_least = float(expected.low <= right.mean()) if is_known else None
    return Score(float(right.mean()), float(f1_score(own, found.best, average="macro", zero_division=0)),
                 float(either.mean()), float(sure.mean()), float(right[sure].mean()) if sure.any() else float("nan"),
                 float(found.confidence.mean()), covered, at_least)


def plain(prepared: Prepared, confirmed: Places, asked_of: Places) -> float:
    """The measure of before: logistic regression on the vectors alone, without descriptions."""
    fitted = LogisticRegression(C=10, max_iter=1000).fit(prepared.vectors[confirmed], prepared.data.own[confirmed])
    return float((fitted.predict(prepared.vectors[asked_of]) == prepared.data.own[asked_of]).mean())
