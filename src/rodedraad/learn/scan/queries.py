"""Reads of scans, in the shape of their pages, each with a fixed number of queries."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.utils import timezone

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.decide.agreements.models import Commitment
from rodedraad.kinds.survey.models import Survey
from rodedraad.kinds.survey.queries import Counted, in_tens, totals_of

from . import steps
from .models import AgendaPoint, Scan, ScanItem, ScanRole, ScanStep

PER_PAGE = 25


@dataclass(frozen=True)
class StepRow:
    """One step as the path shows it."""

    step: steps.Step
    planned_on: date | None
    done_at: datetime | None
    done_by: Person | None
    state: str
    ticked: int
    total: int
    # People answer, or could: the planned day is the day on which that begins.
    has_begun: bool = False

    @property
    def is_late(self) -> bool:
        """Whether the planned day has passed while the step is not done."""
        is_past = self.planned_on is not None and self.planned_on < timezone.localdate()
        return is_past and self.done_at is None and not self.has_begun


@dataclass(frozen=True)
class ItemRow:
    """Something to tick off, with how it now stands."""

    item: ScanItem
    label: Any
    help: Any
    is_needed: bool


@dataclass(frozen=True)
class Path:
    """Everything on the page of one scan."""

    scan: Scan
    rows: list[StepRow]
    roles: list[ScanRole]
    items: dict[int, list[ItemRow]]
    points: int
    promised: int
    totals: Counted | None

    @property
    def now(self) -> StepRow:
        """The step that is being worked on."""
        return self.rows[self.scan.step - 1]

    @property
    def is_all_done(self) -> bool:
        """Whether every step is done."""
        return all(row.done_at for row in self.rows)

    @property
    def in_tens(self) -> int:
        """How many people finished, rounded to tens."""
        return in_tens(self.totals.finished) if self.totals else 0

    @property
    def is_open(self) -> bool:
        """Whether people can answer at this moment."""
        return self.scan.survey is not None and self.scan.survey.is_open(timezone.now())

    @property
    def can_open(self) -> bool:
        """Whether the questionnaire waits to be opened."""
        survey = self.scan.survey
        return survey is not None and survey.state == Survey.State.PREPARED and self.scan.step == steps.ASKING

    @property
    def may_change_questions(self) -> bool:
        """Whether nobody has been able to answer yet."""
        return self.scan.survey is None or self.scan.survey.state == Survey.State.PREPARED


def path_of(scan: Scan) -> Path:
    """The path of one scan: steps, marks, roles, points and response."""
    items = list(ScanItem.objects.filter(scan=scan).select_related("done_by"))
    by_step: dict[int, list[ItemRow]] = {step.number: [] for step in steps.STEPS}
    for key, (step, definition) in steps.ITEMS.items():
        found = next((each for each in items if each.key == key), None)
        if found is not None:
            by_step[step.number].append(ItemRow(found, definition.label, definition.help, definition.is_needed))
    kept = {row.number: row for row in ScanStep.objects.filter(scan=scan).select_related("done_by")}
    counted = AgendaPoint.objects.filter(scan=scan).aggregate(all=Count("pk"),
                                                              promised=Count("pk", filter=Q(commitment__isnull=False)))
    return Path(scan, [_row(scan, step, kept[step.number], by_step[step.number]) for step in steps.STEPS],
                list(ScanRole.objects.filter(scan=scan).select_related("person")), by_step, counted["all"],
                counted["promised"], totals_of(scan.survey) if scan.survey is not None else None)


def _row(scan: Scan, step: steps.Step, kept: ScanStep, items: list[ItemRow]) -> StepRow:
    wanted = [each for each in items if each.is_needed]
    asked = scan.survey is not None and scan.survey.state != Survey.State.PREPARED
    has_begun = step.number == steps.ASKING and asked
    state = "done" if kept.done_at else "now" if step.number == scan.step else "todo"
    return StepRow(step, kept.planned_on, kept.done_at, kept.done_by, state,
                   sum(each.item.done_at is not None for each in wanted), len(wanted), has_begun)


@dataclass(frozen=True)
class Listed:
    """One scan in the list at the desk."""

    scan: Scan
    step: steps.Step
    planned_on: date | None


def desk_list(person: Person, *, number: int = 1) -> tuple[Page, list[Listed]]:
    """The scans that a person may see at the desk, newest first."""
    rows = Scan.objects.visible_to(person).select_related("process").prefetch_related("steps")
    page = Paginator(rows.order_by("-created_at", "-pk"), PER_PAGE).get_page(number)
    return page, [Listed(scan, steps.BY_NUMBER[scan.step], _planned(scan)) for scan in page]


def _planned(scan: Scan) -> date | None:
    return next((each.planned_on for each in scan.steps.all() if each.number == scan.step), None)


@dataclass(frozen=True)
class PointRow:
    """A point as people read it: a commitment speaks for itself once it was made."""

    point: AgendaPoint
    title: str
    owner_title: str
    due_on: date | None
    grounds: list[str]
    commitment: Commitment | None

    @property
    def tone(self) -> str:
        """The tone of the badge that says how the commitment stands."""
        if self.commitment is None:
            return "neutral"
        if self.commitment.is_late():
            return "error"
        return {"open": "info", "done": "ok", "stopped": "warning"}[self.commitment.state]


def points_of(scan: Scan, said: dict[str, str], *, only_public: bool = False) -> list[PointRow]:
    """The agenda in its order, with the words of the grounds; for everybody without commitments that are hidden."""
    points = AgendaPoint.objects.filter(scan=scan).order_by("position", "pk")
    if only_public and (scan.decision is None or not scan.decision.is_published):
        # Before somebody agreed on it, only what is a commitment already is for everybody.
        points = points.filter(commitment__is_published=True)
    return [_point_row(point, said, only_public=only_public) for point in points.select_related("commitment")]


def _point_row(point: AgendaPoint, said: dict[str, str], *, only_public: bool) -> PointRow:
    found = point.commitment
    if found is not None and only_public and not found.is_published:
        found = None
    if found is None:
        return PointRow(point, point.title, point.owner_title, point.due_on, _words(point, said), None)
    return PointRow(point, found.what, found.owner_title, found.due_on, _words(point, said), found)


def _words(point: AgendaPoint, said: dict[str, str]) -> list[str]:
    return [said[key] for key in point.grounds if key in said]


def public_list(person: Person | Visitor) -> Any:
    """The published scans that a person may see, newest first."""
    return Scan.objects.visible_to(person).published().select_related("process").order_by("-published_at", "-pk")
