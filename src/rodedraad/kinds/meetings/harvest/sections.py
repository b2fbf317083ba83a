"""The section on the public page of a meeting: how much was said, and a few statements."""

from typing import Any

from django.http import HttpRequest

from ..lookup import url_of
from ..models import Meeting
from .queries import counts_of, readable_quotes

SHOWN = 3


def said_in_meeting(_request: HttpRequest, meeting: Meeting) -> tuple[str, dict[str, Any]] | None:
    """What was said here; nothing before the first statement is public or counts."""
    counted = counts_of(meeting)
    if not counted.total:
        return None
    return "meetings/harvest/section.html", {
        "counted": counted, "quotes": list(readable_quotes(meeting)[:SHOWN]), "harvest_url": url_of("harvest", meeting)}
