"""A group that is too small never stands alone: it joins the group named for it beforehand, or is left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .rows import DEFAULT

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Grouping:
    """Groups that may be shown, each with the groups it is made of, and those left out."""

    shown: Mapping[str, tuple[str, ...]]
    left_out: tuple[str, ...]


def grouped(sizes: Mapping[str, int], joins: Mapping[str, str], threshold: int = DEFAULT) -> Grouping:
    """Join every group under the threshold, nobody included, with the one that `joins` names, in the order of `joins`.

    `joins` is fixed before anybody answers, such as `{"executive": "council"}`. A joined group that is still too small
    joins on if its last member names another; else it is left out. Left out and empty look the same.
    """
    members = {name: [name] for name in sizes}
    for name, other in joins.items():
        if name not in members or other not in sizes:
            continue
        target = next((key for key, names in members.items() if other in names), None)
        if target is None or target == name:
            continue
        if sum(sizes[one] for one in members[name]) < threshold or _size(members[target], sizes) < threshold:
            members[target] += members.pop(name)
    shown = {key: tuple(names) for key, names in members.items() if _size(names, sizes) >= threshold}
    return Grouping(shown, tuple(name for key, names in members.items() if key not in shown for name in names))


def named(labels: Array, grouping: Grouping) -> Array:
    """Per person the name of the group that is shown, empty for who is left out: what the register asks for."""
    name = {member: shown for shown, members in grouping.shown.items() for member in members}
    names, places = np.unique(np.asarray(labels).astype(str), return_inverse=True)
    return np.array([name.get(str(one), "") for one in names])[places]


def _size(names: Sequence[str], sizes: Mapping[str, int]) -> int:
    return sum(sizes[name] for name in names)
