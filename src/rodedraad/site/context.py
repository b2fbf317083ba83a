"""What every page needs: the organisation, the person and the navigation."""

from typing import Any

from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of every template."""
    return {"organisation": getattr(request, "organisation", None), "person": getattr(request, "person", None)}
