"""Closed answers in fixed columns: one short row of bytes per response, read back as numpy arrays for statistics.

| type            | columns                   | values                                        |
|-----------------|---------------------------|-----------------------------------------------|
| scale           | `key`                     | 1–5, 0 “weet ik niet”, −1 not answered        |
| now and wish    | `key.now`, `key.wish`     | the same                                      |
| matrix          | `key.row` each            | the same                                      |
| single, image   | `key`                     | place of the option, −1 not answered          |
| multiple        | `key.option` each         | 1 chosen, 0 not, −1 question not answered     |
| ranking         | `key.option` each         | 1 is first, 0 not ranked, −1 not answered     |
| consent         | `key`                     | 1 yes, 0 no, −1 not answered                  |
| number          | `key`                     | float, NaN not answered                       |
| date            | `key`                     | datetime64[D], NaT not answered               |
| place           | `key.lat`, `key.lon`      | float, NaN not answered                       |

Open text, and the words behind “anders”, stay in `answers`; see queries.open_answers.
"""

import datetime as dt
import math
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from .instrument.shape import Instrument, Question, Type
from .instrument.values import chosen

LAYOUT = 1
"""The first byte of a row; a row of another layout is packed again from its answers."""
MISSING = -1
_SMALL, _REAL, _DAY = "b", "d", "i"
_EPOCH = dt.date(1970, 1, 1)
_NO_DAY = -(2**31)
_DTYPES = {_SMALL: "i1", _REAL: "<f8", _DAY: "<i4"}


@dataclass(frozen=True)
class Column:
    """One column: its name, the question it belongs to, which part of it, and how wide it is."""

    name: str
    question: Question
    part: str
    code: str


def layout_of(instrument: Instrument) -> list[Column]:
    """The columns of an instrument, in the order in which the questions are written down."""
    return [column for _section, question in instrument.each_question() for column in _columns_of(question)]


def _columns_of(question: Question) -> list[Column]:
    key, kind = question.key, question.type
    if kind == Type.TEXT:
        return []
    if kind in {Type.NUMBER, Type.DATE}:
        return [Column(key, question, "", _REAL if kind == Type.NUMBER else _DAY)]
    if kind == Type.PLACE:
        return [Column(f"{key}.{part}", question, part, _REAL) for part in ("lat", "lon")]
    parts = {
        Type.NOW_WISH: ["now", "wish"],
        Type.MATRIX: [row.key for row in question.rows],
        Type.MULTIPLE: [option.key for option in question.all_options],
        Type.RANKING: [option.key for option in question.all_options],
    }.get(Type(kind), [""])
    return [Column(f"{key}.{part}" if part else key, question, part, _SMALL) for part in parts]


class Packer:
    """Packs the answers to one instrument; made once and used for every response."""

    def __init__(self, instrument: Instrument) -> None:
        self.columns = layout_of(instrument)
        self._struct = struct.Struct("<B" + "".join(column.code for column in self.columns))
        self._dtype = np.dtype([("", "u1")] + [(column.name, _DTYPES[column.code]) for column in self.columns])

    def pack(self, answers: Mapping[str, Any]) -> bytes:
        """One response as bytes."""
        return self._struct.pack(LAYOUT, *(_cell(column, answers.get(column.question.key))
                                           for column in self.columns))

    def fits(self, row: bytes | None) -> bool:
        """Whether a row of bytes is of this layout."""
        return row is not None and len(row) == self._struct.size and row[0] == LAYOUT

    def unpack(self, rows: Iterable[bytes]) -> dict[str, np.ndarray]:
        """All rows as columns."""
        table = np.frombuffer(b"".join(rows), dtype=self._dtype)
        return {column.name: _as_read(table[column.name], column.code) for column in self.columns}


def _as_read(cells: np.ndarray, code: str) -> np.ndarray:
    if code != _DAY:
        return np.ascontiguousarray(cells)
    days = cells.astype("datetime64[D]")
    days[cells == _NO_DAY] = np.datetime64("NaT")
    return days


def _cell(column: Column, value: Any) -> float | int:
    if value is None:
        return {_SMALL: MISSING, _REAL: math.nan, _DAY: _NO_DAY}[column.code]
    kind = column.question.type
    if kind in {Type.SCALE, Type.NUMBER, Type.CONSENT}:
        return float(value) if kind == Type.NUMBER else int(value)
    if kind == Type.NOW_WISH:
        point = value[0 if column.part == "now" else 1]
        return MISSING if point is None else int(point)
    if kind == Type.MATRIX:
        return int(value.get(column.part, MISSING))
    if kind == Type.DATE:
        return (dt.date.fromisoformat(value) - _EPOCH).days
    if kind == Type.PLACE:
        return float(value[0 if column.part == "lat" else 1])
    return _chosen_cell(column, chosen(value))


def _chosen_cell(column: Column, keys: list[str]) -> int:
    if column.question.type == Type.MULTIPLE:
        return int(column.part in keys)
    if column.question.type == Type.RANKING:
        return keys.index(column.part) + 1 if column.part in keys else 0
    places = [option.key for option in column.question.all_options]
    return places.index(keys[0]) if keys[0] in places else MISSING
