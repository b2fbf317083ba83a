"""The desk of a survey: for the adviser who asks people something and wants to know how it goes."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.processes.views.shared import Edited, Question, confirm, edit_form, form_page

from ..actions import surveys
from ..answering.forms import LANGUAGES
from ..forgetting import promise
from ..frame import survey_page, trail
from ..instrument.shape import PLAIN
from ..lookup import find_activity_on_desk, find_survey_on_desk, url_in, url_of
from ..models import Survey
from ..queries import groups_of, totals_of
from . import actions, asking
from .forms import EndForm, SurveyForm
from .links import links_for


def find_desk(request: HttpRequest, process_slug: str, activity_slug: str) -> Survey:
    """The survey of the desk; one without a key where none was prepared yet."""
    activity = find_activity_on_desk(request, process_slug, activity_slug)
    found = asking.survey_of(activity)
    return found or Survey(activity=activity)


@never_cache
@require_safe
@requires("survey.see_desk", find=find_desk)
def desk(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Adviser: how far is this survey, and what is to do?"""
    if survey.pk is None:
        return redirect(url_in("prepare", survey.activity))
    person = request.person  # type: ignore[attr-defined]
    return survey_page(request, "survey/desk/desk.html", survey, links=list(links_for(survey, person)),
                       totals=totals_of(survey), promise=promise(survey), public_url=url_of("start", survey),
                       questions=asking.questions_of(survey), may_prepare=person.may("survey.prepare", survey))


@requires("survey.prepare", find=find_activity_on_desk)
def prepare(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Adviser: which questions do we ask, when, and to whom?"""
    survey = asking.survey_of(activity)
    by = request.person  # type: ignore[attr-defined]
    if survey is None:
        edited = edit_form(request, SurveyForm, SurveyForm.first_values(),
                           lambda form: actions.prepare_survey(activity=activity, form=form, by=by),
                           SurveyForm.values_of)
    else:
        edited = edit_form(request, SurveyForm, SurveyForm.values_of(survey),
                           lambda form: actions.change_survey(survey=survey, form=form, by=by), SurveyForm.values_of)
    lead = _("Choose the questions and who can answer. Nothing opens before you start the survey.")
    return _form(request, activity, edited, _("Prepare the survey"), lead, _("Save the survey"))


def _form(request: HttpRequest, activity: Activity, edited: Edited, title: str, lead: str, submit: str,
          ) -> HttpResponse:
    if edited.is_saved:
        return redirect(url_in("desk", activity))
    has_survey = asking.survey_of(activity) is not None
    back = url_in("desk", activity) if has_survey else ""
    return form_page(request, activity.process, edited, tab="activities", title=title, lead=lead, submit=submit,
                     cancel=back, trail=trail(activity, title))


@requires("survey.prepare", find=find_survey_on_desk)
def start(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Adviser: is everything right? Then let people answer."""
    question = Question(_("Start the survey"),
                        _("From the announced moment people can answer. After the start the questions and the "
                          "promise about anonymity do not change any more."),
                        _("Start the survey"), _("The survey is started."))
    return _confirm(request, survey, question, surveys.start_survey)


@requires("survey.prepare", find=find_survey_on_desk)
def move_end(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Adviser: people need more time, or less."""
    edited = edit_form(request, EndForm, EndForm.values_of(survey), lambda form: surveys.move_end(
        survey=survey, version=form.cleaned_data["version"], closes_at=form.cleaned_data["closes_at"],
        by=request.person), EndForm.values_of)  # type: ignore[attr-defined]
    lead = _("Who is answering sees the new end at once.")
    return _form(request, survey.activity, edited, _("Move the end"), lead, _("Move the end"))


@requires("survey.prepare", find=find_survey_on_desk)
def stop(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Adviser: take no more answers, paper included."""
    question = Question(_("Stop the survey"),
                        _("No answers are taken any more, on paper neither. The results are counted then. You cannot "
                          "undo this."), _("Stop the survey"), _("The survey is stopped."), is_danger=True)
    return _confirm(request, survey, question, surveys.stop_survey)


def _confirm(request: HttpRequest, survey: Survey, question: Question, act: object) -> HttpResponse:
    return confirm(request, survey.process, question,
                   partial(act, survey=survey, by=request.person),  # type: ignore[operator,attr-defined]
                   version=survey.version, after=url_of("desk", survey), tab="activities",
                   trail=trail(survey.activity, question.title))


@never_cache
@require_safe
@requires("survey.preview", find=find_survey_on_desk)
def look_through(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Adviser: is every question right, for each group and in each language? Nothing is kept."""
    groups = groups_of(survey)
    group, language = request.GET.get("groep", ""), request.GET.get("taal", PLAIN)
    shown = asking.all_questions(survey, group if group in groups else next(iter(groups), ""), language)
    return survey_page(request, "survey/desk/questions.html", survey, here=_("Look through the questions"),
                       sections=shown.sections, group=shown.group, language=shown.language, groups=groups,
                       languages=[(each, LANGUAGES.get(each, each)) for each in shown.languages],
                       path=url_of("try", survey))
