"""What the list shows of one idea, and what its filters offer: plain values, the same content is the same value."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

EXCERPT = 220


class Row(NamedTuple):
    """One idea in the list; `by` and `area` are empty when there is none to show."""

    id: int
    title: str
    lines: str
    by: str
    area: str
    day: date
    supports: int
    comments: int
    stage: int
    reached: tuple[bool, ...]

    @property
    def heading(self) -> str:
        """The title, or the first words of the text."""
        return self.title or shorten(self.lines, 80)


@dataclass(frozen=True)
class Options:
    """What the filters offer: published themes and neighbourhoods as (id, name)."""

    themes: tuple[tuple[int, str], ...]
    neighbourhoods: tuple[tuple[int, str], ...]


def shorten(text: str, length: int) -> str:
    """A text on one line, cut between words with an ellipsis when it is longer."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0] + "…"
