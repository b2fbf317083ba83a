"""Every error of the API as problem+json (RFC 9457), with Dutch words for people."""

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

CONTENT_TYPE = "application/problem+json"


def problem(status: int, detail: str = "", **more: Any) -> HttpResponse:
    """A problem document."""
    body = {"type": "about:blank", "title": title_of(status), "status": status, "detail": detail, **more}
    return HttpResponse(json.dumps(body, ensure_ascii=False, default=str), status=status, content_type=CONTENT_TYPE)


def title_of(status: int) -> str:
    """What a status means, in words for people."""
    words = {
        400: _("We do not understand this request"),
        401: _("Log in or send a valid key"),
        403: _("You may not do this"),
        404: _("This is not there"),
        405: _("This method does not work here"),
        409: _("Something was changed in the meantime"),
        429: _("Too often in a short time"),
    }
    return words.get(status, HTTPStatus(status).phrase)


def field_errors(errors: dict[str, list[str]]) -> list[dict[str, str]]:
    """The errors per field as a list."""
    return [{"name": name, "reason": " ".join(reasons)} for name, reasons in errors.items()]


def is_api(request: HttpRequest) -> bool:
    """Whether a request is for the API."""
    return request.path.startswith("/api/")
