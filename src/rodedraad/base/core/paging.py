"""Reading many rows while writing: in pages by number, so that no cursor stays open in between.

On SQLite an open cursor holds what it saw; as soon as another process has written, this one may not write any more and
hears “database is locked” at once, without waiting.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

PAGE = 500


def in_pages(rows: QuerySet, size: int = PAGE) -> Iterator[list[Any]]:
    """The rows in the order of their number, a list of at most `size` at a time; new ones that come later too."""
    last: Any = None
    ordered = rows.order_by("pk")
    while page := list((ordered if last is None else ordered.filter(pk__gt=last))[:size]):
        yield page
        last = page[-1].pk


def one_by_one(rows: QuerySet, size: int = PAGE) -> Iterator[Any]:
    """The same, row by row."""
    for page in in_pages(rows, size):
        yield from page
