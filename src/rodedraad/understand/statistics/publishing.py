"""One question in one group as it may be told: counts or weighed shares, a mean, and how sure both are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import t

from .counting import Question
from .disclosure.means import Published, publish
from .disclosure.rows import Row, classes_of, may_publish, shows_answers
from .results import Answered, Result
from .shares import Interval, wilson
from .weighting import design_effect

Array = np.ndarray[Any, np.dtype[Any]]

GRAINS = (0.001, 0.01, 0.02)  # weighed shares are rounded to this; nobody may weigh more than half a grain


@dataclass(frozen=True)
class Weighing:
    """What weights cost in one group, and to what its shares are rounded."""

    design_effect: float
    grain: float


def weighing(weights: Array, threshold: int) -> Weighing | None:
    """Whether a group is told by its weights. None: they do not differ, or they could give somebody away.

    Weighed shares stand in place of counts, never beside them. With the share of an answer known to a grain, the number
    of people of one weight w among them lies between nought and the threshold only if all others together
    weigh less than the threshold times w (a table with known margins: docs/statistics.md); so that is refused.
    """
    if not shows_answers(len(weights), 0, threshold) or bool((weights < 0).any()):
        return None
    values, counts = np.unique(np.round(weights, 9), return_counts=True)
    total = float(weights.sum())
    grain = next((grain for grain in GRAINS if float(values.max()) <= grain / 2 * total), None)
    if len(values) < 2 or grain is None:
        return None
    if bool((total - counts * values < threshold * values).any()):
        return None
    return Weighing(round(design_effect(weights), 2), grain)


def result_of(question: Question, group: str, counts: Array, threshold: int, weighed: Weighing | None,
              weight: Array | None) -> Result:
    """One row of counts (the last one "don't know") as it may be told."""
    answers = len(question.answers)
    unknown = int(counts[answers]) if int(counts[answers]) >= threshold else None
    row = Row(counts[:answers], np.array(question.answers) if question.is_scale else None)
    if not may_publish(row.n, answers, threshold):
        return Result(group, None, "few_answers", dont_know=unknown)
    if weighed is not None and weight is not None and shows_answers(row.n, answers, threshold):
        return _weighed(question, group, row, threshold, weighed, weight[:answers], unknown)
    told = publish(row, threshold)
    # One class for everything is no distribution; with `n` in view it says nothing more.
    shares = [] if len(told.sizes) == 1 else [
        Answered(_names(question, told, number), size, size / told.n, wilson(size / told.n, told.n))
        for number, size in enumerate(told.sizes)]
    if row.scores is None and not shares:
        return Result(group, told.n, "small_answers", dont_know=unknown)
    result = Result(group, told.n, shares=shares, dont_know=unknown, effective_n=float(told.n))
    if told.mean is None or told.margin is None:
        return result
    low, high = told.low or 0.0, told.high or 0.0
    alone = len(told.sizes) == answers
    return _with_mean(result, question, (low, high, told.margin), is_bound=told.is_bound,
                      median=_median(row.counts, question.answers) if alone else None)


def _names(question: Question, told: Published, number: int) -> tuple[str, ...]:
    return tuple(name for name, one in zip(question.names, told.classes, strict=True) if one == number)


def _with_mean(result: Result, question: Question, told: tuple[float, float, float], *, is_bound: bool,
               median: float | None) -> Result:
    low, high, margin = told
    interval = Interval(max(min(question.answers), low - margin), min(max(question.answers), high + margin))
    return Result(result.group, result.n, shares=result.shares, mean=(low + high) / 2, lowest=low, highest=high,
                  interval=interval, is_bound=is_bound, median=median, dont_know=result.dont_know,
                  is_weighted=result.is_weighted, effective_n=result.effective_n)


def _weighed(question: Question, group: str, row: Row, threshold: int, weighed: Weighing, weight: Array,
             unknown: int | None) -> Result:
    """Rounded weighed shares; the mean and its margin follow from those and tell nothing more."""
    classes = np.array(classes_of(row, threshold))
    sums = np.bincount(classes, weight)
    rounded = np.round(in_grains(sums, weighed.grain) * weighed.grain, 3)
    effective = row.n / weighed.design_effect
    shares = [] if len(sums) == 1 else [
        Answered(tuple(np.array(question.names)[classes == number].tolist()), None, float(share),
                 wilson(min(1.0, float(share)), effective)) for number, share in enumerate(rounded)]
    result = Result(group, row.n, shares=shares, dont_know=unknown, is_weighted=True, effective_n=effective)
    if not question.is_scale or effective < 2:
        return result if shares else Result(group, row.n, "small_answers", dont_know=unknown)
    scores = np.array(question.answers)
    part = rounded / rounded.sum()
    ends = [np.array([edge(scores[classes == number]) for number in range(len(sums))]) for edge in (np.min, np.max)]
    middle, half = (ends[0] + ends[1]) / 2, (ends[1] - ends[0]) / 2
    off = weighed.grain * float(np.abs(middle - part @ middle).sum())  # what rounding can do
    low, high = float(part @ ends[0]) - off, float(part @ ends[1]) + off
    spread = float(np.sqrt(max(float(part @ np.square(middle - part @ middle)), 0.0)) + half.max())
    margin = float(t.isf(0.025, effective - 1)) * spread / float(np.sqrt(effective))
    alone = len(sums) == len(scores)
    return _with_mean(result, question, (low, high, margin), is_bound=not alone,
                      median=_median(part, question.answers) if alone else None)


def in_grains(sums: Array, grain: float) -> Array:
    """Shares in whole grains that add up to one: what is over goes to the largest remainders.

    Shares rounded each by itself add up to 99 or 102 %, and that alone would give away in which direction.
    """
    exact = sums / sums.sum() / grain
    whole = np.floor(exact + 1e-9).astype(int)
    order = np.argsort(-(exact - whole), kind="stable")
    whole[order[:round(1 / grain) - int(whole.sum())]] += 1
    return whole


def _median(counts: Array, answers: Sequence[float]) -> float:
    """The middle answer, halfway between two when it falls exactly between them."""
    reached = np.cumsum(counts) / np.sum(counts)
    place = int(np.searchsorted(reached, 0.5 - 1e-12))
    if abs(float(reached[place]) - 0.5) < 1e-12:
        following = next((other for other in range(place + 1, len(answers)) if counts[other] > 0), place)
        return (answers[place] + answers[following]) / 2
    return answers[place]
