"""Questions that only some people got: where how many got them would tell how few answered an earlier one otherwise."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from rodedraad.understand.statistics.counting import Question as Asked
from rodedraad.understand.statistics.counting import coded
from rodedraad.understand.statistics.disclosure.rows import Row, classes_of

from ..instrument.shape import Condition, Instrument
from .counted import Counting, Plan

Array = np.ndarray[Any, np.dtype[Any]]


def without_leaks(instrument: Instrument, counting: Counting, groups: Array, threshold: int) -> dict[str, Array]:
    """The columns with routed questions emptied in groups where they would tell of a few.

    The number of people who answered a routed question is nearly the number who gave some answer earlier. So in each
    group who answered it is laid over each shown class of the questions that it depends on, over the whole group and
    over the other routed questions: no part may hold between nought and the threshold.
    """
    columns = dict(counting.columns)
    rules = _rules(instrument)
    plans = {plan.question.key: plan for plan in counting.plans}
    for group in np.unique(groups).tolist():
        people = groups == group
        kept: list[Array] = []
        for plan in counting.plans:
            depends = rules.get(plan.question.key)
            if not depends:
                continue
            known = [part for key in sorted(depends & set(plans))
                     for part in _classes(plans[key], columns, people, threshold)]
            for _label, asked in plan.asked:
                told = _answered(asked, columns, people)
                if _cuts_a_few(told, [people, *known, *kept], threshold):
                    columns[asked.key] = np.where(people, -1.0, columns[asked.key])
                else:
                    kept.append(told)
    return columns


def routed(instrument: Instrument) -> set[str]:
    """The questions that depend on an earlier answer."""
    return set(_rules(instrument))


def _rules(instrument: Instrument) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for section, question in instrument.each_question():
        depends = _named(section.show_if) | _named(question.show_if)
        for key in list(depends):
            depends |= found.get(key, set())
        if depends:
            found[question.key] = depends
    return found


def _named(condition: Condition | None) -> set[str]:
    return {rule.question for rule in condition.rules} if condition else set()


def _answered(asked: Asked, columns: Mapping[str, Array], people: Array) -> Array:
    codes = coded(columns[asked.key], asked)
    return np.asarray(people & (codes >= 0) & (codes < len(asked.answers)))


def _classes(plan: Plan, columns: Mapping[str, Array], people: Array, threshold: int) -> list[Array]:
    """Who is in each class of answers that the report shows of a question in this group."""
    found: list[Array] = []
    for _label, asked in plan.asked:
        codes = np.where(people, coded(columns[asked.key], asked), -1)
        size = len(asked.answers)
        counts = np.bincount(codes[(codes >= 0) & (codes < size)], minlength=size)
        classes = np.array(classes_of(Row(counts, np.array(asked.answers) if asked.is_scale else None), threshold))
        found += [np.isin(codes, np.flatnonzero(classes == number)) for number in np.unique(classes)]
    return found


def _cuts_a_few(told: Array, known: list[Array], threshold: int) -> bool:
    """Whether who answered, or who did not, is a few of some set that is known, or the set itself is a few of them."""
    if not told.any():
        return False
    parts = [size for other in known for size in (int((other & told).sum()), int((other & ~told).sum()),
                                                 int((told & ~other).sum()))]
    return any(0 < size < threshold for size in parts)
