"""Reads of results: the stored report of a survey, and its page, drawn once and kept."""

from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from rodedraad.base.core.permissions import Actor
from rodedraad.listen.processes.models import Process

from ..models import Survey, SurveyReport
from .exporting import file_of
from .showing import shown
from .stored import told_of
from .told import Told

KEPT = 24 * 3600
DRAWN = 1
"""Changes with the templates, so that nobody sees a page that an earlier version of this program drew."""


def report_of(survey: Survey) -> SurveyReport | None:
    """The report of a survey without its figures: mostly the page is drawn already."""
    found: SurveyReport | None = SurveyReport.objects.filter(survey=survey).defer("content", "basis").first()
    return found


def public_reports(person: Actor) -> QuerySet:
    """The public reports in processes that this person sees, the newest first."""
    shown = SurveyReport.objects.filter(state=SurveyReport.State.PUBLISHED,
                                        survey__activity__process__in=Process.objects.visible_to(person))
    return shown.select_related("survey__activity__process", "organisation").order_by("-published_at", "-pk")


def report_for(survey: Survey, person: Actor) -> SurveyReport | None:
    """The report when this person may see it."""
    found = report_of(survey)
    if found is not None and (found.is_published or person.may("survey.see_results_early", survey)):
        return found
    return None


def told_for(report: SurveyReport) -> Told:
    """What a report tells."""
    return told_of(report)


def drawn_page(report: SurveyReport) -> SafeString:
    """The figures as HTML: the same for everybody who may see them, so it is drawn once."""
    page: SafeString = _kept(report, "page", _draw)
    return page


def file_for(report: SurveyReport, form: str) -> bytes:
    """The figures as a file; a spreadsheet takes seconds to make, so it is kept too."""
    made: bytes = _kept(report, form, lambda told: b"".join(file_of(told, form)))
    return made


def _draw(told: Told) -> SafeString:
    return render_to_string("survey/results/_figures.html", {"told": told, "shown": shown(told)})


def _kept(report: SurveyReport, what: str, make: Callable[[Told], Any]) -> Any:
    key = f"survey-results:{DRAWN}:{what}:{report.pk}:{report.version}:{report.made_at.timestamp()}:{get_language()}"
    found = cache.get(key)
    if found is None:
        found = make(told_for(report))
        cache.set(key, found, KEPT)
    return found
