"""Options of one question lie in each other's way: what they tell together may not bring one of them to a few."""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil, floor

from rodedraad.understand.statistics.results import QuestionResult, Result

from ..instrument.shape import Question

SMALL = "small_answers"


def safe_together(question: Question, exclusive: Sequence[bool], results: Sequence[QuestionResult],
                  threshold: int) -> list[QuestionResult]:
    """The options of a multiple choice, without the groups in which all of them together tell of a few.

    Everybody who answered chose at least one and at most `maximum` options, and who chose an exclusive one chose
    nothing else. From the published figures alone we narrow each option by the others, as an attacker would.
    """
    most = int(question.maximum or len(results))
    least = int(question.minimum or 1)
    told = [list(result.results) for result in results]
    for place in range(len(told[0]) if told else 0):
        if exposes([option[place] for option in told], exclusive, (least, most), threshold):
            for option in told:
                option[place] = Result(option[place].group, None, SMALL)
    return [replace(result, results=tuple(rows), contrasts=()) for result, rows in zip(results, told, strict=True)]


def exposes(row: Sequence[Result], exclusive: Sequence[bool], picks: tuple[int, int], threshold: int) -> bool:
    """Whether the options of one group, taken together, bring one of them (or who left it) to a few."""
    if any(result.n is None for result in row):
        return False
    n = int(row[0].n or 0)
    bounds = [_bounds(result, n) for result in row]
    sums = (sum(low for low, _ in bounds), sum(high for _, high in bounds))
    for place, own in enumerate(bounds):
        others = (sums[0] - own[0], sums[1] - own[1])
        # Who chose an exclusive option counts once, whatever the minimum.
        least = picks[0] * n if not any(exclusive) else n
        apart = [n - bounds[other][0] for other in range(len(bounds))
                 if other != place and (exclusive[place] or exclusive[other])]
        low = max(own[0], least - others[1])
        high = min([own[1], picks[1] * n - others[0], *apart])
        if (low > 0 and high < threshold) or (n - high > 0 and n - low < threshold):
            return True
    return False


def _bounds(result: Result, n: int) -> tuple[int, int]:
    """Between which numbers of people who chose it the published figure lies."""
    for answer in result.shares:
        if answer.answers == ("1",) and answer.count is not None:
            return answer.count, answer.count
    if result.is_weighted or result.lowest is None or result.highest is None:
        return 0, n
    return max(0, ceil(result.lowest * n - 1e-6)), min(n, floor(result.highest * n + 1e-6))
