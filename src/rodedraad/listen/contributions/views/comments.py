"""Commenting on a contribution, and changing or withdrawing one's own comment."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rodedraad.base.core.limits import client_prefix
from rodedraad.base.core.permissions import requires

from .. import actions, drafts, queries
from ..errors import RefusedError, StaleError
from ..forms import CommentForm, EditCommentForm
from ..models import Comment, Contribution
from ..models.contribution import State
from .shared import back_to, comment_by_id, contribution_by_id, gone, url_of


@require_http_methods(["GET", "POST"])
@requires("contributions.look_up", find=contribution_by_id)
def comment(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Inwoner: what do I want to say about this? Words typed before logging in are still there."""
    if not request.person.may("contributions.view", contribution):  # type: ignore[attr-defined]
        return gone(request, contribution)
    name = f"comment:{contribution.pk}"
    form = CommentForm(request.POST if request.method == "POST" else None, initial=drafts.kept(request, name))
    if request.method == "POST" and form.is_valid():
        if not request.person.may("contributions.comment", contribution):  # type: ignore[attr-defined]
            if not request.person.is_authenticated:  # type: ignore[attr-defined]
                drafts.keep(request, name, {"text": form.cleaned_data["text"]})
                return drafts.to_login(request.path)
            form.add_error(None, _("You can no longer comment here. Your text is kept below."))
        else:
            placed = _place(request, contribution, form)
            if placed:
                drafts.drop(request, name)
                return _after(request, placed)
    context = {"contribution": contribution, "form": form, "back": url_of(contribution)}
    return render(request, "contributions/comment.html", context, status=422 if form.errors else 200)


def _place(request: HttpRequest, contribution: Contribution, form: CommentForm) -> Comment | None:
    try:
        return actions.comment(contribution=contribution, by=request.person,  # type: ignore[attr-defined]
                               text=form.cleaned_data["text"], is_anonymous=form.cleaned_data["is_anonymous"],
                               network=client_prefix(request))
    except RefusedError as error:
        form.add_error(None, error.message)
    except ValidationError as error:
        form.add_error("text", error.message_dict["text"])
    return None


def _after(request: HttpRequest, placed: Comment) -> HttpResponse:
    if placed.state == State.PUBLISHED:
        messages.success(request, _("Your comment has been placed."))
        query = f"?pagina={queries.page_of_comment(placed)}"
        return back_to(placed.contribution, f"{query}#reactie-{placed.pk}")
    messages.info(request, _("Thank you. A moderator reads your comment first; then it is shown here."))
    return back_to(placed.contribution, "#reacties")


@require_http_methods(["GET", "POST"])
@requires("contributions.edit_own", find=comment_by_id)
def edit_comment(request: HttpRequest, comment: Comment) -> HttpResponse:
    """Inwoner: I want to say it otherwise."""
    initial = {"text": comment.text, "version": comment.version}
    form = EditCommentForm(request.POST if request.method == "POST" else None, initial=initial)
    current = None
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.edit_comment(comment=comment, by=request.person, **form.cleaned_data)  # type: ignore[attr-defined]
            return _after(request, changed)
        except StaleError as error:
            current = error.current
            form = _with_version(form, error)
        except RefusedError as error:
            form.add_error(None, error.message)
    context = {"comment": comment, "form": form, "current": current, "back": url_of(comment.contribution)}
    return render(request, "contributions/edit_comment.html", context, status=422 if form.errors else 200)


def _with_version(form: EditCommentForm, error: StaleError) -> EditCommentForm:
    again = EditCommentForm({**form.data.dict(), "version": error.current.version})  # type: ignore[union-attr]
    again.is_valid()
    again.add_error(None, error.message)
    return again


@require_http_methods(["GET", "POST"])
@requires("contributions.withdraw", find=comment_by_id)
def withdraw_comment(request: HttpRequest, comment: Comment) -> HttpResponse:
    """Inwoner: am I sure that I take this back?"""
    if request.method == "GET":
        context = {"comment": comment, "back": url_of(comment.contribution)}
        return render(request, "contributions/withdraw_comment.html", context)
    try:
        actions.withdraw_comment(comment=comment, by=request.person)  # type: ignore[attr-defined]
        messages.success(request, _("Your comment has been withdrawn."))
    except RefusedError as error:
        messages.error(request, error.message)
    return back_to(comment.contribution, "#reacties")
