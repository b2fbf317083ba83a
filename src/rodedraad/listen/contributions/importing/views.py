"""The pages of imports: upload, choose columns, see faults, import, undo."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.base.core.tables import TableError
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.processes.models import Process

from ..models import ImportBatch
from . import actions, queries
from .forms import ColumnsForm, UploadForm
from .queries import find_activity_for_import, find_batch


def trail_of(process: Process, here: str) -> list[tuple[str, str | None]]:
    """The way from the desk to this page."""
    desk = reverse("processes:desk", args=[process.slug])
    return [(_("Processes"), reverse("processes:desk_list")), (process.title, desk), (here, None)]


def page_of(batch: ImportBatch) -> str:
    """Where one import is followed."""
    return reverse("importing:batch", args=[batch.activity.process.slug, batch.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@requires("contributions.import", find=find_activity_for_import)
def upload(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Adviser: how do I get my list of contributions in?"""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            batch = actions.upload(activity=activity, file=form.cleaned_data["file"], by=request.person)  # type: ignore[attr-defined]
            return redirect(page_of(batch))
        except TableError as error:
            form.add_error("file", str(error))
    context = {"form": form, "activity": activity, "process": activity.process, "batches": queries.batches_of(activity),
               "activities": queries.activities_beside(activity), "days": settings.IMPORT_FILE_DAYS,
               "trail": trail_of(activity.process, _("Import contributions"))}
    return render(request, "importing/upload.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("contributions.import", find=find_batch)
def batch(request: HttpRequest, found: ImportBatch) -> HttpResponse:
    """Adviser: does my file say what I think, what is wrong with it, how far is it?"""
    form = ColumnsForm(request.POST or None, batch=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_columns(batch=found, mapping=form.mapping, channel=form.cleaned_data["channel"],
                                   by=request.person)  # type: ignore[attr-defined]
            return redirect(page_of(found))
        except actions.ImportRefusedError as error:
            form.add_error(None, str(error))
    context = {"form": form, "batch": found, "activity": found.activity, "process": found.activity.process,
               "waiting": _is_waiting(found), "shown_count": shown_count(found), "preview": _preview(found),
               "kept_until": queries.file_kept_until(found),
               "trail": trail_of(found.activity.process, found.file_name)}
    return render(request, "importing/batch.html", context, status=400 if form.errors else 200)


@require_safe
@requires("contributions.import", find=find_batch)
def progress(request: HttpRequest, found: ImportBatch) -> HttpResponse:
    """Adviser: how far is it now? (a part of the page, asked every second)"""
    response = render(request, "importing/_progress.html",
                      {"batch": found, "waiting": _is_waiting(found), "shown_count": shown_count(found)})
    if not _is_waiting(found):
        response["HX-Refresh"] = "true"
    return response


@require_POST
@requires("contributions.import", find=find_batch)
def start(request: HttpRequest, found: ImportBatch) -> HttpResponse:
    """Adviser: import these rows."""
    try:
        actions.start(batch=found, by=request.person)  # type: ignore[attr-defined]
    except actions.ImportRefusedError as error:
        messages.error(request, str(error))
    return redirect(page_of(found))


@require_http_methods(["GET", "HEAD", "POST"])
@requires("contributions.import", find=find_batch)
def undo(request: HttpRequest, found: ImportBatch) -> HttpResponse:
    """Adviser: take this import back."""
    if request.method == "POST":
        try:
            count = actions.undo(batch=found, by=request.person)  # type: ignore[attr-defined]
            messages.success(request, _("The import is undone. %(n)d contributions were removed.") % {"n": count})
        except actions.ImportRefusedError as error:
            messages.error(request, str(error))
        return redirect(page_of(found))
    return render(request, "importing/undo.html", {"batch": found, "process": found.activity.process,
                                                   "trail": trail_of(found.activity.process, found.file_name)})


def _is_waiting(found: ImportBatch) -> bool:
    states = ImportBatch.State
    return found.state == states.RUNNING or (found.state == states.UPLOADED and found.was_mapped)


def shown_count(found: ImportBatch) -> int:
    """How many rows the bar shows: the expected number is a guess, so never more than that."""
    return min(found.done_count, found.row_count)


def _preview(found: ImportBatch) -> queries.Preview | None:
    is_over = found.state in {ImportBatch.State.DONE, ImportBatch.State.UNDONE}
    if is_over or _is_waiting(found) or not found.file:
        return None
    try:
        return queries.preview(found)
    except (TableError, FileNotFoundError):
        return None
