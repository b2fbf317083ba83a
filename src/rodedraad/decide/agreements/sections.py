"""What the page of a process shows of answers, decisions and promises."""

from typing import Any

from django.http import HttpRequest

from rodedraad.decide.answers.models import Answer, Decision
from rodedraad.listen.processes.models import Process

from .models import Commitment
from .queries import open_first, row_of

SHOWN = 3


def answers_section(_request: HttpRequest, process: Process) -> tuple[str, dict[str, Any]] | None:
    """The newest answers; nothing before the first."""
    rows = list(Answer.objects.published().filter(process=process)[:SHOWN])
    return ("agreements/parts/answers_section.html", _part(process, rows)) if rows else None


def decisions_section(_request: HttpRequest, process: Process) -> tuple[str, dict[str, Any]] | None:
    """The newest decisions; nothing before the first."""
    rows = list(Decision.objects.published().filter(process=process)[:SHOWN])
    return ("agreements/parts/decisions_section.html", _part(process, rows)) if rows else None


def commitments_section(_request: HttpRequest, process: Process) -> tuple[str, dict[str, Any]] | None:
    """The promises that come first; nothing before the first is made."""
    rows = list(open_first(Commitment.objects.public().filter(process=process))[:SHOWN])
    part = _part(process, [row_of(row) for row in rows])
    return ("agreements/parts/commitments_section.html", part) if rows else None


def _part(process: Process, rows: list[Any]) -> dict[str, Any]:
    return {"process": process, "rows": rows}
