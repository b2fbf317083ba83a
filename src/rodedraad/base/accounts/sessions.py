"""Sessions in the database, read with one bare statement: every request of a logged-in person starts with it."""

from typing import NamedTuple

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection
from django.utils import timezone


class _Stored(NamedTuple):
    """What is kept of a session."""

    session_data: str


class SessionStore(DatabaseStore):
    """Django's own store; only the reading goes past the query builder."""

    def _get_session_from_db(self) -> _Stored | None:
        table = connection.ops.quote_name(self.model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT session_data FROM {table} WHERE session_key = %s AND expire_date > %s",  # noqa: S608 -- own name
                [self.session_key, connection.ops.adapt_datetimefield_value(timezone.now())],
            )
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return None
        return _Stored(row[0])
