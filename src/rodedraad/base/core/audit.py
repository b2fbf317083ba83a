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


def record(act: str, *, on: models.Model, by: models.Model | None, organisation_id: int | None = None,
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
    head = _lock_head(owner)
    line.sequence = head.sequence + 1
    line.previous_hash = head.hash
    line.hash = digest(line)
    line.save(force_insert=True)
    AuditHead.objects.filter(organisation_id=owner).update(sequence=line.sequence, hash=line.hash)
    return line


def _lock_head(organisation_id: int) -> AuditHead:
    head = AuditHead.objects.select_for_update().filter(organisation_id=organisation_id).first()
    if head is None:
        AuditHead.objects.bulk_create(
            [AuditHead(organisation_id=organisation_id, sequence=0, hash=GENESIS)], ignore_conflicts=True
        )
        head = AuditHead.objects.select_for_update().get(organisation_id=organisation_id)
    return head


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
