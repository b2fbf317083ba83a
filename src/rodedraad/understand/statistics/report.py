"""The façade: from columns of answers to figures that may be published, as a report page shows them."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .contrasts import contrasts_of
from .counting import NOTHING, Pair, Question, coded, counts_of, group_numbers
from .disclosure.groups import Grouping, grouped
from .disclosure.rows import DEFAULT, LEAST
from .errors import StatisticsError
from .publishing import Weighing, result_of, weighing
from .results import GapResult, PairResult, QuestionResult, Report, Response, Result
from .shares import Interval
from .standing_out import findings

Array = np.ndarray[Any, np.dtype[Any]]


def report(columns: Mapping[str, Array], groups: Array, questions: Sequence[Question], pairs: Sequence[Pair] = (), *,
           weights: Array | None = None, threshold: int = DEFAULT, joins: Mapping[str, str] | None = None,
           invited: Mapping[str, int] | None = None, order: Sequence[str] = ()) -> Report:
    """Everything that may be told of a survey, split by one way to group people.

    `columns` holds a number per person per question, `groups` the name of each person's group; `weights` (1 where a
    group is not weighted) come from `rake`; `joins` names, before anybody answers, the group that a small one joins;
    `invited` is how many could have answered; `order` the order of the groups. What this gives back may be published
    whole, once: a second report on the same people, split otherwise, asks the register (`disclosure.register`).
    """
    if threshold < LEAST:
        raise StatisticsError("threshold_too_low", threshold=threshold, least=LEAST)
    _check(columns, groups, weights, questions, pairs)
    work = _Work(columns, groups, questions, weights, threshold, joins or {}, order)
    found = [work.question(question) for question in questions if question.key not in work.paired(pairs)]
    twice = [work.pair(pair) for pair in pairs]
    found, twice = contrasts_of(found, twice)
    scales = {question.key: (min(question.answers), max(question.answers)) for question in questions}
    return Report(threshold, tuple(work.groups), work.grouping.left_out,
                  work.response([*found, *(half for pair in twice for half in (pair.now, pair.wish))], invited or {}),
                  found, twice, tuple(findings(found, twice, scales)))


class _Work:
    """The codes of one survey, and how its groups are shown."""

    def __init__(self, columns: Mapping[str, Array], groups: Array, questions: Sequence[Question],
                 weights: Array | None, threshold: int, joins: Mapping[str, str], order: Sequence[str]) -> None:
        self.questions, self.threshold = {question.key: question for question in questions}, threshold
        self.columns = columns
        self.grouping = _grouping(groups, threshold, joins, order)
        self.groups = list(self.grouping.shown)
        self.numbers = group_numbers(groups, list(self.grouping.shown.values()))
        self.weights = None if weights is None else np.asarray(weights, dtype=float)
        self.weighing: list[Weighing | None] = [
            None if self.weights is None else weighing(self.weights[self.numbers == number], threshold)
            for number in range(len(self.groups))]

    def paired(self, pairs: Sequence[Pair]) -> set[str]:
        """Questions that are told as half of a pair only: twice, over other people, would give the difference."""
        return {key for pair in pairs for key in (pair.now, pair.wish)}

    def question(self, question: Question, codes: Array | None = None) -> QuestionResult:
        """One question in all groups."""
        codes = coded(self.columns[question.key], question) if codes is None else codes
        shape = (len(self.groups), len(question.answers) + 1)
        counts = counts_of(codes, self.numbers, shape).astype(int)
        weighed = None
        if self.weights is not None and any(self.weighing):
            weighed = counts_of(codes, self.numbers, shape, self.weights)
        results = [result_of(question, group, counts[number], self.threshold, self.weighing[number],
                             None if weighed is None else weighed[number])
                   for number, group in enumerate(self.groups)]
        return QuestionResult(question.key, question.is_scale, results)

    def pair(self, pair: Pair) -> PairResult:
        """Both questions over the people who answered both."""
        halves = [self.questions[key] for key in (pair.now, pair.wish)]
        codes = [coded(self.columns[half.key], half) for half in halves]
        both = np.logical_and.reduce([(code >= 0) & (code < len(half.answers))
                                      for code, half in zip(codes, halves, strict=True)])
        now, wish = (self.question(half, np.where(both | (code == len(half.answers)), code, NOTHING))
                     for code, half in zip(codes, halves, strict=True))
        gaps = [gap_between(*results) for results in zip(now.results, wish.results, strict=True)]
        return PairResult(pair.key, now, wish, gaps)

    def response(self, questions: Sequence[QuestionResult], invited: Mapping[str, int]) -> list[Response]:
        """Who took part, from the figures that are published anyway."""
        found = []
        for number, (group, members) in enumerate(self.grouping.shown.items()):
            shown = [(result.n or 0) + (result.dont_know or 0) for question in questions
                     for result in question.results if result.group == group]
            least = max(shown, default=0)
            asked = sum(invited.get(member, 0) for member in members) or None
            # Who did not take part is a count as well.
            if asked is not None and asked - least < self.threshold:
                asked = None
            weighed = self.weighing[number]
            found.append(Response(group, members, least, asked, round(least / asked, 2) if asked else None,
                                  weighed.design_effect if weighed else None))
        return found


def gap_between(now: Result, wish: Result) -> GapResult:
    """Wish minus now from the two published figures, so that the gap tells nothing more than they do.

    The spread of differences is at most the sum of both spreads (Minkowski), so the two margins together bound it.
    """
    if now.mean is None or wish.mean is None or now.interval is None or wish.interval is None:
        return GapResult(now.group, now.n)
    return GapResult(now.group, now.n, now.mean, wish.mean, wish.mean - now.mean,
                     Interval(wish.interval.low - now.interval.high, wish.interval.high - now.interval.low))


def _grouping(groups: Array, threshold: int, joins: Mapping[str, str], order: Sequence[str]) -> Grouping:
    names, counts = np.unique(np.asarray(groups).astype(str), return_counts=True)
    sizes = dict(zip(names.tolist(), counts.tolist(), strict=True))
    every = dict.fromkeys([*order, *sizes, *joins])
    return grouped({name: int(sizes.get(name, 0)) for name in every}, joins, threshold)


def _check(columns: Mapping[str, Array], groups: Array, weights: Array | None, questions: Sequence[Question],
           pairs: Sequence[Pair]) -> None:
    known = {question.key: question for question in questions}
    for key in known:
        if key not in columns:
            raise StatisticsError("column_missing", question=key)
        if len(columns[key]) != len(groups):
            raise StatisticsError("lengths_differ", question=key, answers=len(columns[key]), people=len(groups))
    if weights is not None and len(weights) != len(groups):
        raise StatisticsError("lengths_differ", question="weights", answers=len(weights), people=len(groups))
    halves = [key for pair in pairs for key in (pair.now, pair.wish)]
    for key in halves:
        if key not in known or not known[key].is_scale:
            raise StatisticsError("bad_pair", question=key)
    if len(set(halves)) != len(halves):
        raise StatisticsError("bad_pair", question=",".join(halves))
