"""What people can go to, or went to: moments with a place that a kind knows of, for the home page and the search."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.listen.processes.models import Process


@dataclass(frozen=True)
class Occasion:
    """One moment at which people come together, as everybody may know it."""

    title: str
    url: str
    starts_at: datetime
    ends_at: datetime
    form: str
    place: str
    process: Process
    is_cancelled: bool = False


class Source(ABC):
    """A kind that knows of occasions; every read is one query and shows only what the person may know."""

    @abstractmethod
    def coming(self, person: Person | Visitor, most: int) -> list[Occasion]:
        """The first to come, in order of time."""

    @abstractmethod
    def find(self, words: str, person: Person | Visitor, most: int) -> list[Occasion]:
        """Those with these words in title or place, the last first."""


_sources: list[Source] = []


def register_source(source: Source) -> None:
    """Let a kind tell of its occasions; called once, when its app is ready."""
    _sources.append(source)


def coming(person: Person | Visitor, most: int) -> list[Occasion]:
    """The first occasions to come, of all kinds."""
    return _merged((each for source in _sources for each in source.coming(person, most)), most)


def find(words: str, person: Person | Visitor, most: int) -> list[Occasion]:
    """The occasions with these words, of all kinds, the last first."""
    if not words.strip():
        return []
    return _merged((each for source in _sources for each in source.find(words, person, most)), most, is_newest=True)


def _merged(found: Iterable[Occasion], most: int, *, is_newest: bool = False) -> list[Occasion]:
    return sorted(found, key=attrgetter("starts_at"), reverse=is_newest)[:most]
