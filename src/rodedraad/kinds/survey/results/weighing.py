"""The pages on which an adviser fills in known numbers of the population, before the results are public."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.listen.processes.errors import RefusedError
from rodedraad.listen.processes.views.shared import Edited, desk_page, edit_form

from ..frame import survey_page, trail
from ..lookup import find_survey_on_desk, url_of
from ..models import PopulationMargin, Survey, SurveyReport
from . import margins, queries
from .forms import MarginForm
from .margins import Weighable
from .page import has_closed
from .showing import likeness_in_words, weighed_in_words
from .tasks import count_survey


@never_cache
@require_safe
@requires("survey.weigh", find=find_survey_on_desk)
def weighing(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Adviser: do the answers look like the people who live here, and what can I do about it?"""
    report = queries.report_of(survey)
    is_published = report is not None and report.is_published
    trial = margins.trial_of(survey) if has_closed(survey) and not is_published else None
    said = [] if trial is None else [
        weighed_in_words(each, dict(margins.group_choices(survey)), trial.costs.get(each.group))
        for each in trial.weighed]
    return survey_page(request, "survey/results/weighing.html", survey, here=_("Weigh the answers"),
                       traits=margins.weighables(survey), trial=trial, said=said, has_closed=has_closed(survey),
                       likeness=[likeness_in_words(each) for each in trial.likeness] if trial else [],
                       is_published=is_published, results_url=url_of("results", survey))


def find_trait(survey: Survey, trait: str) -> Weighable:
    """One trait of a survey. Raises Http404."""
    found = next((each for each in margins.weighables(survey) if each.key == trait), None)
    if found is None:
        raise Http404(trait)
    return found


@requires("survey.weigh", find=find_survey_on_desk)
def margin(request: HttpRequest, survey: Survey, trait: str) -> HttpResponse:
    """Adviser: so many people there are of each age, or in each neighbourhood."""
    known = find_trait(survey, trait)

    def make(data: Any = None, *, initial: dict[str, Any] | None = None) -> MarginForm:
        return MarginForm(data, request.FILES or None if data is not None else None, initial=initial, survey=survey,
                          trait=known)

    edited = edit_form(request, make, MarginForm.values_of(known, survey),
                       lambda form: _save(request, survey, trait, form),
                       lambda row: MarginForm.values_of(Weighable(trait, known.title, known.categories, row), survey))
    return _margin_page(request, survey, known, edited)


def _margin_page(request: HttpRequest, survey: Survey, trait: Weighable, edited: Edited) -> HttpResponse:
    if edited.is_saved:
        return redirect(url_of("weighing", survey))
    lead = _("How many people are there really of each kind? Then answers of people who are missing count for more.")
    between = (_("Weigh the answers"), url_of("weighing", survey))
    return desk_page(request, "survey/results/margin.html", survey.process, tab="activities", here=trait.title,
                     title=trait.title, lead=lead, form=edited.form, differences=edited.differences,
                     problem=edited.problem, submit=_("Save the numbers"), cancel=url_of("weighing", survey),
                     trail=trail(survey.activity, trait.title, between), status=edited.status)


def _save(request: HttpRequest, survey: Survey, trait: str, form: MarginForm) -> PopulationMargin:
    given = form.cleaned_data
    made = margins.save_margin(survey=survey, trait=trait, group=given["group"], totals=given["totals"],
                               source=given["source"], version=given["version"],
                               by=request.person)  # type: ignore[attr-defined]
    _count_again(survey)
    return made


@require_POST
@requires("survey.weigh", find=find_survey_on_desk)
def remove(request: HttpRequest, survey: Survey, trait: str) -> HttpResponse:
    """Adviser: weigh no more by this."""
    try:
        margins.delete_margin(survey=survey, trait=trait, by=request.person)  # type: ignore[attr-defined]
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        _count_again(survey)
        messages.success(request, _("The answers are not weighed by this any more."))
    return redirect(url_of("weighing", survey))


def _count_again(survey: Survey) -> None:
    """Figures that were counted with other numbers are counted again."""
    report: SurveyReport | None = queries.report_of(survey)
    if report is not None:
        count_survey.enqueue(survey.organisation_id, survey.pk)
