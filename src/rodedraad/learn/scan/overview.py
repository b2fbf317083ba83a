"""How far all scans are that organisations share: the one read in the house that looks across organisations.

It gives the name of the organisation, the step, dates and the response rounded down to tens, of scans whose
organisation allowed it (`is_shared`), and nothing else: no answers, no groups, no titles, notes, names or addresses.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django_scopes import scopes_disabled

from rodedraad.base.organisations.models import Organisation
from rodedraad.kinds.survey.models import Response
from rodedraad.kinds.survey.queries import in_tens

from . import steps
from .models import Scan, ScanStep
from .permissions import province_seen_by

ORDERS: dict[str, Callable[["Row"], Any]] = {
    "organisatie": lambda row: row.organisation, "stap": lambda row: (row.is_closed, row.step.number),
    # By the rounded number: an exact order would tell more than the figures themselves.
    "antwoorden": lambda row: row.answers, "provincie": lambda row: row.province,
}


@dataclass(frozen=True)
class Wanted:
    """What is asked of the overview."""

    province: str = ""
    body: str = ""
    order: str = "organisatie"


@dataclass(frozen=True)
class Row:
    """One scan, as much of it as the programme team may know."""

    organisation: str
    body: str
    province: str
    step: steps.Step
    is_closed: bool
    begun_on: date
    planned_on: date | None
    opens_on: date | None
    closes_on: date | None
    answers: int


@dataclass(frozen=True)
class Overview:
    """The rows, and how many organisations stand at each step."""

    rows: list[Row]
    wanted: Wanted
    is_one_province: bool

    @property
    def per_step(self) -> list[tuple[steps.Step, int]]:
        """How many scans are at work in each step."""
        return [(step, sum(row.step == step and not row.is_closed for row in self.rows)) for step in steps.STEPS]

    @property
    def closed(self) -> int:
        """How many scans are closed."""
        return sum(row.is_closed for row in self.rows)


def overview_for(organisation: Organisation, wanted: Wanted) -> Overview:
    """What the staff of an organisation may see; the permission `scan.overview` was asked before. One query."""
    is_programme = bool(settings.PROGRAMME_ORGANISATION) and organisation.slug == settings.PROGRAMME_ORGANISATION
    own = "" if is_programme else province_seen_by(organisation)
    if not is_programme and not own:
        return Overview([], wanted, is_one_province=True)
    province = own or wanted.province
    limits = Q(is_shared=True)
    if province:
        limits &= Q(province=province)
    if wanted.body:
        limits &= Q(body=wanted.body)
    # The only place that looks past an organisation's own rows. `.values()` takes the named columns only, and the
    # answers are counted in the database: nothing that somebody wrote comes along.
    with scopes_disabled():
        rows = [_row(each) for each in _rows(limits)]
    by = ORDERS.get(wanted.order.removeprefix("-"), ORDERS["organisatie"])
    return Overview(sorted(rows, key=by, reverse=wanted.order.startswith("-")), wanted, is_one_province=bool(own))


def _rows(limits: Q) -> QuerySet:
    to_do = ScanStep.objects.filter(scan=OuterRef("pk"), number=OuterRef("step"), done_at=None)
    planned = to_do.values("planned_on")[:1]
    finished = (Response.objects.filter(survey=OuterRef("survey"), state=Response.State.FINISHED).order_by()
                .values("survey").annotate(n=Count("pk")).values("n"))
    rows = Scan.objects.filter(limits).annotate(planned_on=Subquery(planned), finished=Subquery(finished))
    return rows.order_by("organisation__name", "pk").values(
        "organisation__name", "body", "province", "step", "closed_at", "created_at", "planned_on",
        "survey__opens_at", "survey__closes_at", "finished")


def _row(found: Mapping[str, Any]) -> Row:
    return Row(
        organisation=found["organisation__name"], body=str(Scan.Body(found["body"]).label),
        province=Scan.Province(found["province"]).label if found["province"] else "",
        step=steps.BY_NUMBER[found["step"]], is_closed=found["closed_at"] is not None,
        begun_on=timezone.localdate(found["created_at"]), planned_on=found["planned_on"],
        opens_on=_day(found["survey__opens_at"]), closes_on=_day(found["survey__closes_at"]),
        answers=in_tens(found["finished"] or 0))


def _day(moment: Any) -> date | None:
    return timezone.localdate(moment) if moment else None
