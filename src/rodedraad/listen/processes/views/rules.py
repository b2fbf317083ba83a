"""The rules on the desk: for the adviser who writes them, and who changes them only with a reason."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rodedraad.base.core.permissions import requires

from .. import actions, queries
from ..actions.charter import NOTHING_YET
from ..differences import compare
from ..forms import CharterForm, ReasonForm
from ..models import Charter, Process
from ..queries import find_for_desk
from ..rulebook import FIELD_NAMES, missing_in
from .shared import Question, confirm, desk_page, edit_form


def _values(charter: Charter | None) -> dict[str, object]:
    """The fields of a version; version 0 of the form means: there is no draft yet."""
    fields = {name: getattr(charter, name) for name in FIELD_NAMES} if charter else {}
    return {**fields, "version": charter.version if charter and not charter.published_at else NOTHING_YET}


@requires("processes.edit", find=find_for_desk)
def charter_edit(request: HttpRequest, process: Process) -> HttpResponse:
    """By which rules do we work?"""
    draft, current = queries.draft_charter(process), queries.current_charter(process)
    edited = edit_form(
        request, CharterForm, _values(draft or current),
        lambda form: actions.save_charter(process=process, version=form.cleaned_data["version"], fields=form.rules,
                                          by=request.person),  # type: ignore[attr-defined]
        _values,
    )
    if edited.is_saved:
        return redirect("processes:charter_publish" if current else "processes:desk", process.slug)
    return desk_page(request, "processes/desk/charter.html", process, tab="rules", status=edited.status, edited=edited,
                     here=pgettext("of a process", "Rules"), draft=draft, current=current,
                     missing=missing_in(draft) if draft else [])


@requires("processes.edit", find=find_for_desk)
def charter_publish(request: HttpRequest, process: Process) -> HttpResponse:
    """What changes in the rules, and why?"""
    draft, current = queries.draft_charter(process), queries.current_charter(process)
    if draft is None or current is None:
        raise Http404
    question = Question(_("Publish new rules"), _("The rules change while people take part. So tell them why."),
                        _("Publish the new rules"), _("The new rules hold from now on."))
    act = partial(actions.publish_charter_change, process=process, by=request.person)  # type: ignore[attr-defined]
    return confirm(request, process, question, act, form_class=ReasonForm, version=draft.version, tab="rules",
                   missing=missing_in(draft), changes=[each for each in compare(current, draft) if each.is_changed])


@requires("processes.edit", find=find_for_desk)
def charter_discard(request: HttpRequest, process: Process) -> HttpResponse:
    """Throw this change away?"""
    draft = queries.draft_charter(process)
    if draft is None or process.state == Process.State.DRAFT:
        raise Http404
    question = Question(_("Throw the change away"), _("The rules that hold now stay as they are."),
                        _("Throw the change away"), _("The change is thrown away."), is_danger=True)
    act = partial(actions.discard_charter_draft, process=process, by=request.person)  # type: ignore[attr-defined]
    return confirm(request, process, question, act, version=draft.version, tab="rules",
                   after=reverse("processes:charter_edit", args=[process.slug]))
