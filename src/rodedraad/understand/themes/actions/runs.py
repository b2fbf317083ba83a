"""Acts on runs of the text method: ask for suggestions or first groups, stop, go on, and ask again after a failure."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.listen.processes.models import Process

from ..errors import RefusedError, WrongStateError
from ..models import AnalysisRun, Theme
from ..tasks import find_groups, suggest_themes
from .locking import check_right

METHODS = {AnalysisRun.Purpose.THEMES: "linear", AnalysisRun.Purpose.GROUPS: "spectral"}
SILENT_FOR = timedelta(minutes=15)
"""A run that said nothing for so long has died with its worker."""
SETTLE = timedelta(seconds=60)
"""After a decision the desk waits so long for more of them before everything is read again."""
KEPT_AUTOMATIC = 20


def last_run(process: Process, purpose: str = AnalysisRun.Purpose.THEMES) -> AnalysisRun | None:
    """The latest run of a process; one that died counts as failed. Automatic ones wait and fail in silence."""
    runs = AnalysisRun.objects.filter(process=process, purpose=purpose)
    quiet = [AnalysisRun.State.QUEUED, AnalysisRun.State.FAILED]
    run: AnalysisRun | None = runs.exclude(is_automatic=True, state__in=quiet).order_by("-pk").first()
    if run is not None and run.is_busy and run.updated_at < timezone.now() - SILENT_FOR:
        run.state, run.error = AnalysisRun.State.FAILED, _("The work stopped half-way.")
    return run


@transaction.atomic
def start_run(*, process: Process, by: Person, purpose: str = AnalysisRun.Purpose.THEMES, seed: int = 0) -> AnalysisRun:
    """Ask for suggestions or first groups. Raises `RefusedError` while a run is busy; for suggestions without theme."""
    check_right(by, process)
    Process.objects.select_for_update().get(pk=process.pk)
    busy = last_run(process, purpose)
    if busy is not None and busy.is_busy:
        raise RefusedError(_("The suggestions are being made already."))
    needs_theme = purpose == AnalysisRun.Purpose.THEMES
    if needs_theme and not Theme.objects.live().filter(process=process).exists():
        raise RefusedError(_("There are no themes yet. Make a theme first."))
    if busy is not None and busy.state == AnalysisRun.State.FAILED:
        AnalysisRun.objects.filter(pk=busy.pk).update(state=busy.state, error=busy.error)
    run = AnalysisRun(organisation_id=process.organisation_id, process=process, purpose=purpose,
                      method=METHODS[AnalysisRun.Purpose(purpose)], asked_by=by, seed=seed)
    run.save()
    (suggest_themes if needs_theme else find_groups).enqueue(run.organisation_id, run.pk)
    audit.record("themes.run_started", on=run, by=by, method=run.method)
    return run


@transaction.atomic
def retry_run(*, run: AnalysisRun, by: Person) -> AnalysisRun:
    """Ask again after a failure: a new run. Raises `RefusedError` when it did not fail or another is busy."""
    last = last_run(run.process, run.purpose)
    if last is None or last.pk != run.pk or last.state != AnalysisRun.State.FAILED:
        raise RefusedError(_("The suggestions are being made already."))
    return start_run(process=run.process, by=by, purpose=run.purpose)


@transaction.atomic
def stop_run(*, run: AnalysisRun, by: Person) -> AnalysisRun:
    """Stop a run: at once when it still waits, else after the part it works on. What was computed is kept."""
    check_right(by, run.process)
    locked = AnalysisRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if not locked.is_busy:
        raise WrongStateError
    locked.stop_asked = True
    if locked.state == AnalysisRun.State.QUEUED:
        locked.state, locked.finished_at = AnalysisRun.State.STOPPED, timezone.now()
    locked.save(update_fields=["stop_asked", "state", "finished_at"])
    audit.record("themes.run_stopped", on=locked, by=by)
    return locked


def read_again_soon(process: Process) -> None:
    """After decisions of people: read everything again in a minute, once for all decisions in that minute.

    Only where somebody asked for suggestions before: without that the desk is quiet.
    """
    runs = AnalysisRun.objects.filter(process=process, purpose=AnalysisRun.Purpose.THEMES)
    if not runs.filter(state=AnalysisRun.State.DONE).exists() or runs.filter(state=AnalysisRun.State.QUEUED).exists():
        return
    run = AnalysisRun(organisation_id=process.organisation_id, process=process, is_automatic=True,
                      method=METHODS[AnalysisRun.Purpose.THEMES])
    run.save()
    suggest_themes.using(run_after=timezone.now() + SETTLE).enqueue(run.organisation_id, run.pk)
    old = runs.filter(is_automatic=True).exclude(state__in=[AnalysisRun.State.QUEUED, AnalysisRun.State.RUNNING])
    surplus = list(old.order_by("-pk").values_list("pk", flat=True)[KEPT_AUTOMATIC : KEPT_AUTOMATIC + 50])
    AnalysisRun.objects.filter(pk__in=surplus).delete()
