"""One door for permissions: a view names one permission, `rules` holds the law, an unknown name fails.

Each app states its law in `permissions.py` with `rules.add_perm("app.verb_noun", predicate)`;
predicates take `(person, subject)` and return a bool.
"""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol
from urllib.parse import urlencode

import rules
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url

View = Callable[..., HttpResponse]
named_permissions: set[str] = set()


class Actor(Protocol):
    """Whoever asks: a `Person` or a `Visitor`."""

    is_authenticated: bool

    def may(self, permission: str, subject: object = None) -> bool:
        """Whether this actor has the permission on the subject."""
        ...


class UnknownPermissionError(LookupError):
    """A permission name that no app has declared."""


def is_allowed(actor: object, permission: str, subject: object = None) -> bool:
    """Whether `actor` has `permission` on `subject`; raises `UnknownPermissionError` for a misspelt name."""
    if not rules.perm_exists(permission):
        raise UnknownPermissionError(permission)
    return bool(rules.has_perm(permission, actor, subject))


def requires(permission: str, *, find: Callable[..., Any] | None = None) -> Callable[[View], View]:
    """Let a view run only for who has `permission`.

    `find(request, <names of url parts>)` fetches the subject (or raises Http404); the view then is called as
    `view(request, subject, <url parts that find did not take>)`. Without `find` the subject is the organisation.
    A visitor who lacks the permission is sent to the login page, staff who must set up a second step to where they do
    so; anybody else gets 403.
    """
    named_permissions.add(permission)
    taken = set(inspect.signature(find).parameters) - {"request"} if find else set()

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            subject = request.organisation  # type: ignore[attr-defined]
            if find:
                subject = find(request, **{name: kwargs.pop(name) for name in taken if name in kwargs})
                args = (subject, *args)
            person: Actor = request.person  # type: ignore[attr-defined]
            if not is_allowed(person, permission, subject):
                return _refuse(request, person)
            return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def _refuse(request: HttpRequest, person: Actor) -> HttpResponse:
    is_api = request.path.startswith("/api/")
    if getattr(person, "second_step_due", False) and not is_api:
        return HttpResponseRedirect(resolve_url("mfa_index"))
    if person.is_authenticated or is_api:
        raise PermissionDenied
    back = request.get_full_path() if request.method == "GET" else request.path
    return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back})}")
