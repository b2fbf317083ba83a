"""Load the Quick Scans of the demo: one that is done, with its improvement agenda, and one a year later that runs."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from rodedraad.base.accounts.models import Person
from rodedraad.base.organisations.models import Neighbourhood
from rodedraad.decide.agreements import actions as agreements
from rodedraad.decide.agreements.inputs import ResultInput
from rodedraad.decide.agreements.models import Commitment
from rodedraad.kinds.survey.actions.surveys import stop_survey
from rodedraad.kinds.survey.models import Survey
from rodedraad.kinds.survey.results.actions import publish_report
from rodedraad.kinds.survey.results.tasks import count_survey
from rodedraad.learn.scan import steps
from rodedraad.learn.scan.actions import agenda, path, questions, rounds, scans
from rodedraad.learn.scan.models import Scan, ScanItem, ScanRole, ScanStep
from rodedraad.listen.activities import actions as activities
from rodedraad.listen.processes.actions import charter, life
from rodedraad.listen.processes.models import Charter, Process

from .listening import day, rules_of
from .scan_answers import place_answers

PLAN = Path(__file__).parent / "data" / "scans.toml"
FIRST_GROUPS = {"resident": 1034, "staff": 127, "council": 31, "executive": 8}
SECOND_GROUPS = {"resident": 164, "staff": 38, "council": 14, "executive": 3}
FIRST_DAYS = {1: -430, 2: -410, 3: -385, 4: -350, 5: -320}
SECOND_DAYS = {1: -40, 2: -21, 3: -6, 4: 30, 5: 58}
OWN = (questions.OwnQuestion("De gemeente luistert naar de dorpen.", "scale"),
       questions.OwnQuestion("Wat mag in Voorbeeldstad nooit verdwijnen?", "text"))


def load_scans(staff: dict[str, Person]) -> tuple[Scan, Scan]:
    """Both scans."""
    plan = tomllib.loads(PLAN.read_text("utf-8"))
    words, places = plan["words"], list(Neighbourhood.objects.order_by("pk"))
    first = _asking(plan, "first", FIRST_DAYS, staff, None)
    place_answers(first.survey, FIRST_GROUPS, 93, words, places)
    first = _talked_about(first, plan, staff)
    second = _asking(plan, "second", SECOND_DAYS, staff, first)
    place_answers(second.survey, SECOND_GROUPS, 27, words, places, better=0.15)
    return first, second


def _process(plan: dict[str, Any], key: str, days: dict[int, int], by: Person) -> Process:
    words = plan[key]
    process = life.create_process(by=by, basics=life.Basics(
        title=words["title"], summary=words["summary"], description=words["description"],
        starts_on=day(days[1]).date(), ends_on=day(days[5] + 400).date(), contact_name=by.name,
        contact_email="meedoen@voorbeeldstad.example"))
    draft = process.charters.get()
    fields = rules_of(plan["charter"] | {"decision": days[5], "answer_by": max(days[5] + 14, 20)})
    charter.save_charter(process=process, version=draft.version, fields=fields, by=by)
    process.refresh_from_db()
    process = life.publish_process(process=process, version=process.version, by=by)
    Process.objects.filter(pk=process.pk).update(published_at=day(days[1]))
    QuerySet(Charter).filter(process=process).update(published_at=day(days[1]))
    return process


def _asking(plan: dict[str, Any], key: str, days: dict[int, int], staff: dict[str, Person],
            previous: Scan | None) -> Scan:
    """A scan up to the questionnaire that opens, dated back."""
    by = staff["adviseur"]
    scan = scans.begin_scan(by=by, beginning=scans.Beginning(
        plan[key]["title"], _process(plan, key, days, by), previous, province="PV26"))
    Scan.objects.filter(pk=scan.pk).update(created_at=day(days[1] - 10))
    roles = ((ScanRole.Role.LEADER, staff["griffier"], "", ""),
             (ScanRole.Role.COMMITTEE, staff["raadslid"], "", ""),
             (ScanRole.Role.FACILITATOR, None, "Willem van Elders", "griffier in een andere gemeente"))
    for role, person, name, note in roles:
        scans.give_role(scan=scan, role=role, person=person, name=name, note=note, by=by)
    scan.refresh_from_db()
    planned = {number: day(offset).date() for number, offset in days.items()}
    scan = scans.plan_steps(scan=scan, version=scan.version, days=planned, by=by)
    scan = questions.keep_own_questions(scan=scan, version=scan.version, questions=OWN, by=by)
    scan = _done(_done(scan, 1, days, staff), 2, days, staff)
    opens, closes = day(days[3]), day(max(days[3] + 21, 1))
    scan = rounds.prepare_round(scan=scan, version=scan.version, by=by, values=rounds.RoundValues(
        opens_at=opens, closes_at=closes, asks_neighbourhood=True))
    activities.add_phase(activity=scan.survey.activity, by=by, stretch=activities.Stretch(
        title="Vragen beantwoorden", features=["contribute"], starts_at=opens, ends_at=day(days[3] + 21)))
    scan = rounds.open_round(scan=scan, version=scan.version, by=by)
    scan = scans.share_scan(scan=scan, version=scan.version, is_shared=True, by=by)
    return scans.publish_scan(scan=scan, version=scan.version, by=by)


def _done(scan: Scan, number: int, days: dict[int, int], staff: dict[str, Person]) -> Scan:
    """Tick off and finish a step, on its day."""
    by = staff["griffier"] if staff["griffier"].may("scan.edit", scan) else staff["adviseur"]
    for item in ScanItem.objects.filter(scan=scan, key__in=steps.needed(number)).order_by("pk"):
        path.keep_item(item=item, version=item.version, is_done=True, note="", link="", by=by)
    ScanItem.objects.filter(scan=scan, done_at__gt=day(days[number])).filter(
        key__in=steps.needed(number)).update(done_at=day(days[number]))
    scan = path.finish_step(scan=scan, version=scan.version, number=number, by=by)
    ScanStep.objects.filter(scan=scan, number=number).update(done_at=day(days[number]))
    return scan


def _talked_about(scan: Scan, plan: dict[str, Any], staff: dict[str, Person]) -> Scan:
    """Close and count the questionnaire, then agree on the agenda and follow it up."""
    by, survey = staff["adviseur"], scan.survey
    closed = day(FIRST_DAYS[3] + 21)
    survey = stop_survey(survey=survey, version=survey.version, by=by)
    Survey.objects.filter(pk=survey.pk).update(closes_at=closed, stopped_at=closed + timedelta(days=3))
    count_survey.func(survey.organisation_id, survey.pk)
    survey.refresh_from_db()
    publish_report(report=survey.report, version=survey.report.version, by=by)
    scan.refresh_from_db()
    scan = _done(_done(scan, 3, FIRST_DAYS | {3: FIRST_DAYS[3] + 24}, staff), 4, FIRST_DAYS, staff)
    for words in plan["point"]:
        agenda.add_point(scan=scan, by=by, values=agenda.PointValues(
            title=words["what"], why=words["why"], grounds=words["grounds"], owner=staff[words["who"]],
            owner_title=words["owner"], first_step=words["first"], due_on=day(max(words["due"], 1)).date()))
    decided = day(FIRST_DAYS[5])
    scan = agenda.agree_agenda(scan=scan, version=scan.version, body="council", decided_on=decided.date(),
                               text=plan["first"]["decision"], by=by)
    scan.decision.__class__.objects.filter(pk=scan.decision_id).update(published_at=decided)
    for point, words in zip(scan.points.order_by("position"), plan["point"], strict=True):
        made = agenda.promise_point(point=point, version=point.version, by=by)
        Commitment.objects.filter(pk=made.pk).update(created_at=decided, due_on=day(words["due"]).date())
        if "text" in words:
            made.refresh_from_db()
            agreements.report_result(commitment=made, version=made.version, by=staff[words["who"]], data=ResultInput(
                achieved=words["achieved"], text=words["text"], happened_on=day(words["on"]).date()))
    scan = _done(scan, 5, FIRST_DAYS, staff)
    Scan.objects.filter(pk=scan.pk).update(published_at=day(FIRST_DAYS[3]), shared_at=timezone.now())
    return scan
