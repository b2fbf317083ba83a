"""The full-text index over contributions: FTS5 kept by triggers on SQLite, a functional GIN index on PostgreSQL.

`install` runs after each `migrate`. On SQLite a change of the table makes Django build that table anew, which silently
drops the triggers; so the index goes before such a migration and is built again from the rows after it.
"""

# ruff: noqa: S608 -- every name in these statements is a constant of this module
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

ROWS = "contributions_contribution"
INDEX = "contribution_search"
VOCABULARY = "contribution_words"
DOCUMENT = "to_tsvector('dutch'::regconfig, title || ' ' || text)"
_OLD = f"""INSERT INTO {INDEX}({INDEX}, rowid, title, text, owner)
    VALUES ('delete', old.id, old.title, old.text, 'o' || old.organisation_id || ' a' || old.activity_id);"""
_NEW = f"""INSERT INTO {INDEX}(rowid, title, text, owner)
    VALUES (new.id, new.title, new.text, 'o' || new.organisation_id || ' a' || new.activity_id);"""
_CHANGED = """old.title IS NOT new.title OR old.text IS NOT new.text OR old.id IS NOT new.id
    OR old.organisation_id IS NOT new.organisation_id OR old.activity_id IS NOT new.activity_id"""
TRIGGERS = {
    f"{INDEX}_insert": f"AFTER INSERT ON {ROWS} BEGIN {_NEW} END",
    f"{INDEX}_delete": f"AFTER DELETE ON {ROWS} BEGIN {_OLD} END",
    f"{INDEX}_update": f"AFTER UPDATE ON {ROWS} WHEN {_CHANGED} BEGIN {_OLD} {_NEW} END",
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the index, or what is missing of it."""
    if connection.vendor == "sqlite":
        _install_sqlite(connection)
    elif connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {INDEX} ON {ROWS} USING gin (({DOCUMENT}))")


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the index away again."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP INDEX IF EXISTS {INDEX}")
            return
        for name in TRIGGERS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        cursor.execute(f"DROP TABLE IF EXISTS {VOCABULARY}")
        cursor.execute(f"DROP TABLE IF EXISTS {INDEX}")


def _install_sqlite(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{INDEX}_%"])
        if cursor.fetchone()[0] == len(TRIGGERS):
            return
        # Contentless: no view or copy of the table, which would stand in the way of Django's rebuilding of it.
        # `owner` lets a search stay inside one activity or organisation.
        cursor.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {INDEX} USING fts5(title, text, owner, content='', "
            "tokenize='unicode61 remove_diacritics 2', prefix='3')"
        )
        cursor.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS {VOCABULARY} USING fts5vocab('{INDEX}', 'row')")
        for name, body in TRIGGERS.items():
            cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {name} {body}")
        cursor.execute(f"INSERT INTO {INDEX}({INDEX}) VALUES ('delete-all')")
        cursor.execute(
            f"INSERT INTO {INDEX}(rowid, title, text, owner) "
            f"SELECT id, title, text, 'o' || organisation_id || ' a' || activity_id FROM {ROWS}"
        )


def install_after_migrate(using: str, **_: Any) -> None:
    """Receiver of `post_migrate`: see the top of this module."""
    connection = connections[using]
    if ROWS in connection.introspection.table_names():
        install(connection)


def remove_before_migrate(using: str, plan: list[tuple[Any, bool]], **_: Any) -> None:
    """Receiver of `pre_migrate`: on SQLite make way when a migration of this app is about to run."""
    connection = connections[using]
    if connection.vendor == "sqlite" and any(migration.app_label == "contributions" for migration, _back in plan):
        remove(connection)
