"""Where statements come from: each kind of activity may tell of which conversation, organisation and role they are.

An activity of a kind that tells nothing counts as one conversation, held by the organisation of the site.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from django.db.models import QuerySet


@dataclass(frozen=True)
class Origin:
    """Where one contribution was said: the key of the conversation, how a reader finds it, with whom, in which role.

    `name` only when that person agreed to be named; `times`: how often nearly the same was said there.
    """

    conversation: str
    source: str
    organisation: str
    role: str = ""
    name: str = ""
    times: int = 1


@dataclass(frozen=True)
class Part:
    """A part of an activity that can be chosen by itself, such as one meeting."""

    key: str
    label: str
    activity_id: int


@dataclass
class Attendance:
    """Who took part: people per role, and per organisation the number of conversations and of people."""

    roles: Counter[str] = field(default_factory=Counter)
    conversations: Counter[str] = field(default_factory=Counter)
    people: Counter[str] = field(default_factory=Counter)

    def add(self, organisation: str, roles: dict[str, int]) -> None:
        """Count one conversation."""
        self.roles.update(roles)
        self.conversations[organisation] += 1
        self.people[organisation] += sum(roles.values())


class Telling(Protocol):
    """What a kind tells the booklet."""

    kind: str

    def parts(self, activity_ids: Sequence[int]) -> list[Part]:
        """The parts of these activities that can be chosen."""

    def contributions(self, keys: Iterable[str]) -> QuerySet:
        """The ids of the contributions of these parts."""

    def origins(self, ids: Sequence[int]) -> dict[int, Origin]:
        """Where each of these contributions was said, as far as this kind knows."""

    def attend(self, attendance: Attendance, activity_ids: Sequence[int], keys: Sequence[str]) -> None:
        """Count the conversations of these activities and of these parts."""


_telling: dict[str, Telling] = {}


def register_source(telling: Telling) -> None:
    """Let a kind tell where its statements come from; called once from its `ready()`."""
    _telling[telling.kind] = telling


def all_sources() -> list[Telling]:
    """Every kind that tells."""
    return list(_telling.values())


def source_of(kind: str) -> Telling | None:
    """What a kind tells; None when it tells nothing."""
    return _telling.get(kind)
