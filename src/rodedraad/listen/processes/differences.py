"""What changed between two versions of the rules, field by field, with the words marked."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from .rulebook import RULES, shown

if TYPE_CHECKING:
    from .models import Charter

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A run of words; `is_changed` when the other side does not have it."""

    text: str
    is_changed: bool


@dataclass(frozen=True)
class Difference:
    """One field in two versions."""

    label: str
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]

    @property
    def is_changed(self) -> bool:
        """Whether the two sides differ."""
        return any(piece.is_changed for piece in (*self.old, *self.new))


def compare_words(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The two texts cut in pieces, with the words marked that the other text does not have."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        is_changed = tag != "equal"
        if i2 > i1:
            left.append(Piece("".join(old[i1:i2]), is_changed))
        if j2 > j1:
            right.append(Piece("".join(new[j1:j2]), is_changed))
    return tuple(left), tuple(right)


def compare(before: "Charter", after: "Charter") -> list[Difference]:
    """Every field of two versions side by side, in reading order."""
    return [
        Difference(str(rule.question), *compare_words(shown(before, rule.name), shown(after, rule.name)))
        for rule in RULES
    ]


def changed_fields(before: "Charter", after: "Charter") -> list[str]:
    """The names of the fields that differ."""
    return [rule.name for rule in RULES if getattr(before, rule.name) != getattr(after, rule.name)]
