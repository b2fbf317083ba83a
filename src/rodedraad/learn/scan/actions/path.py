"""Acts on the path of five steps: tick off with a note or document, finish a step, go back one."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.core.text import clean_text
from rodedraad.decide.answers.files import checked_evidence, keep
from rodedraad.kinds.survey.models import Survey
from rodedraad.listen.contributions.tasks import delete_stored_file
from rodedraad.listen.processes.errors import RefusedError, StaleError

from .. import steps
from ..locking import hold, save, told_plainly
from ..models import AgendaPoint, Scan, ScanItem, ScanStep


@transaction.atomic
def keep_item(*, item: ScanItem, version: int, is_done: bool, note: str, link: str, by: Person,
              document: UploadedFile | None = None, is_document_gone: bool = False) -> ScanItem:
    """Tick something off or not, with a note, a link and a document in place of an earlier one.

    Raises `StaleError`, `RefusedError`.
    """
    scan = hold(item.scan)
    current: ScanItem = ScanItem.objects.select_for_update().get(pk=item.pk)
    if current.version != version:
        raise StaleError(current)
    step, definition = steps.ITEMS[current.key]
    if not is_done and definition.is_needed and _is_done(scan, step.number):
        raise RefusedError(_("This step is done. Open the step again before you take this mark away."))
    if current.document and (document is not None or is_document_gone):
        delete_stored_file.enqueue(str(current.document.name))
        current.document, current.document_name = "", ""
    if document is not None:
        with told_plainly():
            current.document_name = keep(current.document, checked_evidence(document, field="document"))
    if is_done and current.done_at is None:
        current.done_at, current.done_by = timezone.now(), by
    if not is_done:
        current.done_at = current.done_by = None
    current.note, current.link = clean_text(note), link
    current.version += 1
    current.save()
    audit.record("scan.item_kept", on=scan, by=by, item=current.key, done=is_done)
    return current


@transaction.atomic
def finish_step(*, scan: Scan, version: int, number: int, by: Person) -> Scan:
    """The step being worked on is done; the next one begins. Raises `StaleError`, `RefusedError`."""
    current = hold(scan, version)
    if number != current.step or _is_done(current, number):
        raise RefusedError(_("This is not the step that you are working on now."))
    done = set(ScanItem.objects.filter(scan=current, done_at__isnull=False).values_list("key", flat=True))
    if set(steps.needed(number)) - done:
        raise RefusedError(_("Not everything in this step is ticked off yet."))
    if reason := _what_lacks(current, number):
        raise RefusedError(reason)
    ScanStep.objects.filter(scan=current, number=number).update(done_at=timezone.now(), done_by=by)
    current.step = min(number + 1, steps.LAST)
    audit.record("scan.step_done", on=save(current), by=by, step=number)
    return current


@transaction.atomic
def undo_step(*, scan: Scan, version: int, number: int, by: Person) -> Scan:
    """The last step that was done is not done after all. Raises `StaleError`, `RefusedError`."""
    current = hold(scan, version)
    last = ScanStep.objects.filter(scan=current, done_at__isnull=False).order_by("-number").first()
    if last is None or last.number != number:
        raise RefusedError(_("You can only go back to the step that was done last."))
    last.done_at = last.done_by = None
    last.save()
    current.step = number
    audit.record("scan.step_undone", on=save(current), by=by, step=number)
    return current


def _is_done(scan: Scan, number: int) -> bool:
    return ScanStep.objects.filter(scan=scan, number=number, done_at__isnull=False).exists()


def _what_lacks(scan: Scan, number: int) -> str:
    """What a step needs beside its marks; "" when nothing lacks."""
    if number == steps.ASKING:
        survey = scan.survey
        if survey is None or survey.state == Survey.State.PREPARED:
            return _("The questionnaire has not been open yet.")
        if survey.state == Survey.State.RUNNING and timezone.now() < survey.closes_at:
            return _("People can still answer. This step is done when the questionnaire is closed.")
    if number == steps.AGENDA:
        points = AgendaPoint.objects.filter(scan=scan)
        if not points.exists():
            return _("There is no point on the improvement agenda yet.")
        if points.filter(commitment=None).exists():
            return _("Record each point as a commitment first, or take it off the agenda.")
    return ""
