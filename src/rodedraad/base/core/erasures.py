"""The erasure journal: which acts took words or names away, kept outside the database so that a restore repeats them.

A backup brings back what people had taken away since. An app registers an act by its name in the audit log; from then
on each audit line of that act is also written to a file of its own, and `repeat` does it again on restored data.
The file holds numbers of rows and moments: no name, no text, no address.
"""

import json
import logging
import os
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

log = logging.getLogger(__name__)

# Clocks of several machines differ; repeating what the backup already knows does nothing.
MARGIN = timedelta(minutes=10)
Again = Callable[[models.Model, dict[str, Any]], bool]


@dataclass(frozen=True)
class Erasure:
    """One act that took something away: on which row, made when, and whether the transaction is known to be done."""

    key: str
    act: str
    model: str
    pk: str
    born: str
    facts: dict[str, Any] = field(default_factory=dict)
    done: datetime | None = None
    asked: datetime | None = None

    @property
    def moment(self) -> datetime | None:
        """When it was done, else when it was asked."""
        return self.done or self.asked


@dataclass
class Repeated:
    """What came of repeating: how many were done again, and which a person must look at."""

    done: int = 0
    left: list[str] = field(default_factory=list)


_again: dict[str, Again] = {}


def register_erasure(act: str, again: Again) -> None:
    """Keep `act` in the journal; `again(row, facts)` does it on a restored row and says whether there was need to."""
    _again[act] = again


def erasure_acts() -> list[str]:
    """The names of all acts that are kept."""
    return sorted(_again)


def note(act: str, *, on: models.Model, facts: dict[str, Any]) -> None:
    """Write an erasure down before its transaction ends, and that it was done once it has; other acts pass by.

    When the machine stops in between, the line stays without an end: a restore names it for a person to look at.
    """
    if act not in _again:
        return
    key = uuid.uuid4().hex
    _append({"key": key, "act": act, "model": on._meta.label_lower, "pk": str(on.pk), "born": _born(on),
             "facts": facts, "asked": timezone.now().isoformat()})
    transaction.on_commit(partial(_finish, key), robust=True)


def read_journal(path: Path) -> dict[str, Erasure]:
    """The erasures in a journal by key, in order; a line that a power cut broke off is passed over."""
    found: dict[str, Erasure] = {}
    for line in _lines(path):
        key = str(line.get("key"))
        if "act" in line:
            asked = parse_datetime(line.pop("asked", ""))
            found[key] = Erasure(**line, asked=asked)
        elif key in found:
            found[key] = Erasure(**{**vars(found[key]), "done": parse_datetime(line["done"])})
    return found


def merge_journal(source: Path) -> None:
    """Add to the own journal what another one (out of a backup, or of the machine before) has more."""
    own = {json.dumps(line, sort_keys=True) for line in _lines(journal())}
    for line in _lines(source):
        if json.dumps(line, sort_keys=True) not in own:
            _append(line)


def repeat(*, since: datetime) -> Repeated:
    """Do every erasure again that was done after `since`; each in its own transaction, doing it twice is once."""
    result = Repeated()
    for erasure in read_journal(journal()).values():
        moment = erasure.moment
        if moment is None or moment < since - MARGIN:
            continue
        if erasure.done is None:
            result.left.append(f"{erasure.act} {erasure.pk}: not known whether it was done")
            continue
        try:
            result.done += _repeat_one(erasure)
        except Exception as error:
            # One that cannot be done again may not keep the others from it.
            log.exception("erasure %s %s", erasure.act, erasure.pk)
            result.left.append(f"{erasure.act} {erasure.pk}: {type(error).__name__}")
    return result


def journal() -> Path:
    """The file in which erasures are kept."""
    return Path(settings.ERASURE_JOURNAL)


def _repeat_one(erasure: Erasure) -> bool:
    from django.apps import apps  # noqa: PLC0415 -- this module is read before the apps are ready
    from django_scopes import scope, scopes_disabled  # noqa: PLC0415 -- idem

    model = apps.get_model(erasure.model)
    with scopes_disabled():
        row = model._base_manager.filter(pk=erasure.pk).first()
        # The backup is older than the row, or its number was given to another row since.
        if row is None or _born(row) != erasure.born or erasure.act not in _again:
            return False
        organisation = row.organisation  # type: ignore[attr-defined]
    with scope(organisation=organisation), transaction.atomic():
        return _again[erasure.act](row, erasure.facts)


def _born(row: models.Model) -> str:
    created = getattr(row, "created_at", None)
    return created.astimezone(timezone.get_fixed_timezone(0)).isoformat() if created else ""


def _finish(key: str) -> None:
    _append({"key": key, "done": timezone.now().isoformat()})


def _append(line: dict[str, Any]) -> None:
    path = journal()
    is_new = not path.exists()
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        # The line break comes first: a line that was broken off before never swallows this one.
        os.write(handle, f"\n{json.dumps(line)}".encode())
        os.fsync(handle)
    finally:
        os.close(handle)
    if is_new:
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if not path.exists():
        return
    for text in path.read_text().splitlines():
        try:
            line = json.loads(text)
        except ValueError:
            continue
        if isinstance(line, dict):
            yield line
