"""Whom street talks reached, against whom one would expect: counts per group beside expected shares. No Django."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FEW = 0.75


@dataclass(frozen=True)
class Group:
    """One age band or neighbourhood: how many talks there were, and how many one would expect of so many."""

    key: str
    label: str
    talks: int
    expected: float

    @property
    def standing(self) -> str:
        """`none`, `few` or `enough`: few is less than three quarters of what is expected."""
        if self.talks == 0:
            return "none"
        return "few" if self.talks < FEW * self.expected else "enough"

    @property
    def missing(self) -> int:
        """How many talks short of what is expected; nought when there are enough."""
        return max(0, round(self.expected - self.talks))


@dataclass(frozen=True)
class Reach:
    """All groups of one kind, with the talks that said nothing about it."""

    groups: list[Group]
    total: int
    unknown: int

    @property
    def bars(self) -> list[tuple[str, int]]:
        """The talks per group, for a chart."""
        return [(each.label, each.talks) for each in self.groups]

    @property
    def behind(self) -> list[Group]:
        """Who was not or hardly reached, the furthest behind first; groups that nobody expects stay out."""
        return sorted((each for each in self.groups if each.standing != "enough" and each.expected > 0),
                      key=lambda each: (each.talks - each.expected, each.label))


def reach(groups: Sequence[tuple[str, str]], counts: Mapping[str, int], shares: Mapping[str, float]) -> Reach:
    """Set counts per group beside expected shares; without shares every group is expected as often.

    `shares` need not add up to a hundred: they are taken as parts of their own sum. A group without a share is then
    not expected at all.
    """
    keys = [key for key, _label in groups]
    given = {key: float(shares.get(key) or 0) for key in keys}
    whole = sum(given.values())
    if whole <= 0:
        given, whole = dict.fromkeys(keys, 1.0), float(len(keys) or 1)
    total = sum(counts.get(key, 0) for key in keys)
    return Reach([Group(key, label, counts.get(key, 0), total * given[key] / whole) for key, label in groups], total,
                 sum(counts.values()) - total)
