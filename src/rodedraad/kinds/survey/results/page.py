"""What stands around the figures on the page of results: who may see them, files, and what staff can do."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.core.tables import FORMATS

from ..lookup import url_of
from ..models import Survey
from ..queries import open_keys
from . import queries
from .actions import are_at_themes


def results_page(request: HttpRequest, survey: Survey) -> dict[str, Any]:
    """Everything that the page of results shows."""
    person = request.person  # type: ignore[attr-defined]
    report = queries.report_for(survey, person)
    process = survey.process
    context: dict[str, Any] = {
        "survey": survey, "activity": survey.activity, "process": process, "report": report,
        "title": _("Results"), "is_closed": has_closed(survey),
        "trail": [(process.title, reverse("processes:detail", args=[process.slug])),
                  (survey.activity.title, url_of("start", survey)), (_("Results"), None)]}
    if report is not None:
        context["figures"] = queries.drawn_page(report)
        context["files"] = [(form.label, url_of("download", survey, form.key)) for form in FORMATS.values()]
    if person.may("survey.see_results_early", survey):
        context |= _for_staff(survey, is_closed=context["is_closed"])
    return context


def has_closed(survey: Survey) -> bool:
    """Whether answers were taken and are not any more."""
    return survey.state == Survey.State.STOPPED or (
        survey.state == Survey.State.RUNNING and survey.closes_at <= timezone.now())


def _for_staff(survey: Survey, *, is_closed: bool) -> dict[str, Any]:
    """What staff can do: count, weigh, make public, bring open answers to the themes."""
    keys = open_keys(survey) if survey.state == Survey.State.STOPPED else []
    return {"is_staff": True, "desk_url": url_of("desk", survey), "may_count": is_closed,
            "weighing_url": url_of("weighing", survey),
            "has_open_left": bool(keys) and not any(are_at_themes(survey, key) for key in keys)}
