"""The pattern page: every component of the thread's pages at one address, for who builds them."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rodedraad.base.core.permissions import requires

from .patterns import example


def find_example(request: HttpRequest) -> dict[str, Any]:
    """The examples; there is no such page where `SHOW_PATTERNS` is off."""
    if not settings.SHOW_PATTERNS:
        raise Http404
    return example()


@require_safe
@requires("ui.patterns", find=find_example)
def patterns(request: HttpRequest, shown: dict[str, Any]) -> HttpResponse:
    """What components are there, and how do they look?"""
    return render(request, "ui/patterns/page.html", shown)
