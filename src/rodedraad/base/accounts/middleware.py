"""Who asks, in this organisation: sets `request.person`."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from .session import person_for


class PersonMiddleware:
    """Set `request.person` to the logged-in Person of this organisation, or a Visitor. Lazy: no query until asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Bind the person to the request."""
        request.person = SimpleLazyObject(lambda: person_for(request))  # type: ignore[attr-defined]
        return self.get_response(request)
