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
        people = groups == group
        bases = [base for plan, parts in must if (base := _base(plan, parts, columns, people)) is not None]
        bases = [base for base in bases if int(people.sum()) - base < threshold]
        if bases:
            for plan in counting.plans:
                for parts in _told_together(plan):
                    _cap(plan, parts, found, people, (min(bases), threshold))
    return found


def _told_together(plan: Plan) -> list[list[Asked]]:
    """The figures of a question that are told over the same people."""
    asked = [each for _label, each in plan.asked]
    return [asked] if plan.how in {"chosen", "gap"} else [[each] for each in asked]


def _answered(plan: Plan, parts: list[Asked], columns: dict[str, Array], people: Array) -> Array:
    """Who counts in a figure; in a pair only who answered both."""
    codes = [coded(columns[each.key], each) for each in parts]
    given = [(code >= 0) & (code < len(each.answers)) for code, each in zip(codes, parts, strict=True)]
    return np.asarray(people & (np.logical_and if plan.how == "gap" else np.logical_or).reduce(given))


def _base(plan: Plan, parts: list[Asked], columns: dict[str, Array], people: Array) -> int | None:
    """How many answered; None when nobody did."""
    return int(_answered(plan, parts, columns, people).sum()) or None


def _cap(plan: Plan, parts: list[Asked], columns: dict[str, Array], people: Array, bounds: tuple[int, int]) -> None:
    """Leave answers out by chance until a figure tells no more people than that."""
    most, threshold = bounds
    answered = _answered(plan, parts, columns, people)
    unsure = [int((people & (coded(columns[each.key], each) == len(each.answers))).sum()) for each in parts]
    told = int(answered.sum()) + max(number if number >= threshold else 0 for number in unsure)
    extra = min(told - most, int(answered.sum()))
    if extra <= 0:
        return
    left_out = _chance(parts, columns, people).choice(np.flatnonzero(answered), extra, replace=False)
    for each in parts:
        cells = np.asarray(columns[each.key], dtype=float).copy()
        cells[left_out] = -1
        columns[each.key] = cells


def _chance(together: list[Asked], columns: dict[str, Array], people: Array) -> np.random.Generator:
    """The same answers always lose the same people; who does not know the answers cannot know whom."""
    digest = hashlib.sha256()
    for each in together:
        digest.update(np.ascontiguousarray(columns[each.key][people]).tobytes())
    return np.random.default_rng(int.from_bytes(digest.digest()[:8], "big"))
