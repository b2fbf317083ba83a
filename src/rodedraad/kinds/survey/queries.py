"""Reads of what was answered, in the shape that counting wants: whole columns at once, never one response at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import Count

from .columns import Packer
from .instrument.shape import Type
from .instrument.values import other_text
from .models import Invitation, Response, Survey
from .reading import instrument_of, packer_of

AT_ONCE = 20_000


@dataclass(frozen=True)
class Answered:
    """All finished responses of a survey as columns of one length: answers (see columns.py), group, neighbourhood id.

    `neighbourhoods` has 0 where none is known. The order of the rows is by chance, and the same in all columns.
    """

    columns: dict[str, np.ndarray]
    groups: np.ndarray
    neighbourhoods: np.ndarray

    def __len__(self) -> int:
        """How many responses."""
        return len(self.groups)

    def of_group(self, group: str) -> "Answered":
        """Only the responses of one group."""
        mine = self.groups == group
        return Answered({name: cells[mine] for name, cells in self.columns.items()}, self.groups[mine],
                        self.neighbourhoods[mine])


def answered(survey: Survey) -> Answered:
    """Everything closed that was answered, in one query."""
    packer = packer_of(survey.asks)
    rows: list[Any] = []
    groups: list[str] = []
    places: list[int] = []
    read = Response.objects.filter(survey=survey, state=Response.State.FINISHED).order_by("pk")
    for packed, group, place in read.values_list("packed", "group", "neighbourhood_id").iterator(chunk_size=AT_ONCE):
        rows.append(packed)
        groups.append(group)
        places.append(place or 0)
    whole = [bytes(row) if row is not None else b"" for row in rows]
    if not all(packer.fits(row) for row in whole):
        whole = _packed_again(survey, packer)
    return Answered(packer.unpack(whole), np.array(groups, dtype="U12"), np.array(places, dtype=np.int64))


def _packed_again(survey: Survey, packer: Packer) -> list[bytes]:
    """Rows from the answers themselves, when they were packed by another version of this program."""
    read = Response.objects.filter(survey=survey, state=Response.State.FINISHED).order_by("pk")
    return [packer.pack(answers) for answers in read.values_list("answers", flat=True).iterator(chunk_size=2000)]


def columns_of(survey: Survey, group: str | None = None) -> dict[str, np.ndarray]:
    """The closed answers as columns; only of one group when it is given."""
    whole = answered(survey)
    return whole.columns if group is None else whole.of_group(group).columns


@dataclass(frozen=True)
class OpenAnswer:
    """One open answer with the group of who gave it; the response it came from is not told."""

    text: str
    group: str
    neighbourhood_id: int | None


def open_answers(survey: Survey, key: str) -> list[OpenAnswer]:
    """What was written at one open question, or behind “anders, namelijk”; in an order by chance."""
    question = instrument_of(survey.asks).questions[key]
    read = Response.objects.filter(survey=survey, state=Response.State.FINISHED, answers__has_key=key).order_by("pk")
    rows = read.values_list(f"answers__{key}", "group", "neighbourhood_id").iterator(chunk_size=2000)
    texts = ((value if question.type == Type.TEXT else other_text(value), group, place)
             for value, group, place in rows)
    return [OpenAnswer(text, group, place) for text, group, place in texts if text]


def open_keys(survey: Survey) -> list[str]:
    """The questions at which people could write words of their own."""
    return [question.key for _section, question in instrument_of(survey.asks).each_question()
            if question.type == Type.TEXT or question.has_other]


def groups_of(survey: Survey, language: str = "nl") -> dict[str, str]:
    """The groups that take part with their label in the words of the instrument, in order; empty without groups."""
    if survey.group_choice == Survey.GroupChoice.NONE:
        return {}
    instrument = instrument_of(survey.asks)
    return {group.key: instrument.say(group.label, language) for group in instrument.groups
            if not survey.groups or group.key in survey.groups}


@dataclass(frozen=True)
class Counted:
    """How far one group (or one neighbourhood) is: codes made, codes used, begun, sent in."""

    invited: int = 0
    used: int = 0
    begun: int = 0
    finished: int = 0


def counts_by(survey: Survey, field: str) -> dict[str | int | None, Counted]:
    """The numbers of a survey per `group` or per `neighbourhood_id`, in two queries."""
    found: dict[str | int | None, dict[str, int]] = {}
    for name, state, number in _states(Invitation.objects.filter(survey=survey), field):
        each = found.setdefault(name, {})
        if state != Invitation.State.WITHDRAWN:
            each["invited"] = each.get("invited", 0) + number
        if state == Invitation.State.USED:
            each["used"] = number
    for name, state, number in _states(Response.objects.filter(survey=survey), field):
        each = found.setdefault(name, {})
        each["begun"] = each.get("begun", 0) + number
        if state == Response.State.FINISHED:
            each["finished"] = number
    return {name: Counted(**each) for name, each in found.items()}


def totals_of(survey: Survey) -> Counted:
    """The numbers of a whole survey, rounded down to tens: exact ones beside a report would tell who skipped what."""
    every = list(counts_by(survey, "group").values())
    return Counted(*(in_tens(sum(getattr(each, name) for each in every))
                     for name in ("invited", "used", "begun", "finished")))


def in_tens(number: int) -> int:
    """A number rounded down to tens."""
    return number - number % 10


def _states(rows: object, field: str) -> Iterator[tuple[str | int | None, str, int]]:
    counted: Sequence[tuple[str | int | None, str, int]] = (
        rows.order_by().values(field, "state").annotate(n=Count("pk"))  # type: ignore[attr-defined]
        .values_list(field, "state", "n"))
    yield from counted
