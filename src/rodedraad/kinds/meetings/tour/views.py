"""The pages of a tour: the plan of all visits, the list to paste, who was there, and the preparation card."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.processes.errors import RefusedError
from rodedraad.listen.processes.views.shared import desk_page, edit_form

from ..lookup import find_activity_on_desk, url_in, url_of
from ..models import Meeting
from ..planning.desk import meeting_page, trail
from ..planning.programme import programme_times
from ..planning.queries import parts_of, waiting_for_many
from . import actions, queries
from .calendar import tour_file
from .forms import LinesForm, PeopleForm, PreparationForm
from .visited import public_figures

ALL = queries.Wanted()


@require_safe
@requires("meetings.see_desk", find=find_activity_on_desk)
def plan(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Programme team: whom do we still visit, and which harvest is still to come?"""
    wanted = queries.Wanted.read(request.GET)
    return _plan_page(request, activity, "meetings/tour/plan.html", wanted=wanted,
                      page=queries.plan_page(activity, wanted, request.GET.get("pagina", "1")),
                      states=Meeting.State.choices)


@require_safe
@requires("meetings.see_desk", find=find_activity_on_desk)
def printed(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Programme team: the whole plan on paper."""
    return _plan_page(request, activity, "meetings/tour/print.html",
                      visits=queries.with_people(queries.visits(activity, ALL), activity))


def _plan_page(request: HttpRequest, activity: Activity, template: str, **context: Any) -> HttpResponse:
    here = _("Plan of the visits")
    return desk_page(request, template, activity.process, tab="activities", here=here, activity=activity, title=here,
                     trail=trail(activity, here=here), standing=queries.standing(activity),
                     path=url_in("tour", activity), waiting=waiting_for_many(activity),
                     may_plan=request.person.may("meetings.plan", activity), **context)  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
@requires("meetings.plan", find=find_activity_on_desk)
def add(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Programme team: how do I put three hundred organisations in the plan at once?"""
    form = LinesForm(request.POST or None, activity=activity)
    if request.method == "POST" and form.is_valid():
        try:
            number = actions.plan_visits(activity=activity, visits=form.visits, by=request.person)  # type: ignore[attr-defined]
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, ngettext("%(n)s visit is in the plan, as a draft.",
                                               "%(n)s visits are in the plan, as drafts.", number) % {"n": number})
            return redirect(url_in("tour", activity))
    here = _("Add visits")
    return desk_page(request, "processes/desk/form.html", activity.process, tab="activities", here=here, title=here,
                     form=form, submit=_("Put these visits in the plan"), cancel=url_in("tour", activity),
                     lead=_("When one line is wrong nothing is kept. You see per line what to mend."),
                     trail=trail(activity, here=here), status=422 if form.errors else 200)


@require_safe
@requires("meetings.see_desk", find=find_activity_on_desk)
def agenda(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Programme team: all visits in my own calendar."""
    rows = queries.visits(activity, ALL).select_related("organisation", "activity__process")
    answer = HttpResponse(tour_file(rows), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="bezoeken.ics"'
    return answer


@require_http_methods(["GET", "POST"])
@requires("meetings.harvest", find=queries.find_visit)
def people(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Programme team: who was there, by role?"""
    edited = edit_form(request, PeopleForm, PeopleForm.values_of(meeting), lambda form: actions.note_people(
        meeting=meeting, version=form.cleaned_data["version"], counts=form.counts,
        by=request.person), PeopleForm.values_of)  # type: ignore[attr-defined]
    if edited.is_saved:
        return redirect(url_in("tour", meeting.activity))
    lead = _("Only numbers, no names.")
    if queries.has_other_cards(meeting):
        lead = _("Only numbers, no names. This visit has more than one card: here you change the first.")
    return meeting_page(request, "processes/desk/form.html", meeting, here=_("Who was there?"), form=edited.form,
                        submit=_("Save who was there"), cancel=url_in("tour", meeting.activity), lead=lead,
                        differences=edited.differences, problem=edited.problem, status=edited.status)


@require_safe
@requires("meetings.see_desk", find=queries.find_visit)
def preparation(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Visitor of an organisation, in the train: what should I know before I come in?"""
    return meeting_page(
        request, "meetings/tour/preparation.html", meeting, here=_("Preparation card"),
        programme=programme_times(meeting, parts_of(meeting)), figures=public_figures(meeting.visited_code),
        before=queries.before(meeting), today=timezone.localdate(), plan_url=url_in("tour", meeting.activity),
        may_plan=request.person.may("meetings.plan", meeting), edit_url=url_of("visit_facts", meeting))  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
@requires("meetings.plan", find=queries.find_visit)
def facts(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Programme team: write down what we know about an organisation before the visit."""
    def values(row: Meeting) -> dict[str, object]:
        return {"version": row.version, "text": row.preparation}

    edited = edit_form(request, PreparationForm, values(meeting), lambda form: actions.write_preparation(
        meeting=meeting, version=form.cleaned_data["version"], text=form.cleaned_data["text"],
        by=request.person), values)  # type: ignore[attr-defined]
    if edited.is_saved:
        return redirect(url_of("visit_preparation", meeting))
    return meeting_page(request, "processes/desk/form.html", meeting, here=_("What do we know already?"),
                        form=edited.form, differences=edited.differences, problem=edited.problem, status=edited.status,
                        submit=_("Save what we know"), cancel=url_of("visit_preparation", meeting))
