"""What no address may hold, refused before any page reads it."""

from collections.abc import Callable

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse

NUL = "\x00"


class NulMiddleware:
    """Answers 400 to an address with a NUL: PostgreSQL cannot store or compare one, and no person types it.

    Forms have their own check (`ProhibitNullCharactersValidator`); paths and query strings reach the database without.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse, or go on."""
        query = request.META.get("QUERY_STRING", "")
        if NUL in request.path or NUL in query or "%00" in query:
            raise SuspiciousOperation("NUL in the address")
        return self.get_response(request)
