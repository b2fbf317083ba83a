"""Changing, withdrawing and reporting a contribution; its history and its photo."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rodedraad.base.core.limits import client_prefix
from rodedraad.base.core.permissions import requires

from .. import actions, queries
from ..differences import compare, versions_side_by_side
from ..errors import RefusedError, StaleError
from ..forms import EditForm, ReportForm
from ..models import Attachment, Comment, Contribution
from ..photos import CONTENT_TYPES
from .shared import back_to, comment_by_id, contribution_by_id, gone, url_of


@require_safe
@requires("contributions.look_up", find=contribution_by_id)
def show(_request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """The short address of a contribution: on to its page."""
    return back_to(contribution)


@require_http_methods(["GET", "POST"])
@requires("contributions.edit_own", find=contribution_by_id)
def edit(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Inwoner: I want to say it otherwise."""
    photo = queries.photo_of(contribution)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = EditForm(data, files, contribution=contribution, photo=photo)
    current = None
    if request.method == "POST" and form.is_valid():
        current = _save(request, contribution, form)
        if not form.errors:
            return back_to(contribution)
    changes = compare(request.POST.dict(), current) if current else []
    if current:
        form = _with_version(form, current, photo, had_photo="photo" in request.FILES)
    context = {"contribution": contribution, "form": form, "changes": changes, "photo": photo,
               "back": url_of(contribution)}
    return render(request, "contributions/edit.html", context, status=422 if form.errors else 200)


def _save(request: HttpRequest, contribution: Contribution, form: EditForm) -> Contribution | None:
    """Save; on a conflict the words as they are now, and an error on the form."""
    try:
        changed = actions.edit_own(
            contribution=contribution, by=request.person, version=form.cleaned_data["version"],  # type: ignore[attr-defined]
            words=form.words(), photo=form.ready_photo(), remove_photo=form.cleaned_data.get("remove_photo", False))
    except StaleError as error:
        form.add_error(None, error.message)
        return error.current  # type: ignore[return-value]
    except RefusedError as error:
        form.add_error(None, error.message)
    except ValidationError as error:
        form.add_error(None, error)
    else:
        shown = changed.is_public
        messages.success(request, _("Your change has been saved.") if shown else _(
            "Your change has been saved. A moderator reads it first; then it is shown."))
    return None


def _with_version(form: EditForm, current: Contribution, photo: Attachment | None, *, had_photo: bool) -> EditForm:
    """The same typed words on top of the words as they are now."""
    again = EditForm({**form.data.dict(), "version": current.version}, contribution=current, photo=photo)  # type: ignore[union-attr]
    again.is_valid()
    again.add_error(None, form.non_field_errors()[0])
    if had_photo:
        again.add_error("photo", _("Choose your photo again."))
    return again


@require_http_methods(["GET", "POST"])
@requires("contributions.withdraw", find=contribution_by_id)
def withdraw(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Inwoner: am I sure that I take this back?"""
    if request.method == "GET":
        context = {"contribution": contribution, "back": url_of(contribution)}
        return render(request, "contributions/withdraw.html", context)
    try:
        actions.withdraw(contribution=contribution, by=request.person)  # type: ignore[attr-defined]
        messages.success(request, _("You have withdrawn this. Others can no longer read it."))
    except RefusedError as error:
        messages.error(request, error.message)
    return back_to(contribution)


@require_safe
@requires("contributions.look_up", find=contribution_by_id)
def history(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Inwoner: what did it say before?"""
    person = request.person  # type: ignore[attr-defined]
    if not person.may("contributions.view", contribution):
        return gone(request, contribution)
    sees_all = contribution.author_id == person.pk or person.may("contributions.moderate", contribution)
    versions = queries.history_of(contribution, with_hidden=sees_all)
    context = {"contribution": contribution, "steps": versions_side_by_side(contribution, versions),
               "back": url_of(contribution)}
    return render(request, "contributions/history.html", context)


@require_http_methods(["GET", "POST"])
@requires("contributions.report", find=contribution_by_id)
def report(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Inwoner: how do I say that this is not right?"""
    return _report(request, contribution, None)


@require_http_methods(["GET", "POST"])
@requires("contributions.report_comment", find=comment_by_id)
def report_comment(request: HttpRequest, comment: Comment) -> HttpResponse:
    """Inwoner: how do I say that this comment is not right?"""
    return _report(request, comment.contribution, comment)


def _report(request: HttpRequest, contribution: Contribution, comment: Comment | None) -> HttpResponse:
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.report(contribution=contribution, comment=comment, by=request.person,  # type: ignore[attr-defined]
                           network=client_prefix(request), **form.cleaned_data)
        except RefusedError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Thank you. A moderator will look at it."))
            return back_to(contribution)
    context = {"contribution": contribution, "comment": comment, "form": form, "back": url_of(contribution)}
    return render(request, "contributions/report.html", context, status=422 if form.errors else 200)


@require_safe
@requires("contributions.view", find=contribution_by_id)
def photo(_request: HttpRequest, contribution: Contribution, photo: int) -> HttpResponse:
    """The photo itself, for who may read the contribution."""
    found = queries.find_photo(contribution, photo)
    kind = CONTENT_TYPES.get(found.file.name.rsplit(".", 1)[-1], "application/octet-stream")
    response = FileResponse(found.file.open("rb"), content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = "inline"
    # A photo never changes under its number; short, so that a hidden one is soon gone from shared caches.
    response["Cache-Control"] = "public, max-age=3600" if contribution.is_public else "private, no-store"
    return response
