"""A cross table with totals: which cells and totals are hidden, so that no subtraction gives a small count away."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from .attack import Facts, exposed
from .rows import DEFAULT

Array = np.ndarray[Any, np.dtype[Any]]

ALL_BLOCKS = 4096  # so many blocks of cells are all attacked; in a larger table the blocks within one row or column


@dataclass(frozen=True)
class Shown:
    """A table whose last row and last column are totals; -1 stands where nothing is shown."""

    cells: Array

    @property
    def hidden(self) -> Array:
        """Where nothing is shown."""
        return self.cells < 0


def with_totals(counts: Array) -> Array:
    """The table with its row totals, column totals and grand total."""
    rows = np.hstack([counts, counts.sum(axis=1, keepdims=True)])
    return np.vstack([rows, rows.sum(axis=0, keepdims=True)])


def protect(counts: Array, threshold: int = DEFAULT) -> Shown:
    """Hide every count under the threshold (nought too, as soon as one is small), then as little more as is needed.

    After each step the attacker of `attack.exposed` tries to bring any block of cells (some rows by some columns)
    between 1 and the threshold, from all that is still shown. What exposes a block loses its smallest shown number:
    first a cell in the rows and columns of the block, then a total. It ends, at the latest with an empty table.
    """
    full = with_totals(np.asarray(counts, dtype=int))
    hidden = full < threshold
    if not bool((hidden & (full > 0)).any()):
        return Shown(full)
    blocks = _blocks(*counts.shape)
    flat = np.asarray(counts, dtype=int).ravel()
    while True:
        shown = Shown(np.where(hidden, -1, full))
        leaking = exposed(facts_of(shown), flat, blocks, threshold)
        if not leaking:
            return shown
        hidden[_next(full, hidden, blocks[leaking[0]].reshape(counts.shape).astype(bool))] = True


def facts_of(shown: Shown) -> Facts:
    """What a reader of the table knows."""
    rows, columns = (size - 1 for size in shown.cells.shape)
    facts = Facts(rows * columns)
    for row in range(rows + 1):
        for column in range(columns + 1):
            if shown.cells[row, column] < 0:
                continue
            line = np.zeros((rows, columns))
            line[slice(None) if row == rows else row, slice(None) if column == columns else column] = 1
            facts.exactly(line.ravel(), int(shown.cells[row, column]))
    return facts


def _blocks(rows: int, columns: int) -> Array:
    """Every block: some rows by some columns."""
    some_rows, some_columns = _subsets(rows), _subsets(columns)
    if len(some_rows) * len(some_columns) > ALL_BLOCKS:
        one_row, one_column = np.eye(rows, dtype=int), np.eye(columns, dtype=int)
        many_rows = some_rows if rows <= 10 else np.vstack([one_row, np.ones((1, rows), dtype=int)])
        many_columns = some_columns if columns <= 10 else np.vstack([one_column, np.ones((1, columns), dtype=int)])
        parts = [np.einsum("ai,bj->abij", *pair).reshape(-1, rows * columns)
                 for pair in ((one_row, many_columns), (many_rows, one_column))]
        return np.unique(np.vstack(parts), axis=0)
    return np.asarray(np.einsum("ai,bj->abij", some_rows, some_columns).reshape(-1, rows * columns))


def _subsets(n: int) -> Array:
    if n > 12:
        return np.ones((ALL_BLOCKS, n), dtype=int)  # too many to write out: only its number is used
    return np.asarray((np.arange(1, 1 << n)[:, None] >> np.arange(n)) & 1)


def _next(full: Array, hidden: Array, block: Array) -> tuple[int, int]:
    """The smallest number still shown beside the block: a cell, else a total of its rows or columns, else any."""
    rows, columns = np.append(block.any(axis=1), False), np.append(block.any(axis=0), False)
    beside = rows[:, None] | columns[None, :]
    inner = np.zeros_like(hidden)
    inner[:-1, :-1] = True
    for part in (beside & inner, beside, np.ones_like(hidden)):
        places = np.argwhere(part & ~hidden)
        if len(places):
            return tuple(places[np.argmin(full[tuple(places.T)])].tolist())
    raise AssertionError("a table with nothing in it gives nothing away")
