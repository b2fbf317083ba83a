"""Locks of the deciding floor: one process at a time, one row at a time, and never over somebody else's words."""

from typing import TypeVar

from django.db import models

from rodedraad.listen.processes.models import Process

from .errors import StaleError

Row = TypeVar("Row", bound=models.Model)


def hold_process(process_id: int) -> Process:
    """Lock the process, so that two acts do not recompute its knots at the same time without seeing each other.

    Taken before any other lock of the act. New contributions are not kept waiting (`NO KEY`).
    """
    return Process.objects.select_for_update(no_key=True).get(pk=process_id)


def hold(row: Row, version: int | None) -> Row:
    """Lock the row and fetch it anew. Raises `StaleError` when its version is not the one the person saw."""
    manager = type(row).objects  # type: ignore[attr-defined]
    current: Row = manager.select_for_update(of=("self",)).select_related("process", "organisation").get(pk=row.pk)
    if version is not None and current.version != version:  # type: ignore[attr-defined]
        raise StaleError(current)
    return current
