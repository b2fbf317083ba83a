"""On the page of a process: the booklets in which it stands."""

from typing import Any

from django.http import HttpRequest

from rodedraad.listen.processes.models import Process

from .queries import public_booklets

MOST = 5


def process_section(_request: HttpRequest, process: Process) -> tuple[str, dict[str, Any]] | None:
    """The published booklets made of this process, the newest first; one query."""
    found = list(public_booklets().filter(sources__process=process).distinct()[:MOST])
    return ("booklet/parts/of_process.html", {"booklets": found}) if found else None
