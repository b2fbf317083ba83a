"""Questions that everybody had to answer: what is missing there is “don't know”, and few of those may not be told."""

import hashlib
from typing import Any

import numpy as np

from rodedraad.understand.statistics.counting import Question as Asked
from rodedraad.understand.statistics.counting import coded

from .counted import Counting, Plan

Array = np.ndarray[Any, np.dtype[Any]]


def with_one_base(counting: Counting, columns: dict[str, Array], groups: Array, threshold: int,
                  routed: set[str]) -> dict[str, Array]:
    """The columns, with so many answers left out by chance that no number of answers stands above another one's.

    Where nobody could skip a question, the number of people less the number of answers is how many said “don't know”;
    while that is under the threshold it is hidden, and the answers to any other question would tell it. So in each
    group the smallest number of answers to such a question is the most that any question may tell. At most one less
    than the threshold of answers is left out of a question.
    """
    must = [(plan, parts) for plan in counting.plans if plan.question.required and plan.question.key not in routed
            for parts in _told_together(plan) if parts[0].dont_know is not None]
    found = dict(columns)
    for group in np.unique(groups).tolist() if must else []:
        rows = np.flatnonzero(groups == group)
        mine = {asked.key: np.asarray(columns[asked.key], dtype=float)[rows] for asked in counting.asked}
        bases = [int(_answered(plan, parts, mine).sum()) for plan, parts in must]
        bases = [base for base in bases if base > 0 and len(rows) - base < threshold]
        for plan in counting.plans if bases else []:
            for parts in _told_together(plan):
                left_out = rows[_too_many(plan, parts, mine, (min(bases), threshold))]
                if len(left_out):
                    for each in parts:
                        found[each.key] = _without(found[each.key], left_out)
    return found


def _told_together(plan: Plan) -> list[list[Asked]]:
    """The figures of a question that are told over the same people."""
    asked = [each for _label, each in plan.asked]
    return [asked] if plan.how in {"chosen", "gap"} else [[each] for each in asked]


def _answered(plan: Plan, parts: list[Asked], columns: dict[str, Array]) -> Array:
    """Who counts in a figure; in a pair only who answered both."""
    codes = [coded(columns[each.key], each) for each in parts]
    given = [(code >= 0) & (code < len(each.answers)) for code, each in zip(codes, parts, strict=True)]
    return np.asarray((np.logical_and if plan.how == "gap" else np.logical_or).reduce(given))


def _too_many(plan: Plan, parts: list[Asked], columns: dict[str, Array], bounds: tuple[int, int]) -> Array:
    """Who is left out, by chance, so that a figure tells of no more people than `bounds` says."""
    most, threshold = bounds
    answered = _answered(plan, parts, columns)
    unsure = [int((columns[each.key] == each.dont_know).sum()) if each.dont_know is not None else 0 for each in parts]
    told = int(answered.sum()) + max(number if number >= threshold else 0 for number in unsure)
    extra = max(0, min(told - most, int(answered.sum())))
    return np.asarray(_chance(parts, columns).choice(np.flatnonzero(answered), extra, replace=False), dtype=int)


def _without(column: Array, rows: Array) -> Array:
    cells = np.asarray(column, dtype=float).copy()
    cells[rows] = -1
    return cells


def _chance(parts: list[Asked], columns: dict[str, Array]) -> np.random.Generator:
    """The same answers always lose the same people; who does not know the answers cannot know whom."""
    digest = hashlib.sha256()
    for each in parts:
        digest.update(np.ascontiguousarray(columns[each.key]).tobytes())
    return np.random.default_rng(int.from_bytes(digest.digest()[:8], "big"))
