"""Acts on runs of the text method: ask for suggestions, and ask again after a failure."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.listen.processes.models import Process

from ..errors import RefusedError
from ..models import AnalysisRun, Theme
from ..tasks import suggest_themes
from .locking import check_right

METHOD = "words"
SILENT_FOR = timedelta(minutes=15)
"""A run that said nothing for so long has died with its worker."""


def last_run(process: Process) -> AnalysisRun | None:
    """The latest run of a process; one that died with its worker counts as failed."""
    run: AnalysisRun | None = AnalysisRun.objects.filter(process=process).order_by("-pk").first()
    if run is not None and run.is_busy and run.updated_at < timezone.now() - SILENT_FOR:
        run.state, run.error = AnalysisRun.State.FAILED, _("The work stopped half-way.")
    return run


@transaction.atomic
def start_run(*, process: Process, by: Person) -> AnalysisRun:
    """Ask for suggestions. Raises `RefusedError` while a run is busy, or without a theme."""
    check_right(by, process)
    Process.objects.select_for_update().get(pk=process.pk)
    busy = last_run(process)
    if busy is not None and busy.is_busy:
        raise RefusedError(_("The suggestions are being made already."))
    if not Theme.objects.live().filter(process=process).exists():
        raise RefusedError(_("There are no themes yet. Make a theme first."))
    if busy is not None and busy.state == AnalysisRun.State.FAILED:
        AnalysisRun.objects.filter(pk=busy.pk).update(state=busy.state, error=busy.error)
    run = AnalysisRun(organisation_id=process.organisation_id, process=process, method=METHOD, asked_by=by)
    run.save()
    suggest_themes.enqueue(run.organisation_id, run.pk)
    audit.record("themes.run_started", on=run, by=by, method=METHOD)
    return run


@transaction.atomic
def retry_run(*, run: AnalysisRun, by: Person) -> AnalysisRun:
    """Ask again after a failure: a new run. Raises `RefusedError` when it did not fail or another is busy."""
    last = last_run(run.process)
    if last is None or last.pk != run.pk or last.state != AnalysisRun.State.FAILED:
        raise RefusedError(_("The suggestions are being made already."))
    return start_run(process=run.process, by=by)
