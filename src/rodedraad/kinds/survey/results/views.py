"""The pages of results: for who wants to know what came of a survey, and for who makes it public."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.base.core.tables import FORMATS
from rodedraad.listen.processes.views.shared import Question, confirm

from ..frame import trail
from ..lookup import find_survey, find_survey_on_desk, url_of
from ..models import Survey
from . import actions, page, queries
from .tasks import bring_all_to_themes, count_survey


@never_cache
@require_safe
@requires("survey.view", find=find_survey)
def results(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Inwoner: what came of it, and what do others think?"""
    return render(request, "survey/results/results.html", page.results_page(request, survey))


@never_cache
@require_safe
@requires("survey.view", find=find_survey)
def download(request: HttpRequest, survey: Survey, form: str) -> HttpResponse:
    """Journalist: the figures, to count with myself."""
    report = queries.report_for(survey, request.person)  # type: ignore[attr-defined]
    if report is None or form not in FORMATS:
        raise Http404(form)
    word = pgettext("in the name of a file", "results")
    name = f"{survey.activity.slug}-{word}.{form}"
    return HttpResponse(queries.file_for(report, form), content_type=FORMATS[form].content_type,
                        headers={"Content-Disposition": content_disposition_header(True, name)})


@requires("survey.publish_results", find=find_survey_on_desk)
def publish(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Adviser: everybody may see this now."""
    report = queries.report_of(survey)
    if report is None:
        raise Http404(survey.pk)
    question = Question(
        _("Make the results public"),
        _("Everybody can read and download the results. After this they are not counted or weighed again: the "
          "difference of two counts would tell what a few people answered."),
        _("Make public"), _("The results are public."))
    return confirm(request, survey.process, question,
                   partial(actions.publish_report, report=report, by=request.person),  # type: ignore[attr-defined]
                   version=report.version, after=url_of("results", survey), tab="activities",
                   trail=trail(survey.activity, question.title))


@require_POST
@requires("survey.weigh", find=find_survey_on_desk)
def count_again(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Adviser: count, with what I filled in since."""
    count_survey.enqueue(survey.organisation_id, survey.pk)
    messages.info(request, _("The answers are being counted. Open this page again in a minute."))
    return redirect(url_of("results", survey))


@require_POST
@requires("survey.bring_to_themes", find=find_survey_on_desk)
def to_themes(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Adviser: what people wrote themselves belongs with everything else that we heard."""
    bring_all_to_themes.enqueue(survey.organisation_id, survey.pk)
    messages.info(request, _("The open answers go to the themes. Only staff can read the words."))
    return redirect(url_of("results", survey))
