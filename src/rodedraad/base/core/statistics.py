"""Keep the database's picture of its own tables fresh: without it SQLite chooses a poor plan for small themes."""

from django.db import connection


def refresh_statistics() -> None:
    """Let the database look at a sample of its tables. A second at most, also with a million rows."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA analysis_limit = 1000")
        cursor.execute("ANALYZE")
