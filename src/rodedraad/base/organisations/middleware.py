"""Find the organisation by host, put the request in its scope and speak its tone."""

from collections.abc import Callable

from django.core.cache import cache
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django_scopes import scope

from .models import Organisation

SECONDS = 10


class OrganisationMiddleware:
    """Set `request.organisation` and activate its scope and language for the whole request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer within the organisation of the host."""
        organisation = organisation_for(request.get_host())
        request.organisation = organisation  # type: ignore[attr-defined]
        with scope(organisation=organisation), translation.override(organisation.language):
            request.LANGUAGE_CODE = organisation.language
            return self.get_response(request)


def organisation_for(host: str) -> Organisation:
    """The organisation of a host; a single organisation answers on every host. Raises Http404 when none does."""
    name = host.rsplit(":", 1)[0].lower() if not host.startswith("[") else host
    key = f"organisation:{name}"
    found: Organisation | None = cache.get(key)
    if found is None:
        found = Organisation.objects.filter(host=name).first() or _only_organisation()
        if found is None:
            raise Http404(name)
        cache.set(key, found, SECONDS)
    return found


def _only_organisation() -> Organisation | None:
    first_two = list(Organisation.objects.order_by("pk")[:2])
    return first_two[0] if len(first_two) == 1 else None


@receiver([post_save, post_delete], sender=Organisation)
def forget_organisation(instance: Organisation, **_: object) -> None:
    """Show changed settings at once in this process, within seconds in the others."""
    cache.delete(f"organisation:{instance.host}")
