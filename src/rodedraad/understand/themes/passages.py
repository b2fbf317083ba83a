"""The exact words that ground a theme: where they stand in a contribution now, found again after an edit, or lost."""

import re
from dataclasses import dataclass

from rodedraad.listen.contributions.models import Contribution

LONGEST = 2000


@dataclass(frozen=True)
class Place:
    """Where a passage stands: its start in the text and its exact words there."""

    start: int
    words: str


@dataclass(frozen=True)
class Marked:
    """A text with the place of its passage; `is_lost` when the words are no longer in it."""

    text: str
    start: int | None = None
    length: int = 0
    is_lost: bool = False


def said_in(contribution: Contribution) -> str:
    """The words in which passages are marked: the text, or the title of a contribution that has only that."""
    return contribution.text or contribution.title


def locate(text: str, passage: str, start: int | None = None) -> Place | None:
    """Where the words of a passage stand in a text; of several places the one nearest to `start` (else the first).

    White space may differ: a browser folds it. The words that come back are those of the text itself.
    """
    words = passage.split()
    if not words:
        return None
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
    places = [Place(match.start(), match.group()) for match in pattern.finditer(text)]
    return min(places, key=lambda place: abs(place.start - (start or 0)), default=None)


def marked(contribution: Contribution, passage: str, start: int | None) -> Marked:
    """The words of a contribution as they are now, with the passage found again, or told to be lost."""
    text = said_in(contribution)
    if not passage:
        return Marked(text)
    place = locate(text, passage, start)
    if place is None:
        return Marked(text, is_lost=True)
    return Marked(text, place.start, len(place.words))
