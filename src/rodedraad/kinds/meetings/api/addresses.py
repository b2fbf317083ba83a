"""The addresses of meetings in the API: which there were, what was said there in public, and a card to send."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Status

from ..harvest import actions, rows
from ..harvest.said import Said
from . import shapes


def add_to(api: Any) -> None:
    """Hang the addresses on the router; `api` is what the site lends: its router, its guard and its pages."""
    _add_reads(api)
    _add_writes(api)


def _add_reads(api: Any) -> None:
    @api.router.get("/gesprekken", response=api.page_shape(shapes.Gesprek), by_alias=True, tags=["gesprekken"])
    @api.guarded("site.visit")
    def gesprekken(request: HttpRequest, traject: str = "", pagina: int = Query(1, ge=1, le=10_000, alias="pagina"),
                   per_pagina: int = Query(20, ge=1, le=100, alias="perPagina")) -> Any:
        """De gesprekken, het laatste eerst."""
        api.allow_only(request, {"traject"})
        found = rows.meetings(request.person)  # type: ignore[attr-defined]
        found = found.filter(activity__process__slug=traject) if traject else found
        return api.page_of(request, found, rows.gesprek, pagina, per_pagina)

    @api.router.get("/gesprekken/{int:id}", response=shapes.Gesprek, by_alias=True, tags=["gesprekken"])
    @api.guarded("meetings.view", find=rows.find_gesprek)
    def gesprek(request: HttpRequest, meeting: Any) -> Any:
        """Eén gesprek."""
        return rows.gesprek(meeting)

    @api.router.get("/gesprekken/{int:id}/uitspraken", response=api.page_shape(shapes.Uitspraak), by_alias=True,
                    tags=["gesprekken"])
    @api.guarded("meetings.view", find=rows.find_gesprek)
    def uitspraken(request: HttpRequest, meeting: Any, pagina: int = Query(1, ge=1, le=10_000, alias="pagina"),
                   per_pagina: int = Query(20, ge=1, le=100, alias="perPagina")) -> Any:
        """Wat er gezegd is, voor zover de sprekers dat goedvinden."""
        api.allow_only(request, ())
        return api.page_of(request, rows.statements(meeting), rows.uitspraak, pagina, per_pagina)


def _add_writes(api: Any) -> None:
    @api.router.post("/gesprekken/{int:id}/kaarten", response={201: shapes.Kaart}, by_alias=True, tags=["gesprekken"])
    @api.guarded("meetings.harvest", find=rows.find_gesprek)
    def stuur_kaart(request: HttpRequest, meeting: Any, gegevens: shapes.NieuweKaart) -> Any:
        """Leg een oogstkaart vast: alles of niets. Met dezelfde sleutel ontstaat er geen tweede kaart."""
        parts = rows.parts_by_id(meeting)
        said = [Said(text=each.tekst, role=each.rol, consent=each.toestemming, name=each.naam,
                     part=rows.part_of(parts, each.onderdeel), times_said=each.keer_gezegd)
                for each in gegevens.uitspraken]
        return Status(201, rows.kaart(actions.send_card(
            meeting=meeting, statements=said, by=request.person, client_key=gegevens.sleutel,  # type: ignore[attr-defined]
            title=gegevens.titel, people_by_role={str(role): number for role, number in gegevens.deelnemers.items()})))
