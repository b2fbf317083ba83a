"""The moderation desk: the queue, and the acts on one post."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rodedraad.base.accounts.adapter import is_own_path
from rodedraad.base.core.permissions import requires

from ..errors import RefusedError, StaleError
from ..models import Comment, Contribution
from . import actions, merging, queries
from .forms import MergeForm, ReasonForm, VersionForm
from .queries import find_comment, find_contribution


@require_safe
@requires("moderation.queue")
def queue(request: HttpRequest) -> HttpResponse:
    """Moderator: what waits for me, and what did people report?"""
    asked = request.GET.get("pagina", "1")
    found = queries.queue(request.person, request.GET.get("lijst", "waiting"),  # type: ignore[attr-defined]
                          request.GET.get("traject", ""), int(asked) if asked.isdecimal() else 1)
    labels = {"waiting": _("Waiting"), "reported": _("Reported"), "asked": _("Change asked"), "hidden": _("Hidden")}
    tabs = [(f"{labels[name]} ({found.counts[name]})", f"?lijst={name}&traject={found.process_slug}",
             name == found.view)
            for name in queries.VIEWS]
    return render(request, "moderation/queue.html",
                  {"queue": found, "tabs": tabs, "query": request.GET.urlencode(), "reason_form": ReasonForm()})


@require_safe
@requires("contributions.moderate", find=find_contribution)
def judge(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Moderator: is this post right, is it a double, who reported it?"""
    return render(request, "moderation/judge.html", {
        "judging": queries.judging(contribution), "contribution": contribution, "process": contribution.process,
        "reason_form": ReasonForm(initial={"version": contribution.version}),
        "merge_form": MergeForm(initial={"version": contribution.version}),
    })


def _act(request: HttpRequest, done: str, act: Callable[[], object]) -> bool:
    """Do one act and say what came of it: done, or why not."""
    try:
        act()
    except StaleError:
        messages.error(
            request, _("Somebody else changed or judged this in the meantime. Look again before you decide."))
    except RefusedError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, done)
        return True
    return False


def _back(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """To where the act was done: the page it names, or the queue; else to the post."""
    following = request.POST.get("next", "")
    if is_own_path(following):
        return redirect(following)
    if request.POST.get("from") == "queue":
        return redirect(reverse("moderation:queue"))
    return redirect(reverse("moderation:judge", args=[contribution.pk]))


def _version(request: HttpRequest) -> int:
    form = VersionForm(request.POST)
    return form.cleaned_data["version"] if form.is_valid() else -1


@require_POST
@requires("contributions.moderate", find=find_contribution)
def publish(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Show the contribution."""
    person = request.person  # type: ignore[attr-defined]
    _act(request, _("It is on the site now."),
         lambda: actions.publish(post=contribution, version=_version(request), by=person))
    return _back(request, contribution)


@require_POST
@requires("contributions.moderate", find=find_contribution)
def hide(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Hide the contribution with a reason."""
    person, reason = request.person, request.POST.get("reason", "")  # type: ignore[attr-defined]
    _act(request, _("It is hidden. The author gets your reason."),
         lambda: actions.hide(post=contribution, version=_version(request), reason=reason, by=person))
    return _back(request, contribution)


@require_POST
@requires("contributions.moderate", find=find_contribution)
def ask_change(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Ask the author for a change."""
    person, reason = request.person, request.POST.get("reason", "")  # type: ignore[attr-defined]
    _act(request, _("The author gets your question."),
         lambda: actions.ask_change(contribution=contribution, version=_version(request), reason=reason, by=person))
    return _back(request, contribution)


@require_POST
@requires("contributions.moderate", find=find_contribution)
def dismiss(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Close the reports: it may stay."""
    person = request.person  # type: ignore[attr-defined]
    _act(request, _("The reports are closed. The text stays."),
         lambda: actions.dismiss_reports(contribution=contribution, comment=None, by=person))
    return _back(request, contribution)


@require_POST
@requires("contributions.moderate", find=find_contribution)
def merge(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Merge a double into the one that stays."""
    form = MergeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose the contribution that stays."))
        return _back(request, contribution)
    target = find_contribution(request, form.cleaned_data["target"])
    person = request.person  # type: ignore[attr-defined]
    _act(request, _("They go on together. Both keep their own page."),
         lambda: merging.merge(source=contribution, target=target, version=form.cleaned_data["version"], by=person))
    return _back(request, contribution)


@require_POST
@requires("contributions.moderate", find=find_contribution)
def unmerge(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Take a merge apart."""
    person = request.person  # type: ignore[attr-defined]
    _act(request, _("It stands by itself again."),
         lambda: merging.unmerge(source=contribution, version=_version(request), by=person))
    return _back(request, contribution)


@require_POST
@requires("contributions.moderate", find=find_comment)
def publish_comment(request: HttpRequest, comment: Comment) -> HttpResponse:
    """Show the comment."""
    person = request.person  # type: ignore[attr-defined]
    _act(request, _("It is on the site now."),
         lambda: actions.publish(post=comment, version=_version(request), by=person))
    return _back(request, comment.contribution)


@require_POST
@requires("contributions.moderate", find=find_comment)
def hide_comment(request: HttpRequest, comment: Comment) -> HttpResponse:
    """Hide the comment with a reason."""
    person, reason = request.person, request.POST.get("reason", "")  # type: ignore[attr-defined]
    _act(request, _("It is hidden. The author gets your reason."),
         lambda: actions.hide(post=comment, version=_version(request), reason=reason, by=person))
    return _back(request, comment.contribution)


@require_POST
@requires("contributions.moderate", find=find_comment)
def dismiss_comment(request: HttpRequest, comment: Comment) -> HttpResponse:
    """Close the reports on a comment: it may stay."""
    person = request.person  # type: ignore[attr-defined]
    _act(request, _("The reports are closed. The text stays."),
         lambda: actions.dismiss_reports(contribution=comment.contribution, comment=comment, by=person))
    return _back(request, comment.contribution)
