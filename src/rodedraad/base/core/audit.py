"""The audit log: each act leaves one line, chained by hash per organisation, so that a change is found.

A line says who did what act on what, when, with a few facts (never the text of a contribution, never an e-mail
address). `record` runs in the act's own transaction and takes the head of the chain as its last lock.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, models
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from . import erasures
from .models import AuditHead, AuditLine

GENESIS = "0" * 64


class NotInTransactionError(RuntimeError):
    """`record` was called outside the transaction of an act."""


@dataclass(frozen=True)
class Fault:
    """The first line of a chain that does not fit: its organisation, its number and what is wrong."""

    organisation_id: int
    sequence: int
    reason: str


def record(act: str, *, on: models.Model, by: object, organisation_id: int | None = None,
           **facts: Any) -> AuditLine:
    """Write the audit line of an act, inside the transaction of that act.

    `by` is the acting Person, None for the system or a visitor. `facts` must be JSON and hold no personal data.
    """
    if not connection.in_atomic_block:
        raise NotInTransactionError(act)
    owner = organisation_id if organisation_id is not None else getattr(on, "organisation_id", None) or on.pk
    line = AuditLine(
        organisation_id=owner,
        at=timezone.now(),
        actor_id=getattr(by, "pk", None),
        act=act,
        subject_type=on._meta.label_lower,
        subject_id=str(on.pk),
        facts=facts,
    )
    with connection.cursor() as cursor:
        line.pk, line.sequence, line.previous_hash, line.hash = _append(cursor, line)
    erasures.note(act, on=on, facts=facts)
    return line


_HEADS = AuditHead._meta.db_table
_LINES = AuditLine._meta.db_table
_SHA256 = {"sqlite": "SHA256({})", "postgresql": "encode(sha256(convert_to({}, 'UTF8')), 'hex')"}
_TEXT = "%s || CAST(sequence + 1 AS text) || %s || hash || %s"
_COLUMNS = "organisation_id, at, actor_id, act, subject_type, subject_id, facts, sequence, previous_hash, hash"


def _append(cursor: CursorWrapper, line: AuditLine) -> tuple[int, int, str, str]:
    """Move the head of the chain on and write the line behind it: its key, number, the hash before it and its own.

    The database itself hashes: between taking the head and the commit no other work is done, since every act of the
    organisation waits for that lock. On PostgreSQL it is one statement.
    """
    before, after = _around_the_number(line)
    take = (f"UPDATE {_HEADS} SET sequence = sequence + 1, previous_hash = hash, "  # noqa: S608 -- own names
            f"hash = {_SHA256[connection.vendor].format(_TEXT)} "
            "WHERE organisation_id = %s RETURNING sequence, previous_hash, hash")
    taking = [before, after, '"]', line.organisation_id]
    values = [line.organisation_id, connection.ops.adapt_datetimefield_value(line.at), line.actor_id, line.act,
              line.subject_type, line.subject_id, json.dumps(line.facts)]
    for _try in range(2):
        if connection.vendor == "postgresql":
            cursor.execute(f"WITH head AS ({take}) INSERT INTO {_LINES} ({_COLUMNS}) "  # noqa: S608
                           "SELECT %s, %s::timestamptz, %s::bigint, %s, %s, %s, %s::jsonb, head.* FROM head "
                           "RETURNING id, sequence, previous_hash, hash", [*taking, *values])
            found = cursor.fetchone()
        else:
            cursor.execute(take, taking)
            found = head = cursor.fetchone()
            if head:
                cursor.execute(f"INSERT INTO {_LINES} ({_COLUMNS}) "  # noqa: S608
                               "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)", [*values, *head])
                found = (cursor.lastrowid, *head)
        if found:
            return found
        cursor.execute(f"INSERT INTO {_HEADS} (organisation_id, sequence, previous_hash, hash) "  # noqa: S608
                       "VALUES (%s, 0, %s, %s) ON CONFLICT (organisation_id) DO NOTHING",
                       [line.organisation_id, GENESIS, GENESIS])
    raise RuntimeError("the audit chain has no head")


def _around_the_number(line: AuditLine) -> tuple[str, str]:
    """The text that is hashed, without the number of the line and without the hash before it; see `digest`."""
    whole = _content(line)
    return f"[{_written(whole[0])},", f",{','.join(_written(each) for each in whole[2:-1])},\""


def digest(line: AuditLine) -> str:
    """SHA-256 (hex) over the line's content and the hash before it."""
    return hashlib.sha256(_written(_content(line)).encode()).hexdigest()


def _content(line: AuditLine) -> list[Any]:
    return [line.organisation_id, line.sequence, _stamp(line.at), line.actor_id, line.act, line.subject_type,
            line.subject_id, line.facts, line.previous_hash]


def _written(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def _stamp(at: datetime) -> str:
    return at.astimezone(tz=timezone.get_fixed_timezone(0)).isoformat(timespec="microseconds")


def verify() -> Iterator[Fault]:
    """The first fault of each organisation's chain: altered, missing, out of place, or cut off at the end."""
    for head in AuditHead.objects.order_by("organisation_id"):
        fault = _verify_chain(head)
        if fault:
            yield fault
    headless = AuditLine.objects.exclude(organisation_id__in=AuditHead.objects.values("organisation_id"))
    for line in headless.order_by("sequence")[:1]:
        yield Fault(line.organisation_id, line.sequence, "the head of this chain is gone")


def _verify_chain(head: AuditHead) -> Fault | None:
    expected, previous = 1, GENESIS
    lines = AuditLine.objects.filter(organisation_id=head.organisation_id).order_by("sequence")
    for line in lines.iterator(chunk_size=5000):
        if line.sequence != expected:
            return Fault(head.organisation_id, expected, "this line is missing")
        if line.previous_hash != previous or line.hash != digest(line):
            return Fault(head.organisation_id, line.sequence, "this line was altered")
        expected, previous = expected + 1, line.hash
    if (head.sequence, head.hash) != (expected - 1, previous):
        return Fault(head.organisation_id, expected, "lines at the end are missing")
    return None
