"""Finding a survey at its address, for every page of this kind; and the addresses themselves."""

from django.core.cache import cache
from django.http import Http404, HttpRequest
from django.urls import reverse
from django_scopes import get_scope

from rodedraad.listen.activities.models import Activity
from rodedraad.listen.activities.queries import find_activity
from rodedraad.listen.activities.queries import find_on_desk as find_activity_at_desk
from rodedraad.listen.processes.models import Process

from .models import Survey

KIND = "survey"
SECONDS_REMEMBERED = 2


def url_of(name: str, survey: Survey, *more: object) -> str:
    """The address of a page of a survey: `url_of("start", survey)`."""
    return url_in(name, survey.activity, *more)


def url_in(name: str, activity: Activity, *more: object) -> str:
    """The address of a page of an activity of this kind, also when it has no survey yet."""
    return reverse(f"survey:{name}", args=[activity.process.slug, activity.slug, *more])


def find_survey_of(process_slug: str, activity_slug: str) -> Survey | None:
    """The survey of an address in whatever state, with activity, process and version, in one query; None without.

    The questions themselves are not fetched: `reading.instrument_of(survey.asks)` mostly knows them.
    """
    rows = Survey.objects.select_related("activity__process", "organisation", "asks__instrument").defer("asks__content")
    found: Survey | None = rows.filter(
        activity__process__slug=process_slug, activity__slug=activity_slug, activity__kind=KIND).first()
    return found


def find_activity_of(process_slug: str, activity_slug: str) -> Activity:
    """The activity of an address that has no survey yet; else 404."""
    return find_activity(process_slug, activity_slug, KIND)


def find_survey(_request: HttpRequest, process_slug: str, activity_slug: str) -> Survey:
    """The same; else 404."""
    found = find_survey_of(process_slug, activity_slug)
    if found is None:
        raise Http404(activity_slug)
    return found


def find_to_answer(request: HttpRequest, process_slug: str, activity_slug: str) -> Survey:
    """The same, at most two seconds old: for pages that many people ask for at once.

    Whether answers are taken is read anew in the act itself (`actions.answering.Standing`).
    """
    key = f"survey:{get_scope()['organisation'].pk}:{process_slug}:{activity_slug}"
    found: Survey | None = cache.get(key)
    if found is None:
        found = find_survey(request, process_slug, activity_slug)
        cache.set(key, found, SECONDS_REMEMBERED)
    return found


def find_survey_on_desk(request: HttpRequest, process_slug: str, activity_slug: str) -> Survey:
    """The same at the desk; a visitor gets an empty one, so that the address leads to the login page."""
    if not request.person.is_authenticated:  # type: ignore[attr-defined]
        return Survey(activity=Activity(process=Process(slug=process_slug)))
    return find_survey(request, process_slug, activity_slug)


def find_activity_on_desk(request: HttpRequest, process_slug: str, activity_slug: str) -> Activity:
    """The activity at the desk, with or without a survey; a visitor gets an empty one."""
    activity = find_activity_at_desk(request, process_slug, activity_slug)
    if activity.pk is not None and activity.kind != KIND:
        raise Http404(activity_slug)
    return activity
