"""Acts on the improvement agenda: write and order points, agree on it, and make each point a commitment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.core.text import clean_line, clean_text
from rodedraad.decide.agreements.actions import make_commitment
from rodedraad.decide.agreements.inputs import CommitmentInput
from rodedraad.decide.agreements.models import Commitment
from rodedraad.decide.answers.actions.decisions import publish_decision, record_decision
from rodedraad.decide.answers.inputs import DecisionInput
from rodedraad.kinds.survey.reading import instrument_of
from rodedraad.listen.processes.errors import RefusedError, StaleError

from ..locking import hold, save, told_plainly
from ..models import AgendaPoint, Scan

MOST_POINTS = 30


@dataclass(frozen=True)
class PointValues:
    """What is written about one point; only the title is needed to begin with."""

    title: str
    why: str = ""
    grounds: Sequence[str] = ()
    owner: Person | None = None
    owner_title: str = ""
    first_step: str = ""
    due_on: date | None = None

    def write_to(self, point: AgendaPoint) -> None:
        """Put the cleaned values on a point. Raises `RefusedError`."""
        point.title = clean_line(self.title)
        if not point.title:
            raise RefusedError(_("Write what gets better."))
        point.why, point.first_step = clean_text(self.why), clean_text(self.first_step)
        point.owner, point.owner_title, point.due_on = self.owner, clean_line(self.owner_title), self.due_on
        known = grounds_of(point.scan)
        point.grounds = [key for key in known if key in self.grounds]


def grounds_by_section(scan: Scan) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a point can rest on, as choices: per section the section itself and its questions, each with its words."""
    if scan.survey is None:
        return []
    instrument = instrument_of(scan.survey.asks)
    return [
        (title, [(section.key, title), *((each.key, instrument.say(each.title)) for each in section.questions)])
        for section in instrument.sections if section.questions and (title := instrument.say(section.title))
    ]


def grounds_of(scan: Scan) -> dict[str, str]:
    """The words of everything that a point can rest on, by key, in the order of the report."""
    return {key: words for _section, choices in grounds_by_section(scan) for key, words in choices}


@transaction.atomic
def add_point(*, scan: Scan, values: PointValues, by: Person) -> AgendaPoint:
    """A new point at the end of the agenda. Raises `RefusedError`."""
    current = hold(scan)
    points = AgendaPoint.objects.filter(scan=current)
    if points.count() >= MOST_POINTS:
        raise RefusedError(_("An agenda with more points is not read any more. Take one off first."))
    point = AgendaPoint(organisation=current.organisation, scan=current)
    point.position = (points.aggregate(last=Max("position"))["last"] or 0) + 1
    values.write_to(point)
    point.save()
    audit.record("scan.point_added", on=current, by=by, point=point.pk)
    return point


@transaction.atomic
def edit_point(*, point: AgendaPoint, version: int, values: PointValues, by: Person) -> AgendaPoint:
    """Change a point that is not a commitment yet. Raises `StaleError`, `RefusedError`."""
    current = _held(point, version)
    if current.commitment_id:
        raise RefusedError(_("This point is a commitment now. Change it there, with a reason that people can read."))
    values.write_to(current)
    current.version += 1
    current.save()
    audit.record("scan.point_edited", on=current.scan, by=by, point=current.pk)
    return current


@transaction.atomic
def move_point(*, point: AgendaPoint, is_up: bool, by: Person) -> None:
    """Put a point one place higher or lower; at the end of the list nothing happens."""
    scan = hold(point.scan)
    points = list(AgendaPoint.objects.select_for_update(of=("self",)).filter(scan=scan).order_by("position", "pk"))
    at = next((number for number, each in enumerate(points) if each.pk == point.pk), None)
    to = -1 if at is None else at + (-1 if is_up else 1)
    if at is None or not 0 <= to < len(points):
        return
    points[at], points[to] = points[to], points[at]
    for position, each in enumerate(points, start=1):
        each.position = position
    AgendaPoint.objects.bulk_update(points, ["position"])
    audit.record("scan.point_moved", on=scan, by=by, point=point.pk, up=is_up)


@transaction.atomic
def remove_point(*, point: AgendaPoint, version: int, by: Person) -> None:
    """Take a point off the agenda; one that is a commitment is stopped there, openly. Raises as above."""
    current = _held(point, version)
    if current.commitment_id:
        raise RefusedError(_("This point is a commitment now. Stop it there, so that everybody can read why."))
    audit.record("scan.point_removed", on=current.scan, by=by, point=current.pk)
    current.delete()


@transaction.atomic
def agree_agenda(*, scan: Scan, version: int, body: str, decided_on: date, text: str, by: Person) -> Scan:
    """Record who agreed on the agenda and when, as a published decision. Raises `StaleError`, `RefusedError`."""
    current = hold(scan, version)
    if current.decision is not None and current.decision.is_published:
        raise RefusedError(_("The agenda was agreed already."))
    if not AgendaPoint.objects.filter(scan=current).exists():
        raise RefusedError(_("There is no point on the improvement agenda yet."))
    title = _("Improvement agenda: %(scan)s") % {"scan": current.title}
    with told_plainly():
        decision = record_decision(process=current.process, by=by, data=DecisionInput(
            title=title[:150], body=body, decided_on=decided_on, text=text))
        current.decision = publish_decision(decision=decision, version=decision.version, by=by)
    audit.record("scan.agenda_agreed", on=save(current), by=by, decision=decision.pk)
    return current


@transaction.atomic
def promise_point(*, point: AgendaPoint, version: int, by: Person) -> Commitment:
    """Make a point a commitment, so that everybody follows it on the thread. Raises `StaleError`, `RefusedError`."""
    current = _held(point, version)
    if current.commitment_id:
        raise RefusedError(_("This point is a commitment already."))
    decision = current.scan.decision
    if decision is None or not decision.is_published:
        raise RefusedError(_("Record first who agreed on the agenda, and when."))
    if not (current.why and current.owner_title and current.first_step and current.due_on):
        raise RefusedError(_("Fill in first why, who does it, the first step and before when."))
    if current.due_on < timezone.localdate():
        raise RefusedError(_("This day has passed. Choose a day that is still to come."))
    with told_plainly():
        commitment = make_commitment(process=current.scan.process, by=by, data=CommitmentInput(
            what=current.title, due_on=current.due_on, owner_title=current.owner_title, details=_details(current),
            owner_id=current.owner_id, answer_id=None, decision_id=decision.pk))
    current.commitment = commitment
    current.version += 1
    current.save()
    audit.record("scan.point_promised", on=current.scan, by=by, point=current.pk, commitment=commitment.pk)
    return commitment


def _details(point: AgendaPoint) -> str:
    said = grounds_of(point.scan)
    grounds = [f"- {said[key]}" for key in point.grounds if key in said]
    parts = [point.why, _("First step: %(step)s") % {"step": point.first_step}]
    if grounds:
        parts.append("\n".join([_("Rests on these parts of the report:"), "", *grounds]))
    return "\n\n".join(parts)


def _held(point: AgendaPoint, version: int) -> AgendaPoint:
    """The point as it now is, its scan locked before it. Raises `StaleError`, `RefusedError` when it was removed."""
    scan = hold(point.scan)
    current: AgendaPoint | None = AgendaPoint.objects.select_for_update().filter(pk=point.pk).first()
    if current is None:
        raise RefusedError(_("Somebody else took this point off the agenda."))
    if current.version != version:
        raise StaleError(current)
    current.scan = scan
    return current
