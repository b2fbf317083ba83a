"""From what people confirmed to a place for every other contribution: first its thread, then its observation."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from rodedraad.understand.texts import Estimate, ThemeModel, Vectors, expected_accuracy
from rodedraad.understand.texts.learning import evidence_of

from ..models import Theme
from .encoding import Encoded

MOST_EXAMPLES = 4_000
LEAST_FOR_OBSERVATIONS = 2
CHUNK = 5_000
SHARED = 0.05
"""With words alone, a text that is less like every known text than this shares no telling word with them."""


class Confirmed(NamedTuple):
    """A contribution (by its place among the texts) that a person put under a theme (its id)."""

    text: int
    theme: int
    is_by_chance: bool = False


class Placed(NamedTuple):
    """Where a contribution belongs most likely: ids of the likeliest and the next theme; is the first sure enough?"""

    theme: int | None
    second: int | None
    confidence: float
    is_sure: bool


NOWHERE = Placed(None, None, 0.0, False)


@dataclass(frozen=True)
class Level:
    """A model that tells the themes of one level apart."""

    ids: list[int]
    model: ThemeModel
    known: Vectors | None = None

    def place(self, texts: Encoded, refused: Sequence[set[int]]) -> tuple[NDArray[np.int64], NDArray[np.int64],
                                                                           NDArray[np.float64]]:
        """Per text the place of the best and the next theme that nobody refused for it, and how sure that is."""
        scores = self.model.scores(texts.vectors, texts.words)
        for row, no in enumerate(refused):
            for place, theme in enumerate(self.ids):
                if theme in no:
                    scores[row, place] = -np.inf
        order = np.argsort(-scores, axis=1, kind="stable")
        sure = self.model.curve.expect(evidence_of(np.where(np.isfinite(scores), scores, -1.0)))
        silent = ~np.any(texts.vectors, axis=1) | ~np.any(np.isfinite(scores), axis=1)
        if self.known is not None and len(scores):
            silent |= (texts.vectors @ self.known.T).max(axis=1) < SHARED
        second = order[:, 1] if len(self.ids) > 1 else np.full(len(scores), -1)
        return order[:, 0], second, np.where(silent, 0.0, sure)


@dataclass(frozen=True)
class Placer:
    """The models of a process: one that tells threads apart, and one per thread with observations."""

    threads: Level
    observations: dict[int, Level] = field(default_factory=dict)
    by_chance: frozenset[int] = frozenset()

    def place(self, texts: Encoded, refused: Sequence[set[int]] | None = None) -> list[Placed]:
        """A place for each text."""
        found: list[Placed] = []
        for start in range(0, texts.vectors.shape[0], CHUNK):
            part = Encoded(texts.vectors[start : start + CHUNK], texts.words[start : start + CHUNK])
            no = refused[start : start + CHUNK] if refused else [set()] * part.vectors.shape[0]
            found += self._place(part, no)
        return found

    def _place(self, texts: Encoded, refused: Sequence[set[int]]) -> list[Placed]:
        best, second, sure = self.threads.place(texts, refused)
        ids, least = [*self.threads.ids, None], self.threads.model.threshold
        found = [Placed(ids[one], ids[other], float(much), bool(much >= least)) if much > 0 else NOWHERE
                 for one, other, much in zip(best, second, sure, strict=True)]
        for thread, level in self.observations.items():
            rows = [row for row, each in enumerate(found) if each.theme == thread and each.is_sure]
            if not rows:
                continue
            inner, _second, much = level.place(Encoded(texts.vectors[rows], texts.words[rows]),
                                               [refused[row] for row in rows])
            for row, one, share in zip(rows, inner, much, strict=True):
                together = float(share) * found[row].confidence
                if together >= level.model.threshold:
                    found[row] = Placed(level.ids[one], thread, together, is_sure=True)
        return found

    def expected(self, texts: Encoded) -> Estimate:
        """How right the threads are expected to be on what nobody confirmed yet."""
        return expected_accuracy(self.threads.model, texts.vectors, texts.words, self.by_chance)


def train(themes: Sequence[Theme], theme_texts: Encoded, texts: Encoded, confirmed: Sequence[Confirmed], *,
          by_words: bool = False) -> Placer:
    """Models from described themes and what people confirmed, the newest `MOST_EXAMPLES` of it.

    `by_words`: the vectors are words alone; then a text without a shared word has no place.
    """
    place = {theme.pk: at for at, theme in enumerate(themes)}
    known = [each for each in confirmed if each.theme in place][:MOST_EXAMPLES]
    live = {theme.pk: theme for theme in themes}
    tops = [theme.pk for theme in themes if theme.parent_id not in live]
    threads = _level(tops, theme_texts, texts, place,
                     _once([(each.text, _top(live[each.theme], live)) for each in known]), by_words=by_words)
    below = {}
    for thread in tops:
        inner = [theme.pk for theme in themes if theme.parent_id == thread]
        if len(inner) >= LEAST_FOR_OBSERVATIONS:
            below[thread] = _level(inner, theme_texts, texts, place,
                                   _once([(each.text, each.theme) for each in known if each.theme in set(inner)]),
                                   by_words=by_words)
    return Placer(threads, below, frozenset(each.text for each in known if each.is_by_chance))


def _top(theme: Theme, live: dict[int, Theme]) -> int:
    return theme.parent_id if theme.parent_id in live else theme.pk


def _once(examples: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return list(dict.fromkeys(examples))


def _level(ids: list[int], theme_texts: Encoded, texts: Encoded, place: dict[int, int],
           examples: list[tuple[int, int]], *, by_words: bool) -> Level:
    rows = [place[pk] for pk in ids]
    at = {pk: number for number, pk in enumerate(ids)}
    model = ThemeModel.train(
        theme_texts.vectors[rows], texts.vectors, [(text, at[theme]) for text, theme in examples],
        words=texts.words, theme_words=sparse.csr_matrix(theme_texts.words[rows]))
    known = np.vstack([theme_texts.vectors[rows], texts.vectors[[text for text, _theme in examples]]])
    return Level(ids, model, known if by_words else None)
