"""Acts on an import: upload, map, check, run (all rows or none) and undo."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.core.tables import Table, TableError
from rodedraad.listen.activities.models import Activity

from ..holding import reason_to_hold
from ..models import Contribution, ContributionVersion, ImportBatch
from ..models.contribution import Channel, State
from ..tasks import delete_stored_file, look_at_tables
from . import tasks
from .columns import guess
from .rows import Draft, Reader

CHUNK = 2000
ERRORS_KEPT = 200
LOST_AFTER = timedelta(minutes=10)
BatchState = ImportBatch.State
Progress = Callable[[int, int], None]


class ImportRefusedError(ValueError):
    """The import cannot go on; the message says why, for the page."""


def upload(*, activity: Activity, file: File, by: Person | None) -> ImportBatch:
    """Keep the file and read its header. Raises `TableError`; then nothing is kept."""
    with transaction.atomic():
        batch = ImportBatch(organisation_id=activity.organisation_id, activity=activity, by=by,
                            file_name=Path(file.name or "").name[:200], channel=Channel.IMPORT)
        batch.file.save(f"{activity.pk}{Path(batch.file_name).suffix.lower()[:10]}", file, save=False)
        try:
            batch.columns = table_of(batch).columns
        except TableError:
            batch.file.delete(save=False)
            raise
        batch.mapping = guess(batch.columns)
        batch.save()
        audit.record("import.uploaded", on=batch, by=by, columns=len(batch.columns))
    return batch


def table_of(batch: ImportBatch) -> Table:
    """The table in the file of a batch."""
    return Table(Path(batch.file.path), batch.file_name)


def reader_of(batch: ImportBatch) -> Reader:
    """A fresh reader of the file of a batch."""
    return Reader(table_of(batch), batch.mapping, batch.channel)


def choose_columns(*, batch: ImportBatch, mapping: dict[str, str], channel: str, by: Person) -> None:
    """Say which column is what, and have the file checked by a task."""
    _must_be(batch, BatchState.UPLOADED, BatchState.CHECKED, BatchState.FAILED)
    if not batch.file:
        raise ImportRefusedError(_("This file was deleted. Read it again."))
    with transaction.atomic():
        batch.mapping = {key: column for key, column in mapping.items() if column in batch.columns}
        batch.channel, batch.was_mapped = channel, True
        batch.state, batch.errors, batch.done_count, batch.row_count = BatchState.UPLOADED, [], 0, 0
        batch.save()
        audit.record("import.mapped", on=batch, by=by, fields=sorted(batch.mapping))
        tasks.check_import.enqueue(batch.pk)


def check(*, batch: ImportBatch, progress: Progress = lambda _done, _total: None) -> None:
    """Read every row, name every fault, count what is new; writes only the batch."""
    errors: list[list[object]] = []
    counts = {"rows": 0, "new": 0, "double": 0, "wrong": 0}
    try:
        reader = reader_of(batch)
        _touch(batch, row_count=reader.table.expected_rows())
        for chunk in _chunks(reader.drafts()):
            drafts = [each for each in chunk if isinstance(each, Draft)]
            faults = [each for each in chunk if not isinstance(each, Draft)]
            errors += [list(fault) for fault in faults][: ERRORS_KEPT - len(errors)]
            double = len(_present(batch, drafts))
            counts["rows"] += len(chunk)
            counts["wrong"] += len(faults)
            counts["double"] += double
            counts["new"] += len(drafts) - double
            _touch(batch, done_count=counts["rows"])
            progress(counts["rows"], 0)
    except TableError as error:
        errors.append([0, str(error)])
        counts["wrong"] += 1
    if not counts["rows"] and not errors:
        errors.append([0, _("There are no rows in this file.")])
        counts["wrong"] += 1
    batch.refresh_from_db()
    batch.row_count, batch.new_count, batch.double_count = counts["rows"], counts["new"], counts["double"]
    batch.errors, batch.error_count, batch.done_count = errors, counts["wrong"], 0
    batch.state = BatchState.FAILED if counts["wrong"] else BatchState.CHECKED
    batch.save()


def start(*, batch: ImportBatch, by: Person) -> None:
    """Have a checked batch imported by a task."""
    with transaction.atomic():
        changed = ImportBatch.objects.filter(pk=batch.pk, state=BatchState.CHECKED).update(
            state=BatchState.RUNNING, done_count=0, updated_at=timezone.now())
        if not changed:
            raise ImportRefusedError(_("This import was already started, or its file is not checked yet."))
        audit.record("import.started", on=batch, by=by)
        tasks.run_import.enqueue(batch.pk)


def run(*, batch: ImportBatch, progress: Progress = lambda _done, _total: None) -> None:
    """Write all rows in one transaction: a stop half-way leaves nothing. A row that is there already is passed over."""
    with transaction.atomic():
        locked = ImportBatch.objects.select_for_update().select_related("activity__process").get(pk=batch.pk)
        if locked.state not in {BatchState.CHECKED, BatchState.RUNNING}:
            raise ImportRefusedError(_("This import was already done, or its file is not checked yet."))
        made = done = 0
        for chunk in _chunks(reader_of(locked).drafts()):
            fault = next((each for each in chunk if not isinstance(each, Draft)), None)
            if isinstance(fault, tuple):
                raise ImportRefusedError(_("Row %(number)d: %(fault)s") % {"number": fault[0], "fault": fault[1]})
            drafts = [each for each in chunk if isinstance(each, Draft)]
            present = _present(locked, drafts)
            rows = [_contribution(locked, draft) for draft in drafts if draft.external_id not in present]
            Contribution.objects.bulk_create(rows, batch_size=500)
            made, done = made + len(rows), done + len(chunk)
            progress(done, locked.row_count)
        locked.state, locked.done_count = BatchState.DONE, done
        locked.new_count, locked.double_count = made, done - made
        locked.save()
        look_at_tables.enqueue()
        audit.record("import.done", on=locked, by=locked.by, new=made, double=done - made)
    batch.refresh_from_db()


def free_lost(*, untouched: timedelta = LOST_AFTER) -> int:
    """Give back imports whose worker was killed: they can be checked or started again. Returns how many.

    A run holds its rows until it is done and writes nothing before, so giving it back loses and doubles nothing.
    """
    quiet = ImportBatch.objects.filter(updated_at__lt=timezone.now() - untouched)
    with transaction.atomic():
        freed = list(quiet.filter(state=BatchState.RUNNING).select_for_update(skip_locked=True)) if \
            connection.features.has_select_for_update_skip_locked else list(quiet.filter(state=BatchState.RUNNING))
        for batch in freed:
            batch.state = BatchState.CHECKED
            batch.save(update_fields=["state", "updated_at"])
            audit.record("import.lost", on=batch, by=None)
        unchecked = list(quiet.filter(state=BatchState.UPLOADED, was_mapped=True))
        for batch in unchecked:
            batch.was_mapped = False
            batch.save(update_fields=["was_mapped", "updated_at"])
    return len(freed) + len(unchecked)


def undo(*, batch: ImportBatch, by: Person) -> int:
    """Take the rows of an import out again; refused when somebody already did something with one of them."""
    _must_be(batch, BatchState.DONE)
    with transaction.atomic():
        own = Contribution.objects.filter(batch=batch)
        touched = used(own).count()
        if touched:
            raise ImportRefusedError(
                _("%(n)d of these contributions already have a reaction, support or theme. Undo those first.")
                % {"n": touched}
            )
        ContributionVersion.objects.filter(contribution__in=own).delete()
        count, _each = own.delete()
        ImportBatch.objects.filter(pk=batch.pk).update(state=BatchState.UNDONE, done_count=0)
        audit.record("import.undone", on=batch, by=by, removed=count)
    batch.refresh_from_db()
    return count


def forget_files() -> int:
    """Delete the uploaded files with which nothing was done for `IMPORT_FILE_DAYS`; returns how many.

    The contributions stay, and can still be undone. A list that was not imported by then must be read again.
    """
    before = timezone.now() - timedelta(days=settings.IMPORT_FILE_DAYS)
    quiet = ImportBatch.objects.filter(updated_at__lt=before).exclude(file="").exclude(state=BatchState.RUNNING)
    with transaction.atomic():
        batches = list(quiet.select_for_update(of=("self",)).order_by("pk"))
        for batch in batches:
            delete_stored_file.enqueue(str(batch.file.name))
            batch.file = ""
            if batch.state in {BatchState.UPLOADED, BatchState.CHECKED}:
                batch.state, batch.was_mapped, batch.error_count = BatchState.FAILED, False, 1
                batch.errors = [[0, _("This file was deleted. Read it again.")]]
            batch.save()
            audit.record("import.file_deleted", on=batch, by=None)
    return len(batches)


def used(contributions: models.QuerySet) -> models.QuerySet:
    """Those contributions that any other table speaks of, whichever floor it is on."""
    touched = models.Q(version__gt=1)
    for relation in Contribution._meta.related_objects:
        if relation.related_model is not ContributionVersion:
            name = relation.related_query_name
            touched |= models.Q(**{f"{relation.name if not callable(name) else name()}__isnull": False})
    return contributions.filter(touched).distinct()


def _touch(batch: ImportBatch, **counts: int) -> None:
    """Tell the page how far the check is, and that somebody still works on it."""
    ImportBatch.objects.filter(pk=batch.pk).update(updated_at=timezone.now(), **counts)


def _must_be(batch: ImportBatch, *states: str) -> None:
    if batch.state not in states:
        raise ImportRefusedError(_("This import cannot be changed any more."))


def _chunks(rows: Iterator[Draft | tuple[int, str]]) -> Iterator[list[Draft | tuple[int, str]]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _present(batch: ImportBatch, drafts: list[Draft]) -> set[str | None]:
    wanted = [draft.external_id for draft in drafts]
    return set(
        Contribution.objects.filter(activity_id=batch.activity_id, external_id__in=wanted)
        .values_list("external_id", flat=True)
    )


def _contribution(batch: ImportBatch, draft: Draft) -> Contribution:
    now = timezone.now()
    hold = _("It was rejected in the source.") if draft.needs_review else \
        reason_to_hold(batch.organisation, draft.title, draft.text)
    return Contribution(
        organisation_id=batch.organisation_id, process_id=batch.activity.process_id, activity_id=batch.activity_id,
        title=draft.title, text=draft.text, language=draft.language, author_role=draft.author_role,
        channel=draft.channel, entered_by=batch.by, neighbourhood_id=draft.neighbourhood_id, place=draft.place,
        state=State.PENDING if hold else State.PUBLISHED, hold_reason=hold, published_at=None if hold else now,
        created_at=draft.created_at or now, batch=batch, external_id=draft.external_id,
    )
