"""Acts on the scan itself: begin it, say who does what, plan it, show it, share its progress, close it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.core.text import clean_line
from rodedraad.kinds.survey import library
from rodedraad.kinds.survey.actions.instruments import make_instrument, publish_version
from rodedraad.kinds.survey.models import Instrument, Survey
from rodedraad.listen.processes.actions import Basics, create_process, invite_member
from rodedraad.listen.processes.errors import RefusedError, StaleError
from rodedraad.listen.processes.models import Process, TeamMember

from .. import steps
from ..locking import hold, save
from ..models import Scan, ScanItem, ScanRole, ScanStep


@dataclass(frozen=True)
class Beginning:
    """What is chosen when a scan begins: an existing process, or the title of a new one; and the scan before it."""

    title: str
    process: Process | None = None
    previous: Scan | None = None
    province: str = ""


@transaction.atomic
def begin_scan(*, beginning: Beginning, by: Person) -> Scan:
    """A new scan with its five steps and an own copy of the questions. Raises `RefusedError`."""
    body = by.organisation.kind
    if body not in Scan.Body.values:
        raise RefusedError(_("There are questions for municipalities, provinces and water boards only."))
    process = beginning.process or create_process(basics=_basics(beginning.title), by=by)
    process = Process.objects.select_for_update().get(pk=process.pk)
    if not process.is_changeable:
        raise RefusedError(_("This process is finished. Open it again before you change it."))
    if Scan.objects.filter(process=process, closed_at=None).exists():
        raise RefusedError(_("A scan already runs in this process. Close it first, or choose another process."))
    scan = Scan(organisation=by.organisation, process=process, title=clean_line(beginning.title), body=body,
                previous=beginning.previous, made_by=by, instrument=_own_questions_of(body, by),
                province=beginning.province or _own_province(by.organisation.cbs_code))
    scan.save()
    ScanStep.objects.bulk_create(
        ScanStep(organisation=by.organisation, scan=scan, number=each.number) for each in steps.STEPS)
    ScanItem.objects.bulk_create(ScanItem(organisation=by.organisation, scan=scan, key=key) for key in steps.ITEMS)
    ScanRole(organisation=by.organisation, scan=scan, role=ScanRole.Role.LEADER, person=by).save()
    audit.record("scan.begun", on=scan, by=by, process=process.pk, body=body)
    return scan


def _own_province(cbs_code: str) -> str:
    """A province lies in itself; its CBS code may be written with or without its letters."""
    found = cbs_code if cbs_code.startswith("PV") else f"PV{cbs_code}"
    return found if found in Scan.Province.values else ""


def _basics(title: str) -> Basics:
    return Basics(title=title, summary=_("How is our local democracy doing? Residents, council, executive and staff "
                                         "answer the same questions. Together we choose what gets better."))


def _own_questions_of(body: str, by: Person) -> Instrument:
    key = f"quickscan_{body}"
    content = library.load(key)
    draft = make_instrument(organisation=by.organisation, title=content.title["nl"], content=content, library_key=key,
                            by=by)
    return publish_version(draft=draft, version=draft.version, by=by).instrument


@transaction.atomic
def edit_scan(*, scan: Scan, version: int, title: str, previous: Scan | None, by: Person,
              province: str = "") -> Scan:
    """Change what the scan is called and which one came before it. Raises `StaleError`, `RefusedError`."""
    current = hold(scan, version)
    if previous is not None and _comes_after(previous, current):
        raise RefusedError(_("A scan cannot come after itself or after a later one."))
    current.title, current.previous, current.province = clean_line(title), previous, province
    audit.record("scan.edited", on=save(current), by=by, previous=previous.pk if previous else None)
    return current


def _comes_after(scan: Scan | None, earlier: Scan) -> bool:
    while scan is not None:
        if scan.pk == earlier.pk:
            return True
        scan = scan.previous
    return False


@transaction.atomic
def plan_steps(*, scan: Scan, version: int, days: Mapping[int, date | None], by: Person) -> Scan:
    """Plan the day of each step; days follow one another. Raises `StaleError`, `RefusedError`."""
    current = hold(scan, version)
    planned = [day for _number, day in sorted(days.items()) if day is not None]
    if planned != sorted(planned):
        raise RefusedError(_("A later step cannot come before an earlier one. Look at the dates again."))
    for step in ScanStep.objects.select_for_update().filter(scan=current, number__in=list(days)).order_by("number"):
        step.planned_on = days[step.number]
        step.save()
    audit.record("scan.planned", on=save(current), by=by,
                 days={str(number): day.isoformat() for number, day in days.items() if day})
    return current


@transaction.atomic
def give_role(*, scan: Scan, role: str, person: Person | None, name: str, note: str, by: Person) -> ScanRole:
    """Say who does what: a colleague, or somebody from elsewhere by name. Raises `RefusedError`."""
    current = hold(scan)
    if person is None and not clean_line(name):
        raise RefusedError(_("Choose a colleague, or write a name."))
    given = ScanRole(organisation=current.organisation, scan=current, role=role, person=person,
                     name="" if person else clean_line(name), note=clean_line(note))
    try:
        with transaction.atomic():
            given.save()
    except IntegrityError:
        raise RefusedError(_("This person has this role already.")) from None
    account = person.account if person is not None else None
    if role == ScanRole.Role.LEADER and account is not None and by.may("processes.manage_team", current.process):
        invite_member(process=current.process, email=account.email, part=TeamMember.Part.EDITOR, by=by)
    audit.record("scan.role_given", on=save(current), by=by, role=role, person=person.pk if person else None)
    return given


@transaction.atomic
def take_role(*, scan: Scan, role_id: int, by: Person) -> None:
    """Take a role away. Raises `RefusedError` for the last one who leads."""
    current = hold(scan)
    given = ScanRole.objects.filter(scan=current, pk=role_id).first()
    if given is None:
        return
    leaders = ScanRole.objects.filter(scan=current, role=ScanRole.Role.LEADER)
    if given.role == ScanRole.Role.LEADER and not leaders.exclude(pk=given.pk).exists():
        raise RefusedError(_("Somebody must lead the scan. Give another person this role first."))
    audit.record("scan.role_taken", on=save(current), by=by, role=given.role, person=given.person_id)
    given.delete()


@transaction.atomic
def publish_scan(*, scan: Scan, version: int, by: Person) -> Scan:
    """Give the scan a page for everybody. Raises `StaleError`, `RefusedError`."""
    current = hold(scan, version)
    if not current.process.is_public:
        raise RefusedError(_("Publish the process first. After that you can publish this."))
    if current.is_published:
        raise RefusedError(_("The scan has a public page already."))
    current.published_at = timezone.now()
    audit.record("scan.published", on=save(current), by=by)
    return current


@transaction.atomic
def withdraw_scan(*, scan: Scan, version: int, by: Person) -> Scan:
    """Take the page away; commitments that were made stay, on their own pages. Raises as above."""
    current = hold(scan, version)
    if not current.is_published:
        raise RefusedError(_("The scan has no public page."))
    current.published_at = None
    audit.record("scan.withdrawn", on=save(current), by=by)
    return current


@transaction.atomic
def share_scan(*, scan: Scan, version: int, is_shared: bool, by: Person) -> Scan:
    """Let the programme team see the progress, or no longer."""
    current = hold(scan, version)
    current.is_shared = is_shared
    current.shared_by, current.shared_at = (by, timezone.now()) if is_shared else (None, None)
    audit.record("scan.shared" if is_shared else "scan.unshared", on=save(current), by=by)
    return current


@transaction.atomic
def close_scan(*, scan: Scan, version: int, by: Person) -> Scan:
    """All is done: nothing changes any more, the agenda is followed by its commitments. Raises as above."""
    current = hold(scan, version)
    if ScanStep.objects.filter(scan=current, done_at=None).exists():
        raise RefusedError(_("Not all steps are done yet. Finish them first."))
    current.closed_at = timezone.now()
    audit.record("scan.closed", on=save(current), by=by)
    return current


@transaction.atomic
def delete_scan(*, scan: Scan, version: int, by: Person) -> None:
    """Throw away a scan that nobody has answered or seen. Raises `StaleError`, `RefusedError`."""
    current = hold(scan, version)
    survey = current.survey
    was_asked = survey is not None and survey.state != Survey.State.PREPARED
    if was_asked or current.is_published or current.points.filter(commitment__isnull=False).exists():
        raise RefusedError(_("People have seen this scan. It cannot be thrown away."))
    audit.record("scan.deleted", on=current, by=by, process=current.process_id)
    current.delete()


@transaction.atomic
def reopen_scan(*, scan: Scan, version: int, by: Person) -> Scan:
    """Open a closed scan again. Raises `StaleError`, `RefusedError` when another one runs in its process."""
    current: Scan = Scan.objects.select_for_update(of=("self",)).select_related("process", "organisation").get(
        pk=scan.pk)
    # Scan before process, as everywhere; the lock on the process decides between this and a scan that begins.
    process = Process.objects.select_for_update().get(pk=current.process_id)
    if current.version != version:
        raise StaleError(current)
    if not current.is_closed or not process.is_changeable:
        raise RefusedError(_("This scan cannot be opened again now."))
    if Scan.objects.filter(process=process, closed_at=None).exists():
        raise RefusedError(_("A scan already runs in this process. Close it first, or choose another process."))
    current.closed_at = None
    audit.record("scan.reopened", on=save(current), by=by)
    return current
