"""Who asks, in this organisation: sets `request.person`."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from .models import Person, Visitor


class PersonMiddleware:
    """Set `request.person` to the logged-in Person of this organisation, or a Visitor. Lazy: no query until asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.person = SimpleLazyObject(lambda: person_for(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def person_for(request: HttpRequest) -> Person | Visitor:
    """The Person behind the session; made at the first visit to an organisation with an existing login."""
    if not request.user.is_authenticated:
        return Visitor()
    organisation = request.organisation  # type: ignore[attr-defined]
    person = Person.objects.filter(account_id=request.user.pk).first()
    if person is None:
        person, _ = Person.objects.get_or_create(account_id=request.user.pk, organisation=organisation)
    person.account = request.user
    return person
