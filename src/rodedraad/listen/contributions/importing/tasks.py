"""Checking and importing in the background; a failure is told on the page, never lost."""

import logging

from django.utils import translation
from django_scopes import scope, scopes_disabled
from django_tasks import task

from rodedraad.base.core.tables import TableError
from rodedraad.base.organisations.models import Organisation

from ..models import ImportBatch

log = logging.getLogger(__name__)


def _batch(batch_id: int) -> ImportBatch:
    with scopes_disabled():
        return ImportBatch.objects.select_related("organisation", "activity__process", "by").get(pk=batch_id)


@task()
def check_import(batch_id: int) -> None:
    """Check the file of a batch; checking twice is checking once."""
    from .actions import check  # noqa: PLC0415 -- the acts enqueue these tasks

    batch = _batch(batch_id)
    with scope(organisation=batch.organisation):
        if batch.state == ImportBatch.State.UPLOADED:
            check(batch=batch)


@task()
def run_import(batch_id: int) -> None:
    """Import a batch, all rows or none; a second run of a finished batch does nothing."""
    from .actions import ImportRefusedError, run  # noqa: PLC0415 -- idem

    batch = _batch(batch_id)
    with scope(organisation=batch.organisation):
        if batch.state != ImportBatch.State.RUNNING:
            return
        try:
            run(batch=batch)
        except (ImportRefusedError, TableError) as error:
            log.warning("import %s failed: %s", batch_id, error)
            ImportBatch.objects.filter(pk=batch_id).update(
                state=ImportBatch.State.FAILED, errors=[[0, str(error)]], error_count=1
            )


@task()
def free_lost_imports() -> None:
    """Find imports of every organisation whose worker was killed, and let people start them again."""
    from .actions import free_lost  # noqa: PLC0415 -- idem

    for organisation in Organisation.objects.all():
        with scope(organisation=organisation):
            free_lost()


@task()
def forget_import_files() -> None:
    """Throw away uploaded files of every organisation that have been kept long enough."""
    from .actions import forget_files  # noqa: PLC0415 -- idem

    for organisation in Organisation.objects.all():
        with scope(organisation=organisation), translation.override(organisation.language):
            forget_files()
