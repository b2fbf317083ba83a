"""Who asks, and whether they may: one permission for each function of the API."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.utils import check_csrf

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.base.accounts.queries import person_for_key
from rodedraad.base.core.permissions import is_allowed, named_permissions

SAFE = {"GET", "HEAD", "OPTIONS"}


def identify(request: HttpRequest) -> Person | Visitor:
    """The person of the key, else of the session; with a session a change needs the CSRF token."""
    header = request.headers.get("Authorization", "")
    if header:
        found = person_for_key(header.removeprefix("Bearer ").strip()) if header.startswith("Bearer ") else None
        if found is None:
            raise HttpError(401, "")
        person, key = found
        if request.method not in SAFE and not key.can_write:
            raise PermissionDenied
        return person
    person = request.person  # type: ignore[attr-defined]
    if request.method not in SAFE and request.COOKIES and check_csrf(request, lambda: None):
        raise PermissionDenied
    return person  # type: ignore[no-any-return]


def guarded(permission: str, *, find: Callable[..., Any] | None = None) -> Callable[[Callable[..., Any]], Any]:
    """As `requires` for pages: the function gets `(request, subject, …)` when `find` fetches one.

    `find(request, <names>)` takes its names from the parameters of the address and of the body.
    """
    named_permissions.add(permission)
    taken = [name for name in inspect.signature(find).parameters if name != "request"] if find else []

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def checked(request: HttpRequest, **named: Any) -> Any:
            person = identify(request)
            request.person = person  # type: ignore[attr-defined]
            subject = find(request, **{name: named[name] for name in taken}) if find else request.organisation  # type: ignore[attr-defined]
            if not is_allowed(person, permission, subject):
                raise PermissionDenied if person.is_authenticated else HttpError(401, "")
            if not find:
                return function(request, **named)
            return function(request, subject, **{name: value for name, value in named.items() if name in kept})

        own = list(inspect.signature(function).parameters.values())
        kept = {parameter.name for parameter in own[2 if find else 1:]}
        checked.__signature__ = _joined(own, find, taken)  # type: ignore[attr-defined]
        checked.permission = permission  # type: ignore[attr-defined]
        return checked

    return decorate


def _joined(own: list[inspect.Parameter], find: Callable[..., Any] | None, taken: list[str]) -> inspect.Signature:
    """The parameters that ninja must read: those of `find` and those of the function."""
    if find is None:
        return inspect.Signature(own)
    asked = inspect.signature(find).parameters
    rest = [each for each in own[2:] if each.name not in taken]
    typed = {each.name: each for each in own}
    named = [*(typed.get(name, asked[name]) for name in taken), *rest]
    ordered = sorted((each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in named), key=lambda each: each.name)
    return inspect.Signature([own[0], *ordered])
