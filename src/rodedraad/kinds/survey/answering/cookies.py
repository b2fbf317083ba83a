"""The code of a respondent, kept by the own browser only: never in a session, a log or a table."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from ..lookup import url_of
from ..models import Survey

SALT = "survey.code"
GRACE = timedelta(hours=1)
"""How long after the end the browser still knows the code: who is late reads what happened, not an error."""


def _name(survey: Survey) -> str:
    return f"vragenlijst-{survey.pk}"


def code_of(request: HttpRequest, survey: Survey) -> str:
    """The code that this browser keeps for a survey; "" when it has none, or not one that we signed."""
    return str(request.get_signed_cookie(_name(survey), "", salt=SALT))


def keep(response: HttpResponse, survey: Survey, code: str) -> None:
    """Let the browser keep the code, for the pages of this survey only, until it closes."""
    lasts = max(survey.closes_at + GRACE - timezone.now(), GRACE)
    response.set_signed_cookie(
        _name(survey), code, salt=SALT, max_age=int(lasts.total_seconds()), path=url_of("start", survey),
        httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)


def forget(response: HttpResponse, survey: Survey) -> None:
    """Let the browser forget it."""
    response.delete_cookie(_name(survey), path=url_of("start", survey), samesite="Lax")
