"""One table of a process as data: its rows, all or only the public ones, and its columns under fixed names."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from rodedraad.listen.processes.models import Process

CHUNK = 2000
Cell = Callable[[Any], Any]


@dataclass(frozen=True)
class Export:
    """One table: what it is called, its rows (all or only public ones), and its columns as (name, cell)."""

    key: str
    label: str | Promise
    rows: Callable[..., QuerySet]
    columns: Sequence[tuple[str, Cell]]
    staff_columns: Sequence[tuple[str, Cell]] = ()

    def header(self, *, public: bool) -> list[str]:
        """The names of the columns: fixed words, the same in every language, so that programs can rely on them."""
        return [name for name, _cell in self._columns(public=public)]

    def lines(self, process: Process, *, public: bool) -> Iterator[list[Any]]:
        """The rows, read in chunks."""
        columns = self._columns(public=public)
        for row in self.rows(process, public=public).iterator(chunk_size=CHUNK):
            yield [cell(row) for _name, cell in columns]

    def _columns(self, *, public: bool) -> list[tuple[str, Cell]]:
        return [*self.columns, *(() if public else self.staff_columns)]


_tables: dict[str, Export] = {}


def register_table(table: Export) -> None:
    """Let a kind add a table to the open data and exports; a second one with the same key is a programming error."""
    if table.key in _tables:
        raise ValueError(f"table {table.key!r} is registered twice")
    _tables[table.key] = table


def registered_tables() -> dict[str, Export]:
    """The tables that kinds added, by key."""
    return dict(_tables)
