"""A test database that threads can share: SQLite in memory locks whole tables, a file behaves as in production."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection


@contextmanager
def database_on_disk(folder: Path) -> Iterator[None]:
    """Move an in-memory test database to a file for a while; PostgreSQL needs nothing."""
    if connection.vendor != "sqlite" or not connection.is_in_memory_db():
        yield
        return
    connection.ensure_connection()
    in_memory, name = connection.connection, connection.settings_dict["NAME"]
    path = str(folder / "race.sqlite3")
    with sqlite3.connect(path) as target:
        in_memory.backup(target)
    target.close()
    connection.connection, connection.settings_dict["NAME"] = None, path
    try:
        yield
    finally:
        connection.close()
        connection.connection, connection.settings_dict["NAME"] = in_memory, name
