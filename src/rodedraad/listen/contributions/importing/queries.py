"""Reads for the pages of imports."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.conf import settings
from django.http import Http404, HttpRequest

from rodedraad.listen.activities.models import Activity
from rodedraad.listen.processes.models import Process

from ..models import ImportBatch
from .actions import reader_of, table_of
from .rows import Draft

PREVIEW = 10


def find_activity_for_import(request: HttpRequest, process_slug: str, activity_id: int) -> Activity:
    """The activity into which is imported. Raises Http404."""
    found = (
        Activity.objects.filter(pk=activity_id, process__slug=process_slug,
                                process__in=Process.objects.visible_to(request.person))  # type: ignore[attr-defined]
        .select_related("process").first()
    )
    if found is None:
        raise Http404
    return found


def find_batch(request: HttpRequest, process_slug: str, batch_id: int) -> ImportBatch:
    """One import of a process. Raises Http404."""
    found = (
        ImportBatch.objects.filter(pk=batch_id, activity__process__slug=process_slug)
        .select_related("activity__process", "by").first()
    )
    if found is None:
        raise Http404
    # The permission asks for the process of what is imported.
    found.process = found.activity.process  # type: ignore[attr-defined]
    return found


def batches_of(activity: Activity) -> list[ImportBatch]:
    """The last imports into an activity, newest first."""
    return list(activity.import_batches.select_related("by")[:50])


def activities_beside(activity: Activity) -> list[Activity]:
    """The other activities of the process: the file may belong there."""
    return list(Activity.objects.filter(process=activity.process_id).exclude(pk=activity.pk))


def file_kept_until(batch: ImportBatch) -> datetime | None:
    """When the uploaded file is thrown away, if nobody does anything with it before; None when it is gone already."""
    return batch.updated_at + timedelta(days=settings.IMPORT_FILE_DAYS) if batch.file else None


@dataclass(frozen=True)
class Preview:
    """The first rows of a file: as they stand in it, and as they will be read."""

    cells: list[list[str]]
    drafts: list[Draft]
    faults: list[tuple[int, str]]


def preview(batch: ImportBatch) -> Preview:
    """The first rows; reads no further than it shows."""
    cells = [[row.cells.get(name, "") for name in batch.columns] for row in islice(table_of(batch).rows(), PREVIEW)]
    read = list(islice(reader_of(batch).drafts(), PREVIEW))
    return Preview(
        cells=cells,
        drafts=[each for each in read if isinstance(each, Draft)],
        faults=[each for each in read if not isinstance(each, Draft)],
    )
