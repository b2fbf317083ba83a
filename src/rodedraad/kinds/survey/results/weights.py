"""Weights from known numbers of the population, per group; and how much who answered looks like who could have."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from rodedraad.understand.statistics.errors import StatisticsError
from rodedraad.understand.statistics.representing import Likeness, likeness, told
from rodedraad.understand.statistics.weighting import Margin, Margins, Raked, rake

from ..columns import MISSING
from ..models import PopulationMargin
from .counted import Counting
from .told import Weighed

Array = np.ndarray[Any, np.dtype[Any]]

BOUNDS = (0.2, 5.0)
"""No answer counts for less than a fifth, or for more than five times, the mean."""
UNKNOWN = ""


@dataclass
class Weighting:
    """The weights of everybody (1 where nobody is weighed), and what is told of them."""

    weights: Array | None = None
    weighed: list[Weighed] = field(default_factory=list)
    likeness: list[tuple[str, Likeness]] = field(default_factory=list)
    raked: dict[str, Raked] = field(default_factory=dict)


@dataclass(frozen=True)
class Trait:
    """One trait: who has which category (empty when not known), and what the categories are called."""

    title: str
    values: Array
    labels: dict[str, str]


def weighting_of(margins: Sequence[PopulationMargin], traits: dict[str, Trait], groups: Array,
                 threshold: int) -> Weighting:
    """Weigh each group that has known numbers. What does not fit is told as a fault, and that group stays as it is."""
    found = Weighting()
    for group in dict.fromkeys(margin.group for margin in margins):
        mine = [margin for margin in margins if margin.group == group and margin.trait in traits]
        people = groups == group if group else np.ones(len(groups), dtype=bool)
        if not mine:
            continue
        names = tuple(traits[margin.trait].title for margin in mine)
        sources = tuple(dict.fromkeys(margin.source for margin in mine if margin.source))
        try:
            raked, weights = _raked(mine, traits, people)
        except StatisticsError as error:
            found.weighed.append(Weighed(group, names, sources, error.code, _facts(error, traits)))
        else:
            found.weights = np.ones(len(groups)) if found.weights is None else found.weights
            found.weights[people] = weights[people]
            found.raked[group] = raked
            found.weighed.append(Weighed(group, names, sources))
        found.likeness += [(group, alike) for margin in mine
                           if (alike := _likeness(margin, traits[margin.trait], people, threshold))]
    return found


def _raked(margins: Sequence[PopulationMargin], traits: dict[str, Trait], people: Array) -> tuple[Raked, Array]:
    """The weights of who told every trait, with a mean of one; who did not counts for one."""
    known = people.copy()
    for margin in margins:
        known &= traits[margin.trait].values != UNKNOWN
    table = Margins([Margin(margin.trait, margin.totals, margin.source) for margin in margins])
    raked = rake({margin.trait: traits[margin.trait].values[known] for margin in margins}, table, bounds=BOUNDS)
    weights = np.ones(len(people))
    weights[known] = raked.weights / raked.weights.mean()
    return raked, weights


def _likeness(margin: PopulationMargin, trait: Trait, people: Array, threshold: int) -> Likeness | None:
    names, counts = np.unique(trait.values[people & (trait.values != UNKNOWN)], return_counts=True)
    answered = {trait.labels.get(name, name): int(count)
                for name, count in zip(names.tolist(), counts.tolist(), strict=True)}
    totals = {trait.labels.get(name, name): float(total) for name, total in margin.totals.items()}
    try:
        return told(likeness(Margin(trait.title, totals, margin.source), answered), threshold)
    except StatisticsError:
        return None


def _facts(error: StatisticsError, traits: dict[str, Trait]) -> dict[str, str]:
    """What a fault may say: which trait and categories, never how many answered."""
    facts: dict[str, Any] = error.facts
    trait = traits.get(str(facts.get("trait", "")))
    labels = trait.labels if trait else {}
    named = facts.get("categories") or ([facts["category"]] if "category" in facts else [])
    return {"trait": trait.title if trait else "",
            "categories": ", ".join(labels.get(str(one), str(one)) for one in named)}


def traits_of(counting: Counting, neighbourhoods: Array, places: dict[int, str], title: str) -> dict[str, Trait]:
    """Everything that answers can be weighed by: choices, numbers in classes, and the neighbourhood."""
    found: dict[str, Trait] = {}
    if places:
        values = np.array([UNKNOWN if number not in places else str(number) for number in neighbourhoods.tolist()],
                          dtype=str)
        found[PopulationMargin.NEIGHBOURHOOD] = Trait(title, values, {str(key): name for key, name in places.items()})
    for plan in counting.plans:
        if plan.how in {"choice", "classes"} and plan.question.key not in found:
            names = np.array([*(name for name, _label in plan.answers), UNKNOWN])
            codes = counting.columns[plan.question.key].astype(int)
            values = names[np.where(codes == MISSING, len(names) - 1, codes)]
            title_of = plan.question.title.get("nl", plan.question.key)
            found[plan.question.key] = Trait(title_of, values, dict(plan.answers))
    return found
