"""The desk of activities: for the adviser who plans what people can do, and when."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.listen.processes.agenda import timeline
from rodedraad.listen.processes.models import Process
from rodedraad.listen.processes.queries import current_charter, find_for_desk
from rodedraad.listen.processes.views.shared import Edited, Question, confirm, desk_page, edit_form, form_page

from . import actions
from .agenda import agenda_of
from .forms import ActivityForm, PhaseForm
from .kinds import offered_kinds
from .models import Activity, Phase
from .queries import activities_of, cards, find_on_desk, find_phase, kind_or_404


def _home(process: Process) -> str:
    return reverse("activities:desk", args=[process.slug])


@require_safe
@requires("activities.edit", find=find_for_desk)
def desk(request: HttpRequest, process: Process) -> HttpResponse:
    """What can people do in this process, and when?"""
    activities = activities_of(process)
    agenda = agenda_of(activities)
    return desk_page(
        request, "activities/desk.html", process, tab="activities", here=_("Activities"), cards=cards(activities),
        gaps=agenda.gaps,
        moments=timeline(process, current_charter(process), [*agenda.moments, *agenda.gaps]), kinds=offered_kinds(),
    )


@requires("activities.edit", find=find_for_desk)
def add(request: HttpRequest, process: Process, kind_key: str) -> HttpResponse:
    """Which activity comes in the process?"""
    kind = kind_or_404(kind_key)
    form = ActivityForm(request.POST or None, kind=kind, initial={"version": 0})
    if request.method == "POST" and form.is_valid():
        activity = actions.add_activity(process=process, kind=kind_key, settings=form.settings, by=request.person)  # type: ignore[attr-defined]
        messages.success(request, _("The activity is made. Now say when it is open."))
        return redirect("activities:add_phase", process.slug, activity.slug)
    return form_page(request, process, Edited(form), tab="activities", lead=kind.description,
                     title=_("New activity: %(kind)s") % {"kind": kind.label}, submit=_("Make the activity"),
                     cancel=_home(process))


@requires("activities.edit", find=find_on_desk)
def edit(request: HttpRequest, activity: Activity) -> HttpResponse:
    """What does the page of this activity say, and who can take part?"""
    edited = edit_form(
        request, partial(ActivityForm, kind=activity.kind_object), ActivityForm.values_of(activity),
        lambda form: actions.edit_activity(activity=activity, version=form.cleaned_data["version"],
                                           settings=form.settings, by=request.person),  # type: ignore[attr-defined]
        ActivityForm.values_of,
    )
    if edited.is_saved:
        return redirect("activities:desk", activity.process.slug)
    return form_page(request, activity.process, edited, tab="activities", title=activity.title,
                     submit=_("Save the activity"), cancel=_home(activity.process))


@require_POST
@requires("activities.edit", find=find_on_desk)
def move(request: HttpRequest, activity: Activity, direction: str) -> HttpResponse:
    """Put an activity one place up or down."""
    actions.move_activity(activity=activity, up=direction == "omhoog", by=request.person)  # type: ignore[attr-defined]
    messages.success(request, _("“%(activity)s” now stands in another place.") % {"activity": activity.title})
    return redirect("activities:desk", activity.process.slug)


@requires("activities.edit", find=find_on_desk)
def delete(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Delete this activity?"""
    question = Question(_("Delete “%(activity)s”") % {"activity": activity.title},
                        _("The activity and its phases are gone. You cannot undo this."), _("Delete the activity"),
                        _("The activity is deleted."), is_danger=True)

    def act(**_fields: object) -> None:
        actions.delete_activity(activity=activity, by=request.person)  # type: ignore[attr-defined]

    return confirm(request, activity.process, question, act, after=_home(activity.process), tab="activities")


@requires("activities.edit", find=find_on_desk)
def add_phase(request: HttpRequest, activity: Activity) -> HttpResponse:
    """When is what open?"""
    kind = activity.kind_object
    edited = edit_form(
        request, partial(PhaseForm, kind=kind), {"version": 0, "features": [str(each) for each in kind.features]},
        lambda form: actions.add_phase(activity=activity, stretch=form.stretch, by=request.person),  # type: ignore[attr-defined]
        PhaseForm.values_of,
    )
    if edited.is_saved:
        return redirect("activities:desk", activity.process.slug)
    return form_page(request, activity.process, edited, tab="activities", title=_("New phase"), lead=activity.title,
                     submit=_("Add the phase"), cancel=_home(activity.process))


@requires("activities.edit", find=find_phase)
def edit_phase(request: HttpRequest, phase: Phase) -> HttpResponse:
    """When is this open?"""
    edited = edit_form(
        request, partial(PhaseForm, kind=phase.activity.kind_object), PhaseForm.values_of(phase),
        lambda form: actions.edit_phase(phase=phase, version=form.cleaned_data["version"], stretch=form.stretch,
                                        by=request.person),  # type: ignore[attr-defined]
        PhaseForm.values_of,
    )
    if edited.is_saved:
        return redirect("activities:desk", phase.process.slug)
    return form_page(request, phase.process, edited, tab="activities", title=phase.title, lead=phase.activity.title,
                     submit=_("Save the phase"), cancel=_home(phase.process))


@requires("activities.edit", find=find_phase)
def delete_phase(request: HttpRequest, phase: Phase) -> HttpResponse:
    """Delete this phase?"""
    question = Question(_("Delete “%(phase)s”") % {"phase": phase.title},
                        _("Nothing is open in this time any more. What people said stays."), _("Delete the phase"),
                        _("The phase is deleted."), is_danger=True)

    def act(**_fields: object) -> None:
        actions.delete_phase(phase=phase, by=request.person)  # type: ignore[attr-defined]

    return confirm(request, phase.process, question, act, after=_home(phase.process), tab="activities")
