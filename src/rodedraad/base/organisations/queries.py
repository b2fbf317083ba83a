"""Reads for the pages of the organisations app."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from .models import Neighbourhood, Organisation


def neighbourhoods() -> QuerySet[Neighbourhood]:
    """The neighbourhoods of the organisation in scope, by name."""
    return Neighbourhood.objects.all()


def find_neighbourhood(request: HttpRequest, pk: int) -> Neighbourhood:
    """One neighbourhood of this organisation, or Http404."""
    neighbourhood: Neighbourhood | None = Neighbourhood.objects.filter(pk=pk).first()
    if neighbourhood is None:
        raise Http404
    return neighbourhood


def fresh(organisation: Organisation) -> Organisation:
    """The organisation as it is in the database now (the one on the request may be some seconds old)."""
    return Organisation.objects.get(pk=organisation.pk)
