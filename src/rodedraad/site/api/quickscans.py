"""Reading Quick Scans: how far a published one is, and its improvement agenda with the commitments."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router

from rodedraad.learn.scan.actions.agenda import grounds_of
from rodedraad.learn.scan.lookup import find_scan, url_of
from rodedraad.learn.scan.models import Scan
from rodedraad.learn.scan.queries import PointRow, points_of, public_list

from .guard import guarded
from .paging import PageNumber, PerPage, allow_only, page_of
from .reads import page_shape
from .shapes import Link, Moment, Shape

router = Router()


class QuickscanKort(Shape):
    """A published scan and the step at which it is."""

    id: int
    titel: str
    traject: str
    stap: int
    afgesloten: bool
    gepubliceerd_op: Moment
    adres: str


class Stap(Shape):
    """One of the five steps."""

    nummer: int
    gepland_op: date | None
    klaar_op: Moment | None


class Agendapunt(Shape):
    """One point of the improvement agenda; with the address of its commitment once it is one."""

    titel: str
    waarom: str
    wie: str
    eerste_stap: str
    voor: date | None
    gronden: list[str]
    stand: str | None
    toezegging: Link | None


class Quickscan(QuickscanKort):
    """A scan with its steps and its agenda; what people answered stands with its survey."""

    stappen: list[Stap]
    agenda: list[Agendapunt]


def find_quickscan(request: HttpRequest, id: int) -> Scan:  # noqa: A002 -- the word of the address
    """A published scan. Raises Http404."""
    scan = find_scan(request, id)
    if not (scan.is_published and scan.process.is_public):
        raise Http404(str(id))
    return scan


def row(scan: Scan) -> dict[str, Any]:
    """A scan in its shape; needs `process` and `organisation`."""
    return {"id": scan.pk, "titel": scan.title, "traject": scan.process.slug, "stap": scan.step,
            "afgesloten": scan.is_closed, "gepubliceerd_op": scan.published_at,
            "adres": scan.organisation.absolute(url_of("detail", scan))}


def _point(scan: Scan, point: PointRow) -> dict[str, Any]:
    made = point.commitment
    return {"titel": point.title, "waarom": point.point.why, "wie": point.owner_title,
            "eerste_stap": point.point.first_step, "voor": point.due_on, "gronden": point.point.grounds,
            "stand": made.state if made else None,
            "toezegging": {"href": scan.organisation.absolute(f"/api/v1/toezeggingen/{made.pk}")} if made else None}


@router.get("/quickscans", response=page_shape(QuickscanKort), by_alias=True, tags=["quickscans"])
@guarded("site.visit")
def quickscans(request: HttpRequest, pagina: PageNumber = 1, per_pagina: PerPage = 20) -> Any:
    """De Quick Scans die iedereen kan zien, nieuwste eerst."""
    allow_only(request, ())
    found = public_list(request.person).select_related("organisation", "process")  # type: ignore[attr-defined]
    return page_of(request, found, row, pagina, per_pagina)


@router.get("/quickscans/{int:id}", response=Quickscan, by_alias=True, tags=["quickscans"])
@guarded("scan.view", find=find_quickscan)
def quickscan(request: HttpRequest, scan: Scan) -> Any:
    """Eén Quick Scan: de stappen met hun datums, en de verbeteragenda met de toezeggingen."""
    allow_only(request, ())
    steps = [{"nummer": each.number, "gepland_op": each.planned_on, "klaar_op": each.done_at}
             for each in scan.steps.all()]
    points = points_of(scan, grounds_of(scan), only_public=True)
    return row(scan) | {"stappen": steps, "agenda": [_point(scan, each) for each in points]}
