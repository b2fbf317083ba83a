"""Groups against each other, computed from published figures only, so that a comparison tells nothing new."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
from scipy.stats import norm, t, ttest_ind_from_stats

from .comparing import difference, holm, size_of
from .results import Contrast, PairResult, QuestionResult, Result

SURE = 0.05


def contrasts_of(questions: Sequence[QuestionResult],
                 pairs: Sequence[PairResult]) -> tuple[list[QuestionResult], list[PairResult]]:
    """Every pair of groups on every scale, with Holm's correction over all of them together."""
    every = [*questions, *(half for pair in pairs for half in (pair.now, pair.wish))]
    found = {question.key: [contrast for first, second in combinations(question.results, 2)
                            if (contrast := _contrast(question.key, first, second)) is not None]
             if question.is_scale else [] for question in every}
    flat = [contrast for contrasts in found.values() for contrast in contrasts]
    adjusted = iter(holm([contrast.p for contrast in flat]).tolist()) if flat else iter(())
    kept = {key: [replace(contrast, adjusted=(value := next(adjusted)), stands=value < SURE) for contrast in contrasts]
            for key, contrasts in found.items()}
    return ([replace(question, contrasts=kept[question.key]) for question in questions],
            [replace(pair, now=replace(pair.now, contrasts=kept[pair.now.key]),
                     wish=replace(pair.wish, contrasts=kept[pair.wish.key])) for pair in pairs])


def _contrast(question: str, first: Result, second: Result) -> Contrast | None:
    if first.mean is None or second.mean is None:
        return None
    names = [[answered.answers for answered in result.shares] for result in (first, second)]
    if names[0] and names[0] == names[1]:
        shares = [np.array([answered.share for answered in result.shares]) for result in (first, second)]
        found = difference(shares[0], shares[1], sizes=(first.effective_n or 0, second.effective_n or 0))
        return Contrast(question, first.group, second.group, found.delta, found.size, "answers", found.p, 1.0,
                        stands=False)
    return _by_means(question, first, second)


def _by_means(question: str, first: Result, second: Result) -> Contrast | None:
    """Where answers are not shown apart: Welch's test on means and margins, and delta as two normal curves have it.

    K. O. McGraw & S. P. Wong (1992), A common language effect size statistic, Psychological Bulletin 111, 361-365. A
    margin that is only a bound is too wide, so effect and certainty come out too small, never too large.
    """
    spreads = [_spread(result) for result in (first, second)]
    sizes = [result.effective_n or 0.0 for result in (first, second)]
    pooled = float(np.sqrt((spreads[0] ** 2 + spreads[1] ** 2) / 2))
    assert first.mean is not None
    assert second.mean is not None
    if pooled < 1e-9:
        return None
    effect = 2 * float(norm.cdf((first.mean - second.mean) / pooled / np.sqrt(2))) - 1
    p = float(ttest_ind_from_stats(first.mean, spreads[0], sizes[0], second.mean, spreads[1], sizes[1],
                                   equal_var=False).pvalue)
    return Contrast(question, first.group, second.group, effect, size_of(effect), "means", p, 1.0, stands=False)


def _spread(result: Result) -> float:
    """The standard deviation that belongs to the margin."""
    assert result.interval is not None
    n = result.effective_n or 2.0
    return (result.interval.high - result.interval.low) / 2 / float(t.isf(0.025, n - 1)) * float(np.sqrt(n))
