"""Scans for tests, made by the acts themselves: at any step, with a questionnaire, points and an agreed agenda."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from rodedraad.base.accounts.models import Person
from rodedraad.kinds.survey.models import Survey
from rodedraad.learn.scan import steps
from rodedraad.learn.scan.actions import agenda, path, rounds, scans
from rodedraad.learn.scan.models import AgendaPoint, Scan, ScanItem
from rodedraad.listen.processes.models import Process
from rodedraad.listen.processes.tests.factories import ProcessFactory


def make_scan(by: Person, *, process: Process | None = None, title: str = "Quick Scan 2027", **values: Any) -> Scan:
    """A scan that has just begun, in a running process."""
    beginning = scans.Beginning(title, process or ProcessFactory(), **values)
    return scans.begin_scan(beginning=beginning, by=by)


def tick(scan: Scan, number: int, by: Person) -> None:
    """Tick off everything that a step needs."""
    for item in ScanItem.objects.filter(scan=scan, key__in=steps.needed(number)):
        path.keep_item(item=item, version=item.version, is_done=True, note="", link="", by=by)


def finish(scan: Scan, number: int, by: Person) -> Scan:
    """Tick off and finish a step."""
    tick(scan, number, by)
    return path.finish_step(scan=scan, version=scan.version, number=number, by=by)


def round_values(**changes: Any) -> rounds.RoundValues:
    """Open since an hour, for two weeks."""
    opens: datetime = timezone.now() - timedelta(hours=1)
    return rounds.RoundValues(**{"opens_at": opens, "closes_at": opens + timedelta(weeks=2), **changes})


def open_scan(by: Person, **values: Any) -> Scan:
    """A scan whose questionnaire is open."""
    scan = finish(finish(make_scan(by, **values), 1, by), 2, by)
    scan = rounds.prepare_round(scan=scan, version=scan.version, values=round_values(), by=by)
    return rounds.open_round(scan=scan, version=scan.version, by=by)


def asked_scan(by: Person, **values: Any) -> Scan:
    """A scan whose questionnaire was open and is closed; the agenda talk comes."""
    scan = open_scan(by, **values)
    Survey.objects.filter(pk=scan.survey_id).update(state=Survey.State.STOPPED, stopped_at=timezone.now())
    scan.refresh_from_db()
    return finish(scan, 3, by)


def add_point(scan: Scan, by: Person, **changes: Any) -> AgendaPoint:
    """A complete point of the agenda."""
    values = {"title": "Wij antwoorden binnen twee weken", "why": "Inwoners wachten te lang.",
              "owner_title": "Griffier", "first_step": "Een lijst maken.",
              "due_on": timezone.localdate() + timedelta(days=60)} | changes
    return agenda.add_point(scan=scan, values=agenda.PointValues(**values), by=by)


def agreed_scan(by: Person, **values: Any) -> Scan:
    """A scan at the last step, with one point and an agreed agenda."""
    scan = finish(asked_scan(by, **values), 4, by)
    add_point(scan, by)
    return agenda.agree_agenda(scan=scan, version=scan.version, body="council", decided_on=timezone.localdate(),
                               text="De raad stelt de agenda vast.", by=by)
