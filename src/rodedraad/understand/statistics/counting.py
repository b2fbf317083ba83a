"""From columns of answers to counts: per question and group how often each answer was given, in one pass."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .errors import StatisticsError

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Question:
    """A closed question: its answers in order; on a scale each is its own score. Anything else is no answer.

    Chosen or not, as with each option of a multiple choice, is a scale too, of 0 and 1: its mean is the share that
    chose it, and a small group may tell that in steps where it could not tell the two counts.
    """

    key: str
    answers: tuple[float, ...]
    is_scale: bool = True
    dont_know: float | None = None
    labels: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a question without a choice."""
        if len(set(self.answers)) != len(self.answers) or len(self.answers) < 2 or self.dont_know in self.answers:
            raise StatisticsError("bad_question", question=self.key)

    @property
    def names(self) -> tuple[str, ...]:
        """What the answers are called."""
        return self.labels or tuple(f"{answer:g}" for answer in self.answers)


@dataclass(frozen=True)
class Pair:
    """The same statement asked twice: how it is now, and how one wishes it to be."""

    key: str
    now: str
    wish: str


NOTHING = -1


def coded(column: Array, question: Question) -> Array:
    """Per person the place of the answer, the number of answers for "don't know", or -1 for nothing."""
    known = np.array([*question.answers, *([] if question.dont_know is None else [question.dont_know])], dtype=float)
    order = np.argsort(known)
    values = np.asarray(column, dtype=float)
    places = np.minimum(np.searchsorted(known[order], values), len(known) - 1)
    return np.where(known[order][places] == values, order[places], NOTHING)


def both_only(columns: Mapping[str, Array], questions: Sequence[Question], pairs: Sequence[Pair]) -> dict[str, Array]:
    """The columns as a report counts them: in a pair only people who answered both."""
    known, found = {question.key: question for question in questions}, dict(columns)
    for pair in pairs:
        halves = (known[pair.now], known[pair.wish])
        answered = [np.isin(np.asarray(columns[half.key], dtype=float), half.answers) for half in halves]
        for half in halves:
            found[half.key] = np.where(answered[0] & answered[1], np.asarray(columns[half.key], dtype=float), np.nan)
    return found


def counts_of(codes: Array, groups: Array, shape: tuple[int, int], weights: Array | None = None) -> Array:
    """A table of groups by answers ("don't know" last), counted or weighed; group -1 and code -1 fall out."""
    kept = (codes >= 0) & (groups >= 0)
    flat = np.bincount(groups[kept] * shape[1] + codes[kept], None if weights is None else weights[kept],
                       shape[0] * shape[1])
    return np.asarray(flat.reshape(shape))


def group_numbers(labels: Array, shown: Sequence[tuple[str, ...]]) -> Array:
    """Per person the number of the group that is shown, -1 for a group that is left out."""
    names, places = np.unique(np.asarray(labels).astype(str), return_inverse=True)
    number = {name: place for place, members in enumerate(shown) for name in members}
    return np.array([number.get(str(name), NOTHING) for name in names], dtype=int)[places]
