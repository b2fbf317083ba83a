"""The first page of a survey: what it asks, of whom, until when, and what is kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..codes import normal
from ..desk.asking import questions_of
from ..forgetting import promise
from ..lookup import find_activity_of, find_survey_of, url_in, url_of
from ..models import Survey
from ..reading import instrument_of
from . import cookies
from .drawn import said_page
from .forms import BeginForm


def find_to_start(_request: HttpRequest, process_slug: str, activity_slug: str) -> Survey:
    """The survey of an address; one without a key while none was prepared."""
    return find_survey_of(process_slug, activity_slug) or Survey(
        activity=find_activity_of(process_slug, activity_slug))


def standing(survey: Survey) -> str:
    """What can be done with a survey at this second: `soon`, `open`, `closed`, or `none` when nothing is announced."""
    now = timezone.now()
    if survey.pk is None or survey.state == Survey.State.PREPARED:
        return "none"
    if survey.is_open(now):
        return "open"
    return "soon" if survey.state == Survey.State.RUNNING and now < survey.opens_at else "closed"


def start_page(request: HttpRequest, survey: Survey, *, form: BeginForm | None = None, problem: str = "",
               status: int = 200) -> HttpResponse:
    """The page, with the form when the survey is open."""
    now = standing(survey)
    work = _work_on(request, survey)
    if now == "none":
        return said_page(request, "start", survey, survey.activity.title, standing=now, work=work)
    instrument = instrument_of(survey.asks)
    context: dict[str, Any] = {
        "standing": now, "problem": problem, "promise": promise(survey), "work": work,
        "questions": questions_of(survey), "introduction": instrument.say(instrument.introduction)}
    if now == "closed":
        context["results_url"] = url_of("results", survey)
    if now == "open":
        context["has_begun"] = bool(cookies.code_of(request, survey))
        context["resume_url"], context["go_on_url"] = url_of("resume", survey), url_of("check", survey)
        context["form"] = form or BeginForm(survey=survey, initial={"code": _given_code(request)})
    return said_page(request, "start", survey, survey.activity.title, status=status, **context)


def _work_on(request: HttpRequest, survey: Survey) -> list[tuple[str, str]]:
    """What staff can do on this survey, each a label with its address; nothing for everybody else."""
    person = request.person  # type: ignore[attr-defined]
    if person.may("survey.see_desk", survey):
        return [(_("To the desk of this survey"), url_in("desk", survey.activity))]
    if survey.state == Survey.State.RUNNING and person.may("survey.enter_paper", survey):
        return [(_("Enter paper forms"), url_in("paper", survey.activity))]
    return []


def _given_code(request: HttpRequest) -> str:
    """The code in the link of a letter or an e-mail, when it can be one."""
    given = request.GET.get("code", "")[:60]
    return given if normal(given) else ""
