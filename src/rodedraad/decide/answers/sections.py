"""What the page of a theme shows of its answers, or when the answer is promised."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from rodedraad.understand.themes.models import Theme

from .queries import answers_for
from .rules import charter_in_force


def theme_section(_request: HttpRequest, theme: Theme) -> tuple[str, dict[str, Any]] | None:
    """The published answers to a theme; without one the promised day, said in words when it has passed."""
    found = answers_for(theme_ids=[theme.pk])
    charter = None if found else charter_in_force(theme.process)
    answer_by = charter.answer_by if charter else None
    if not found and answer_by is None:
        return None
    is_late = answer_by is not None and answer_by < timezone.localdate()
    return "answers/parts/theme_section.html", {"answers": found, "answer_by": answer_by, "is_late": is_late}
