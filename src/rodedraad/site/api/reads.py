"""What everybody may read through the API; staff read more, by the same rules as the pages."""

from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.errors import HttpError

from rodedraad.listen.contributions.models.contribution import STAGE_WORDS
from rodedraad.listen.contributions.search import search
from rodedraad.listen.processes.models import Process

from .. import rows
from ..coverage import coverage_of
from ..threads import from_contribution
from . import shapes
from .guard import guarded
from .paging import PageNumber, PerPage, allow_only, page_of

router = Router()
ORDERS = {"nieuw": ("-created_at", "-id"), "steun": ("-support_count", "-id")}
Status = Literal["nieuw", "thema", "antwoord", "besluit", "resultaat"]
STATUS_HELP = "Hoe ver een bijdrage is: de verste stap die zij heeft bereikt, zoals het filter op de pagina."
StatusChoice = Annotated[Status | None, Query(description=STATUS_HELP)]


def page_shape(item: type[Schema]) -> type[Schema]:
    """The shape of a page of items."""
    fields = {"items": list[item], "_links": dict[str, shapes.Link]}  # type: ignore[valid-type]
    return type(f"{item.__name__}Pagina", (Schema,), {
        "__annotations__": {"items": fields["items"], "links": fields["_links"]},
        "links": shapes.Field(alias="_links"), "__module__": __name__,
    })


def in_process(found: QuerySet, slug: str, path: str = "process__slug") -> QuerySet:
    """Only of one process."""
    return found.filter(**{path: slug}) if slug else found


@router.get("/trajecten", response=page_shape(shapes.Traject), by_alias=True, tags=["trajecten"])
@guarded("site.visit")
def trajecten(request: HttpRequest, pagina: PageNumber = 1, per_pagina: PerPage = 20) -> Any:
    """Alle trajecten die u mag zien, nieuwste eerst."""
    allow_only(request, ())
    return page_of(request, rows.processes(request.person), rows.traject, pagina, per_pagina)  # type: ignore[attr-defined]


@router.get("/trajecten/{slug}", response=shapes.TrajectGeheel, by_alias=True, tags=["trajecten"])
@guarded("processes.view", find=rows.find_traject)
def traject(request: HttpRequest, process: Process) -> Any:
    """Eén traject met de spelregels."""
    return rows.traject_geheel(process)


@router.get("/trajecten/{slug}/dekking", response=shapes.Dekking, by_alias=True, tags=["trajecten"])
@guarded("processes.view", find=rows.find_traject)
def dekking(request: HttpRequest, process: Process) -> Any:
    """Hoeveel bijdragen een thema, een antwoord, een besluit, een toezegging en een resultaat hebben."""
    found = coverage_of(process)
    return {"totaal": found.total, "thema": found.theme, "antwoord": found.answer, "besluit": found.decision,
            "toezegging": found.commitment, "resultaat": found.result, "te_laat": found.late}


@router.get("/activiteiten", response=page_shape(shapes.Activiteit), by_alias=True, tags=["trajecten"])
@guarded("site.visit")
def activiteiten(request: HttpRequest, traject: str = "", pagina: PageNumber = 1, per_pagina: PerPage = 20) -> Any:
    """De manieren om mee te doen, en wat er nu open is."""
    allow_only(request, {"traject"})
    return page_of(request, rows.activities(request.person, traject), rows.activiteit, pagina, per_pagina)  # type: ignore[attr-defined]


@router.get("/bijdragen", response=page_shape(shapes.Bijdrage), by_alias=True, tags=["bijdragen"])
@guarded("site.visit")
def bijdragen(request: HttpRequest, traject: str = "", activiteit: str = "", thema: shapes.Id | None = None,
              wijk: str = "", zoek: str = Query("", max_length=200), volgorde: str = "nieuw",
              status: StatusChoice = None,
              pagina: PageNumber = 1, per_pagina: PerPage = 20) -> Any:
    """Bijdragen, te filteren op traject, activiteit, thema, wijk en status, en te doorzoeken."""
    allow_only(request, {"traject", "activiteit", "thema", "wijk", "zoek", "volgorde", "status"})
    if volgorde not in ORDERS:
        raise HttpError(400, "volgorde")
    found = in_process(rows.public_contributions(request.person), traject)  # type: ignore[attr-defined]
    found = in_process(in_process(found, activiteit, "activity__slug"), wijk, "neighbourhood__name")
    if thema is not None:
        found = found.filter(grounds__theme_id=thema, grounds__state="confirmed", grounds__theme__state="published")
    if status is not None:
        found = found.filter(stage=int(STAGE_WORDS[status]))
    if zoek:
        found = search(found, zoek)
    return page_of(request, found.order_by(*ORDERS[volgorde]), rows.bijdrage, pagina, per_pagina)


@router.get("/bijdragen/{int:id}", response=shapes.Bijdrage, by_alias=True, tags=["bijdragen"])
@guarded("contributions.view", find=rows.find_bijdrage)
def bijdrage(request: HttpRequest, contribution: Any) -> Any:
    """Eén bijdrage."""
    return rows.bijdrage(contribution)


@router.get("/bijdragen/{int:id}/reacties", response=page_shape(shapes.Reactie), by_alias=True, tags=["bijdragen"])
@guarded("contributions.view", find=rows.find_bijdrage)
def reacties(request: HttpRequest, contribution: Any, pagina: PageNumber = 1, per_pagina: PerPage = 20) -> Any:
    """De reacties bij een bijdrage, oudste eerst."""
    allow_only(request, ())
    return page_of(request, rows.comments(contribution), rows.reactie, pagina, per_pagina)


@router.get("/bijdragen/{int:id}/draad", response=shapes.Draad, by_alias=True, tags=["bijdragen"])
@guarded("contributions.view", find=rows.find_bijdrage)
def draad(request: HttpRequest, contribution: Any) -> Any:
    """De hele draad van een bijdrage: van wat iemand zei tot wat ervan kwam."""
    thread = from_contribution(contribution)
    return {
        "traject": thread.process.slug, "aantal_bijdragen": thread.contribution_count,
        "bijdragen": [each.pk for each in thread.contributions], "themas": [rows.thema(each) for each in thread.themes],
        "antwoorden": [rows.antwoord(each) for each in thread.answers],
        "besluiten": [rows.besluit(each) for each in thread.decisions],
        "toezeggingen": [rows.toezegging(each) for each in thread.commitments],
        "resultaten": [rows.resultaat(each) for each in thread.results],
    }


@router.get("/themas", response=page_shape(shapes.Thema), by_alias=True, tags=["draad"])
@guarded("site.visit")
def themas(request: HttpRequest, traject: str = "", pagina: PageNumber = 1, per_pagina: PerPage = 20) -> Any:
    """De thema's."""
    allow_only(request, {"traject"})
    return page_of(request, in_process(rows.themes(request.person), traject), rows.thema, pagina, per_pagina)  # type: ignore[attr-defined]


@router.get("/antwoorden", response=page_shape(shapes.Antwoord), by_alias=True, tags=["draad"])
@guarded("site.visit")
def antwoorden(request: HttpRequest, traject: str = "", pagina: PageNumber = 1, per_pagina: PerPage = 20) -> Any:
    """De antwoorden."""
    allow_only(request, {"traject"})
    return page_of(request, in_process(rows.answers(request.person), traject), rows.antwoord, pagina, per_pagina)  # type: ignore[attr-defined]


@router.get("/besluiten", response=page_shape(shapes.Besluit), by_alias=True, tags=["draad"])
@guarded("site.visit")
def besluiten(request: HttpRequest, traject: str = "", pagina: PageNumber = 1, per_pagina: PerPage = 20) -> Any:
    """De besluiten."""
    allow_only(request, {"traject"})
    return page_of(request, in_process(rows.decisions(request.person), traject), rows.besluit, pagina, per_pagina)  # type: ignore[attr-defined]


@router.get("/toezeggingen", response=page_shape(shapes.Toezegging), by_alias=True, tags=["draad"])
@guarded("site.visit")
def toezeggingen(request: HttpRequest, traject: str = "", pagina: PageNumber = 1, per_pagina: PerPage = 20) -> Any:
    """De toezeggingen, met of zij te laat zijn."""
    allow_only(request, {"traject"})
    found = in_process(rows.commitments(request.person), traject)  # type: ignore[attr-defined]
    return page_of(request, found, rows.toezegging, pagina, per_pagina)


@router.get("/resultaten", response=page_shape(shapes.Resultaat), by_alias=True, tags=["draad"])
@guarded("site.visit")
def resultaten(request: HttpRequest, traject: str = "", pagina: PageNumber = 1, per_pagina: PerPage = 20) -> Any:
    """De resultaten."""
    allow_only(request, {"traject"})
    found = in_process(rows.results(request.person), traject, "commitment__process__slug")  # type: ignore[attr-defined]
    return page_of(request, found, rows.resultaat, pagina, per_pagina)
