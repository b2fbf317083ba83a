"""Described themes and confirmed texts become a linear model that puts every other text under its likeliest theme.

Ridge regression on the vectors and (when given) on words, one line per theme. The description of a theme counts as
a few examples. The model is solved through the examples (a few hundred), so it trains in well under a second, and
every example can be judged without itself in closed form: that is what confidence and expected accuracy rest on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from .calibrating import Curve
from .features import Features, Space
from .vectors import Vectors

Example = tuple[int, int]
"""(place of a text, place of its theme), as a person confirmed it."""
CHUNK = 5_000
RIDGE = 2.0
BIAS = 0.2
DESCRIPTION = 6.0
"""A description weighs as much as this many examples."""
THRESHOLD = 0.5
"""Below this the answer is: I do not know."""


@dataclass(frozen=True)
class Assignments:
    """Per text the likeliest theme, the next one (-1 when there is only one), and how often such a choice is right."""

    best: NDArray[np.int64]
    second: NDArray[np.int64]
    confidence: NDArray[np.float64]


@dataclass(frozen=True)
class ThemeModel:
    """Knows `themes` themes; made by `train`, asked by `assign`. It does not change: train again for a new one."""

    themes: int
    space: Space
    known: Features
    lines: NDArray[np.float64]
    curve: Curve
    left_out: NDArray[np.float64]
    examples: tuple[Example, ...]
    threshold: float = THRESHOLD

    @classmethod
    def train(cls, theme_vectors: Vectors, vectors: Vectors, examples: Sequence[Example], *,
              words: sparse.csr_matrix | None = None, theme_words: sparse.csr_matrix | None = None,
              threshold: float = THRESHOLD) -> Self:
        """A model of described themes (a vector each) and examples by their place among `vectors`.

        `words` and `theme_words` come from `hashed`; give both or none, and then to `assign` as well.
        """
        examples = tuple((int(text), int(theme)) for text, theme in examples)
        space = Space.of(vectors, None if theme_words is None else words)
        texts = [text for text, _theme in examples]
        shown = space.features(vectors[texts], None if words is None else words[texts])
        known = Features.joined(space.features(theme_vectors, theme_words), shown)
        own = np.array([*range(len(theme_vectors)), *(theme for _text, theme in examples)], dtype=np.int64)
        lines, left_out = _solved(known, own, len(theme_vectors))
        right = left_out.argmax(axis=1) == own[len(theme_vectors):] if examples else np.zeros(0, dtype=bool)
        curve = Curve.fitted(evidence_of(left_out), right)
        return cls(len(theme_vectors), space, known, lines, curve, left_out, examples, threshold)

    def features(self, vectors: Vectors, words: sparse.csr_matrix | None = None) -> Features:
        """Texts in the terms of this model."""
        return self.space.features(vectors, words)

    def scores(self, vectors: Vectors, words: sparse.csr_matrix | None = None) -> NDArray[np.float64]:
        """Per text and theme how much speaks for it; about 1 for a sure member, 0 for a stranger."""
        parts = [self.score(self.features(vectors[at : at + CHUNK], None if words is None else words[at : at + CHUNK]))
                 for at in range(0, len(vectors), CHUNK)]
        return np.vstack(parts) if parts else np.zeros((0, self.themes))

    def score(self, features: Features) -> NDArray[np.float64]:
        """The same, of features of this model."""
        return (features.like(self.known) + BIAS) @ self.lines

    def assign(self, vectors: Vectors, words: sparse.csr_matrix | None = None) -> Assignments:
        """The likeliest themes of each text; confidence below `threshold` means “I do not know”."""
        scores = self.scores(vectors, words)
        empty = ~np.any(vectors, axis=1) if len(vectors) else np.zeros(0, dtype=bool)
        if not self.themes:
            none = np.full(len(vectors), -1, dtype=np.int64)
            return Assignments(none, none, np.zeros(len(vectors)))
        order = np.argsort(-scores, axis=1, kind="stable")
        second = order[:, 1] if self.themes > 1 else np.full(len(vectors), -1, dtype=np.int64)
        confidence = self.curve.expect(evidence_of(scores))
        return Assignments(order[:, 0], second, np.where(empty, 0.0, confidence))


def evidence_of(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Per row what speaks for its best theme: the lead over the next (or the score itself when there is one theme)."""
    if not scores.size:
        return np.zeros(len(scores))
    if scores.shape[1] == 1:
        return np.maximum(scores[:, 0], 0)
    top = np.partition(scores, -2, axis=1)[:, -2:]
    return top[:, 1] - top[:, 0]


def _weights(own: NDArray[np.int64], themes: int) -> NDArray[np.float64]:
    """How much each known text counts: descriptions (first) more than examples, examples of a small theme a bit more.

    By the root of their number: not so much that one odd example rules.
    """
    counts = np.bincount(own[themes:], minlength=themes)
    weights = np.sqrt(max(counts.mean(), 1.0) / np.maximum(counts, 1.0))[own] if themes else np.zeros(0)
    weights[:themes] = DESCRIPTION
    return np.asarray(weights, dtype=np.float64)


def _solved(known: Features, own: NDArray[np.int64], themes: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The lines of the themes in terms of the known texts, and the scores of each example judged without itself."""
    lines, left_out = _solved_with(known, own, themes, _weights(own, themes))
    return lines, left_out[themes:]


def _solved_with(known: Features, own: NDArray[np.int64], themes: int, weights: NDArray[np.float64],
                 ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Weighted kernel ridge regression, with leave-one-out in closed form (Rifkin & Lippert 2007)."""
    wanted = np.zeros((len(own), themes))
    wanted[np.arange(len(own)), own] = 1.0
    like = known.like(known).astype(np.float64) + BIAS
    inverse = np.linalg.inv(like + np.diag(RIDGE / weights))
    lines = inverse @ wanted
    return lines, wanted - lines / np.diag(inverse)[:, None]
