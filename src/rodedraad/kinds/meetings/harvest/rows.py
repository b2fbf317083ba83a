"""Rows of meetings for the API: what the person may see, finders, and each row in its shape."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from rodedraad.listen.contributions.querysets import COUNTED_ONCE
from rodedraad.listen.processes.models import Process

from ..models import Conversation, Meeting, Part, Quote
from .queries import readable_quotes

Row = dict[str, Any]


def meetings(person: Any) -> QuerySet:
    """The meetings of visible processes that are no draft, the latest first, with how much was said."""
    said = "conversations__quotes"
    shown = Meeting.objects.filter(activity__process__in=Process.objects.visible_to(person)).exclude(
        state=Meeting.State.DRAFT)
    return shown.select_related("activity__process", "organisation").prefetch_related("parts").annotate(
        n_counted=Count(said, filter=Q(**{f"{said}__contribution__state__in": COUNTED_ONCE})),
        n_readable=Count(said, filter=Q(**{f"{said}__contribution__state": "published"})),
    ).order_by("-starts_at", "-pk")


def find_gesprek(request: HttpRequest, id: int) -> Meeting:  # noqa: A002 -- the word of the address
    """A meeting that the person may know of. Raises Http404."""
    return get_object_or_404(meetings(request.person), pk=id)  # type: ignore[attr-defined]


def statements(meeting: Meeting) -> QuerySet:
    """The statements whose words are public: for staff too, who read the others at the desk."""
    return readable_quotes(meeting)


def parts_by_id(meeting: Meeting) -> dict[int, Part]:
    """The parts of the programme."""
    return {part.pk: part for part in meeting.parts.all()}


def part_of(parts: dict[int, Part], pk: int | None) -> Part | None:
    """A part of this meeting. Raises Http404 for one of another."""
    if pk is None:
        return None
    if pk not in parts:
        raise Http404
    return parts[pk]


def gesprek(row: Any) -> Row:
    """A meeting with its programme and numbers."""
    return {
        "id": row.pk, "traject": row.activity.process.slug, "activiteit": row.activity.slug, "vorm": row.form,
        "titel": row.title, "stand": row.state, "begint_op": row.starts_at, "eindigt_op": row.ends_at,
        "plaats": row.venue, "bezocht": row.visited_name, "uitspraken": row.n_counted, "leesbaar": row.n_readable,
        "onderdelen": [{"id": part.pk, "titel": part.title, "vraag": part.question} for part in row.parts.all()],
    }


def uitspraak(row: Quote) -> Row:
    """A statement, with the name only where the speaker agreed."""
    return {"bijdrage": row.contribution_id, "tekst": row.contribution.text, "rol": row.said_by_role,
            "naam": row.said_by_name or None, "onderdeel": row.part_id, "keer_gezegd": row.times_said}


def kaart(row: Conversation) -> Row:
    """A card that was recorded."""
    return {"id": row.pk, "gesprek": row.meeting_id, "titel": row.title, "uitspraken": row.quotes.count()}
