"""The published results of surveys in the API: hung on it by the site, which knows of no kind by name."""

from datetime import UTC, datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Schema
from pydantic import ConfigDict, PlainSerializer
from pydantic.alias_generators import to_camel

from ..lookup import url_of
from ..models import SurveyReport
from .queries import public_reports
from .stored import NoReportError, content_of, told_of

Moment = Annotated[datetime, PlainSerializer(lambda at: at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), str)]


class Vragenlijst(Schema):
    """A survey of which everybody can read the results."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")

    id: int
    traject: str
    activiteit: str
    titel: str
    anoniem: bool
    drempel: int
    antwoorden_minstens: int
    gepubliceerd_op: Moment
    adres: str


class Uitslag(Schema):
    """The report whole, as the page and the JSON file hold it: only figures that give nobody away; docs/surveys.md."""

    model_config = ConfigDict(extra="forbid")

    format: str
    format_version: int
    title: str
    language: str
    threshold: int
    groups: list[dict[str, Any]]
    left_out: list[str]
    response: list[dict[str, Any]]
    sections: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    untold: list[dict[str, Any]]
    likeness: list[dict[str, Any]]
    weighed: list[dict[str, Any]]


def find_uitslag(request: HttpRequest, id: int) -> SurveyReport:  # noqa: A002 -- the word of the address
    """A published report by the number of its survey. Raises Http404."""
    return get_object_or_404(public_reports(request.person), survey_id=id)  # type: ignore[attr-defined]


def row(report: SurveyReport) -> dict[str, Any]:
    """A survey in its shape."""
    survey = report.survey
    return {"id": survey.pk, "traject": survey.process.slug, "activiteit": survey.activity.slug,
            "titel": survey.activity.title, "anoniem": survey.is_anonymous, "drempel": report.threshold,
            "antwoorden_minstens": report.n_known, "gepubliceerd_op": report.published_at,
            "adres": report.organisation.absolute(url_of("results", survey))}


def add_to(api: Any) -> None:
    """Hang the addresses on the router; `api` is what the site lends: its router, its guard and its pages."""

    @api.router.get("/vragenlijsten", response=api.page_shape(Vragenlijst), by_alias=True, tags=["vragenlijsten"])
    @api.guarded("site.visit")
    def vragenlijsten(request: HttpRequest, traject: str = "", pagina: int = Query(1, ge=1, le=10_000, alias="pagina"),
                      per_pagina: int = Query(20, ge=1, le=100, alias="perPagina")) -> Any:
        """De vragenlijsten met een openbare uitslag, de nieuwste eerst."""
        api.allow_only(request, {"traject"})
        found = public_reports(request.person)  # type: ignore[attr-defined]
        found = found.filter(survey__activity__process__slug=traject) if traject else found
        return api.page_of(request, found, row, pagina, per_pagina)

    @api.router.get("/vragenlijsten/{int:id}/resultaten", response=Uitslag, by_alias=True, tags=["vragenlijsten"])
    @api.guarded("survey.view", find=find_uitslag)
    def uitslag(request: HttpRequest, report: Any) -> Any:
        """De openbare uitslag van één vragenlijst: alle cijfers die niemand verraden."""
        api.allow_only(request, ())
        try:
            return content_of(told_of(report))
        except NoReportError:
            raise Http404 from None
