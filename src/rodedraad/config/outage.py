"""When something breaks: a Dutch 500 page, and for a lost database a 503 that keeps what was typed."""

import logging
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

log = logging.getLogger(__name__)
NEVER_SHOWN = {"csrfmiddlewaretoken", "code", "password"}


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 503 when the database is away (also inside middleware), 500 for any other fault."""
    exception = sys.exc_info()[1]
    if isinstance(exception, OperationalError | InterfaceError):
        log.error("database away: %s", exception)
        return _answer(request, 503, "Service Unavailable")
    return _answer(request, 500, "Internal Server Error")


def _answer(request: HttpRequest, status: int, title: str) -> HttpResponse:
    if request.path.startswith("/api/"):
        problem = {"type": "about:blank", "title": title, "status": status}
        response: HttpResponse = JsonResponse(problem, status=status, content_type="application/problem+json")
    else:
        context = {"typed": _typed(request), "path": request.path, "csrf_token": get_token(request)}
        response = HttpResponse(render_to_string(f"{status}.html", context), status=status)
    if status == 503:
        response["Retry-After"] = "30"
    return response


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    if request.method != "POST":
        return []
    return [(name, value) for name, value in request.POST.items() if value and name not in NEVER_SHOWN]
