"""What was published about the same people before: a new split that would reveal a few by subtraction is refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import numpy as np

from ..counting import Question, coded
from .attack import Facts, exposed
from .means import Published, publish
from .rows import DEFAULT, Row, may_publish

Array = np.ndarray[Any, np.dtype[Any]]

FEW_ATOMS = 6  # with so few, every union of atoms is attacked
OUTSIDE = ""  # a person who is in no group of a split, or was not there yet


@dataclass(frozen=True)
class Split:
    """One published way to part people into groups: a group name per person, empty for who stands outside."""

    name: str
    groups: Array

    @property
    def parts(self) -> dict[str, Array]:
        """Who is in each group."""
        names = np.asarray(self.groups).astype(str)
        return {name: names == name for name in np.unique(names).tolist() if name != OUTSIDE}


@dataclass(frozen=True)
class Conflict:
    """Why a split is refused: `group` of the new one, against `earlier`; `question` when the answers give it away."""

    group: str
    earlier: str
    reason: str
    question: str = ""


def conflicts(earlier: Sequence[Split], new: Split, columns: Mapping[str, Array] | None = None,
              questions: Sequence[Question] = (), threshold: int = DEFAULT) -> list[Conflict]:
    """Why `new` may not be published after `earlier`: nothing when it may.

    First by size: a group that differs from an earlier one by fewer people than the threshold. Then by subtraction of
    any groups from any others, and, per question, by solving all that was and would be published for the number of
    people behind each answer. All splits speak of the same people in the same order. Columns of a pair of now and wish
    go through `counting.both_only` first, as in the report.
    """
    found = _near(earlier, new, threshold) or _by_size(earlier, new, threshold)
    if not found and earlier and columns is not None:
        for question in questions:
            found += _by_answers(earlier, new, coded(columns[question.key], question), question, threshold)
    return found


def coarsened(earlier: Sequence[Split], new: Split, columns: Mapping[str, Array] | None = None,
              questions: Sequence[Question] = (), threshold: int = DEFAULT) -> Split | None:
    """The split with conflicting groups joined to the smallest other one, until it may be published; None: never."""
    groups = np.asarray(new.groups).astype(str).astype(object)
    while True:
        split = Split(new.name, groups.astype(str))
        found = conflicts(earlier, split, columns, questions, threshold)
        if not found:
            return split
        sizes = {name: int(people.sum()) for name, people in split.parts.items()}
        if len(sizes) < 2:
            return None
        group = found[0].group
        other = min((name for name in sizes if name != group), key=lambda name: (sizes[name], name))
        groups[(groups == group) | (groups == other)] = " + ".join(sorted((group, other)))


def _near(earlier: Sequence[Split], new: Split, threshold: int) -> list[Conflict]:
    """Groups that are nearly the same as an earlier one: they lie just inside or around it, or beside it."""
    found = []
    for split in earlier:
        for (name, people), (other, others) in product(new.parts.items(), split.parts.items()):
            more, fewer = int((people & ~others).sum()), int((others & ~people).sum())
            if bool((people & others).any()) and 0 < more + fewer < threshold:
                found.append(Conflict(name, f"{split.name}: {other}", "nearly_the_same"))
    return found


def _atoms(splits: Sequence[Split]) -> tuple[Array, list[tuple[str, str]], Array]:
    """Who is alike in all splits: an atom per person; the groups (split, name); and which atoms are in each group."""
    table = np.array([np.asarray(split.groups).astype(str) for split in splits])
    kinds, atoms = np.unique(table, axis=1, return_inverse=True)
    groups = [(split.name, name) for split in splits for name in split.parts]
    place = {split.name: number for number, split in enumerate(splits)}
    return np.asarray(atoms).ravel(), groups, np.array([kinds[place[split]] == name for split, name in groups])


def _targets(groups: Sequence[tuple[str, str]], members: Array) -> Array:
    """Sets of atoms that an attacker is after: all of them when few, else single ones and pairs of groups.

    Of two groups, or of a group and a whole split: one, one without the other, both.
    """
    atoms = members.shape[1]
    if atoms <= FEW_ATOMS:
        return np.asarray((np.arange(1, 1 << atoms)[:, None] >> np.arange(atoms)) & 1)
    splits = np.array([split for split, _ in groups])
    wholes = [members[splits == split].any(axis=0) for split in dict.fromkeys(splits.tolist())]
    parts = [np.eye(atoms, dtype=bool)[number] for number in range(atoms)]
    parts += [one & ~other for one, other in product([*members, *wholes], repeat=2)]
    parts += [*members, *(one | other for one, other in combinations(members, 2))]
    return np.unique(np.array([part for part in parts if part.any()]), axis=0).astype(int)


def _by_size(earlier: Sequence[Split], new: Split, threshold: int) -> list[Conflict]:
    if not earlier:
        return []
    atoms, groups, members = _atoms([*earlier, new])
    sizes = np.bincount(atoms, minlength=members.shape[1])
    facts = Facts(len(sizes))
    for inside in members:
        facts.exactly(inside, int(sizes[inside].sum()))
    targets = _targets(groups, members)
    return [Conflict(_blamed(groups, members, targets[one], new), "", "subtraction")
            for one in exposed(facts, sizes, targets, threshold)]


def _blamed(groups: Sequence[tuple[str, str]], members: Array, target: Array, new: Split) -> str:
    """A group of the new split that touches what leaks: the smallest."""
    touching = [(int(inside.sum()), name) for (split, name), inside in zip(groups, members, strict=True)
                if split == new.name and bool((inside & (target > 0)).any())]
    return min(touching)[1] if touching else next(iter(new.parts))


def _by_answers(earlier: Sequence[Split], new: Split, codes: Array, question: Question,
                threshold: int) -> list[Conflict]:
    """Solve what is published of one question, over all splits, for the answers of each atom."""
    atoms, groups, members = _atoms([*earlier, new])
    answers = len(question.answers)
    kept = (codes >= 0) & (codes < answers)
    counts = np.bincount(atoms[kept] * answers + codes[kept], minlength=members.shape[1] * answers)
    counts = counts.reshape(-1, answers)
    facts, scores = Facts(counts.size), np.array(question.answers)
    for inside in members:
        row = Row(counts[inside].sum(axis=0), scores if question.is_scale else None)
        if may_publish(row.n, answers, threshold):
            _told(facts, publish(row, threshold), inside, scores)
    some = ((np.arange(1, 1 << answers)[:, None] >> np.arange(answers)) & 1) if answers <= 7 else np.vstack(
        [np.eye(answers, dtype=int), np.ones((1, answers), dtype=int)])
    targets = np.einsum("ai,bj->abij", _targets(groups, members), some).reshape(-1, counts.size)
    leaking = exposed(facts, counts.ravel(), targets, threshold)
    return [Conflict(_blamed(groups, members, targets[one].reshape(counts.shape).any(axis=1), new), "",
                     "answers", question.key) for one in leaking[:1]]


def _told(facts: Facts, told: Published, inside: Array, scores: Array) -> None:
    """What one published row says of the unknown counts."""
    for number, size in enumerate(told.sizes):
        facts.exactly(np.outer(inside, np.array(told.classes) == number).ravel(), size)
    if told.low is not None and told.high is not None and len(told.sizes) < len(scores):
        facts.between(np.outer(inside, scores).ravel(), told.low * told.n - 1e-6, told.high * told.n + 1e-6)
