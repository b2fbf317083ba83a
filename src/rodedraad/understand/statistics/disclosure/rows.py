"""One question in one group: which answers are shown, taken together or left out, so that no small count leaks."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]

DEFAULT, LEAST = 10, 5  # the threshold, and the lowest that anybody may set


@dataclass(frozen=True)
class Row:
    """How often each answer was given in one group; with `scores` the answers are a scale, in order."""

    counts: Array
    scores: Array | None

    @property
    def n(self) -> int:
        """How many answered."""
        return int(self.counts.sum())


Classes = tuple[int, ...]


def shows_answers(n: int, answers: int, threshold: int = DEFAULT) -> bool:
    """Whether a group is large enough to show its answers apart: the threshold for each, and for five at least.

    Below that a mean says more: it can be more precise when nothing else is known.
    """
    return n >= threshold * max(5, answers)


def may_publish(n: int, answers: int, threshold: int = DEFAULT) -> bool:
    """Whether a group is large enough to say anything of; with two possible answers one more is asked."""
    return n >= threshold + (answers == 2)


def classes_of(row: Row, threshold: int = DEFAULT) -> Classes:
    """Which answers are shown together: a class number per answer, and in each class at least the threshold.

    An answer that nobody gave is treated as one that few gave: else its absence would tell that a class hides few.
    One class for everything means that no distribution is shown; so it is in a small group, whatever its answers are.
    """
    if not shows_answers(row.n, len(row.counts), threshold):
        return (0,) * len(row.counts)
    if row.scores is None:
        return _rest(row.counts, threshold)
    for classes in groupings(len(row.counts)):
        if int(np.bincount(classes, row.counts).min()) >= threshold:
            return classes
    return (0,) * len(row.counts)


@lru_cache(maxsize=32)
def groupings(answers: int) -> tuple[Classes, ...]:
    """Steps in which neighbours on a scale are taken together: from the low end and the high end in turn.

    Each step joins two classes of the one before. That is what keeps it safe: whatever union of answers that holds no
    whole class could be nobody, since all of a class may sit in one answer, which the finer step cannot have shown.
    Were steps with the same number of classes chosen between, then the choice itself would tell of small counts.
    """
    cuts, found, is_low = list(range(1, answers)), [], True
    while True:
        found.append(tuple(sum(place >= edge for edge in cuts) for place in range(answers)))
        if not cuts:
            return tuple(found)
        del cuts[0 if is_low else -1]
        is_low = not is_low


def first_fits(worlds: Array, classes: Classes, threshold: int) -> Array:
    """In which of these worlds this grouping is the first that fits."""
    fits = np.ones(len(worlds), dtype=bool)
    for other in groupings(worlds.shape[1]):
        sums = worlds @ (np.array(other)[:, None] == np.arange(max(other) + 1))
        enough = sums.min(axis=1) >= threshold
        if other == classes:
            return np.asarray(fits & enough)
        fits &= ~enough
    return np.asarray(fits)


def _rest(counts: Array, threshold: int) -> Classes:
    """Answers without order: the small ones are one rest class, with larger ones until it could lie otherwise."""
    hidden = counts < threshold
    while hidden.any() and not hidden.all() and not _enough(counts, hidden, threshold):
        hidden = hidden | (counts == counts[~hidden].min())  # equal counts together: their order says nothing
    numbers = np.cumsum(~hidden) - 1
    return tuple(np.where(hidden, int((~hidden).sum()), numbers).tolist())


def _enough(counts: Array, hidden: Array, threshold: int) -> bool:
    total = int(counts[hidden].sum())
    if total < threshold or hidden.sum() < 2:
        return False
    if int(counts[hidden].max()) >= threshold:
        return True  # any of the hidden answers could be that large one
    return total > threshold and max(threshold, total - threshold + 1) < int(counts[~hidden].min())
