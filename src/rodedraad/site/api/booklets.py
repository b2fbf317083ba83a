"""Reading booklets: which there are, and one edition whole, as the same data that can be downloaded."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router
from pydantic import ConfigDict

from rodedraad.understand.booklet.editions import as_shown
from rodedraad.understand.booklet.models import Booklet
from rodedraad.understand.booklet.queries import edition_of, find_public, public_booklets

from .guard import guarded
from .paging import PageNumber, PerPage, allow_only, page_of
from .reads import page_shape
from .shapes import Link, Moment, Shape

router = Router()


class Boekje(Shape):
    """A booklet that everybody can read."""

    slug: str
    titel: str
    ondertitel: str
    editie: int
    gepubliceerd_op: Moment
    adres: str
    bestanden: list[Link]


class BoekjeGeheel(Shape):
    """The newest edition, whole: threads, observations with their grounds, quotes and counts; see docs/booklet.md."""

    model_config = ConfigDict(extra="allow")

    format: str
    version: int
    title: str
    date: date
    threads: list[dict[str, Any]]


def find_boekje(request: HttpRequest, slug: str) -> Booklet:
    """A published booklet. Raises Http404, also when it was withdrawn."""
    found = find_public(request, slug)
    if not found.is_public:
        raise Http404(slug)
    return found


def boekje_row(row: Booklet) -> dict[str, Any]:
    """A booklet in its shape; needs `edition_number`."""
    organisation, base = row.organisation, f"/rode-draden/{row.slug}"
    number = row.edition_number  # type: ignore[attr-defined]
    return {"slug": row.slug, "titel": row.title, "ondertitel": row.subtitle, "editie": number,
            "gepubliceerd_op": row.published_at, "adres": organisation.absolute(base),
            "bestanden": [{"href": organisation.absolute(f"{base}/editie/{number}/boekje.{form}")}
                          for form in ("pdf", "docx", "epub", "json")]}


@router.get("/boekjes", response=page_shape(Boekje), by_alias=True, tags=["boekjes"])
@guarded("booklet.list")
def boekjes(request: HttpRequest, pagina: PageNumber = 1, per_pagina: PerPage = 20) -> Any:
    """De boekjes die iedereen kan lezen, nieuwste eerst."""
    allow_only(request, ())
    return page_of(request, public_booklets().select_related("organisation"), boekje_row, pagina, per_pagina)


@router.get("/boekjes/{slug}", response=BoekjeGeheel, by_alias=True, tags=["boekjes"])
@guarded("booklet.view", find=find_boekje)
def boekje(request: HttpRequest, booklet: Booklet) -> Any:
    """De nieuwste editie van een boekje: rode draden, waarnemingen met hun gronden, citaten en aantallen."""
    allow_only(request, ())
    return as_shown(edition_of(booklet)).as_dict()
