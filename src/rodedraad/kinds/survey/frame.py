"""What the pages of the desk share: the trail from the process by way of the survey, and the page around it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from rodedraad.listen.activities.models import Activity
from rodedraad.listen.processes.views.shared import Trail, desk_page, desk_trail

from .lookup import url_in, url_of
from .models import Survey


def trail(activity: Activity, here: str = "", *between: tuple[str, str], has_desk: bool = True) -> Trail:
    """Processes › process › survey › between › here; `between` are pages of the same survey with their address.

    `has_desk`: whether the person may open the desk of the survey; who only types in paper may not.
    """
    steps = [(label, url) for label, url in desk_trail(activity.process, "-") if url]
    steps.append((activity.title, url_in("desk", activity) if here and has_desk else ""))
    return [*steps, *between, (here, "")] if here else steps


def survey_page(request: HttpRequest, page_template: str, survey: Survey, *, here: str = "",
                between: tuple[tuple[str, str], ...] = (), **context: Any) -> HttpResponse:
    """A page of the desk of one survey."""
    has_desk = request.person.may("survey.see_desk", survey)  # type: ignore[attr-defined]
    frame = {"survey": survey, "activity": survey.activity, "title": here or survey.activity.title,
             "desk_url": url_of("desk", survey), "trail": trail(survey.activity, here, *between, has_desk=has_desk),
             "kicker": survey.activity.title if here else _("Survey")}
    return desk_page(request, page_template, survey.process, tab="activities", here=here, **{**frame, **context})
