"""Words that wait in the session while somebody logs in, so that nothing typed is lost on the way."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import urlencode

LONGEST = 6000


def keep(request: HttpRequest, name: str, fields: Mapping[str, str]) -> None:
    """Keep typed words under a name, until the browser session ends or `drop`."""
    request.session[f"draft:{name}"] = {key: str(value)[:LONGEST] for key, value in fields.items()}


def kept(request: HttpRequest, name: str) -> dict[str, str]:
    """The words kept under a name; empty when there are none."""
    found = request.session.get(f"draft:{name}")
    return dict(found) if isinstance(found, dict) else {}


def drop(request: HttpRequest, name: str) -> None:
    """Forget the words; they have been placed."""
    request.session.pop(f"draft:{name}", None)


def to_login(back: str) -> HttpResponse:
    """To the login page, and back to an address of ours afterwards."""
    return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back})}")
