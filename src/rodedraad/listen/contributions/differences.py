"""What changed between two versions of a text, word by word, for the page that shows them side by side."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from .models import Contribution, ContributionVersion

_PIECES = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Part:
    """A stretch of text that stayed or that changed."""

    text: str
    is_changed: bool


@dataclass(frozen=True)
class Change:
    """One field in its old and its new form."""

    label: str
    old: list[Part]
    new: list[Part]

    @property
    def is_changed(self) -> bool:
        """Whether anything differs."""
        return any(part.is_changed for part in [*self.old, *self.new])


@dataclass(frozen=True)
class Step:
    """From one version to the next."""

    number: int
    written_at: datetime
    changes: list[Change]


def difference(label: str, old: str, new: str) -> Change:
    """Compare two texts word by word."""
    before, after = _PIECES.findall(old), _PIECES.findall(new)
    olds: list[Part] = []
    news: list[Part] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if i2 > i1:
            olds.append(Part("".join(before[i1:i2]), tag != "equal"))
        if j2 > j1:
            news.append(Part("".join(after[j1:j2]), tag != "equal"))
    return Change(label, olds, news)


def versions_side_by_side(contribution: Contribution, versions: Sequence[ContributionVersion]) -> list[Step]:
    """Each edit as a step, the latest first: the words before it beside the words after it."""
    words = [(version.title, version.text) for version in versions]
    words.append((contribution.title, contribution.text))
    # Words count from the moment they were written: a version's own, and for the present ones the last edit.
    moments = [*(version.written_at for version in versions[1:]), contribution.edited_at or contribution.created_at]
    steps = [
        Step(place + 1, moments[place], [
            difference(str(_("Title")), words[place][0], words[place + 1][0]),
            difference(str(_("Text")), words[place][1], words[place + 1][1]),
        ])
        for place in range(len(versions))
    ]
    return steps[::-1]


def compare(mine: dict[str, str], current: Contribution) -> list[Change]:
    """What somebody typed beside the words as they are now; for a conflict between two edits."""
    return [
        difference(str(_("Title")), current.title, mine.get("title", "")),
        difference(str(_("Text")), current.text, mine.get("text", "")),
    ]
