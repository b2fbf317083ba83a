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
    Every act ends here while it holds the head of the chain, so it goes in three bare statements.
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
        line.sequence, line.previous_hash = _next_in_chain(cursor, owner)
        line.hash = digest(line)
        line.pk = _insert(cursor, line)
        cursor.execute(f"UPDATE {_HEADS} SET hash = %s WHERE organisation_id = %s", [line.hash, owner])  # noqa: S608
    return line


_HEADS = AuditHead._meta.db_table
_LINES = AuditLine._meta.db_table


def _next_in_chain(cursor: CursorWrapper, organisation_id: int) -> tuple[int, str]:
    """Lock the head of a chain and move it on: the number of the next line and the hash of the last."""
    take = f"UPDATE {_HEADS} SET sequence = sequence + 1 WHERE organisation_id = %s RETURNING sequence, hash"  # noqa: S608
    cursor.execute(take, [organisation_id])
    found = cursor.fetchone()
    if found is None:
        cursor.execute(f"INSERT INTO {_HEADS} (organisation_id, sequence, hash) VALUES (%s, 0, %s) "  # noqa: S608
                       "ON CONFLICT (organisation_id) DO NOTHING", [organisation_id, GENESIS])
        cursor.execute(take, [organisation_id])
        found = cursor.fetchone()
    return int(found[0]), str(found[1])


def _insert(cursor: CursorWrapper, line: AuditLine) -> int:
    at = connection.ops.adapt_datetimefield_value(line.at)
    cursor.execute(
        f"INSERT INTO {_LINES} (organisation_id, sequence, at, actor_id, act, subject_type, subject_id, facts, "  # noqa: S608
        "previous_hash, hash) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id",
        [line.organisation_id, line.sequence, at, line.actor_id, line.act, line.subject_type, line.subject_id,
         json.dumps(line.facts), line.previous_hash, line.hash],
    )
    return int(cursor.fetchone()[0])


def digest(line: AuditLine) -> str:
    """SHA-256 (hex) over the line's content and the hash before it."""
    content = [line.organisation_id, line.sequence, _stamp(line.at), line.actor_id, line.act, line.subject_type,
               line.subject_id, line.facts, line.previous_hash]
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


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
