"""Finding a meeting at its address, for every page of this kind; and the addresses themselves."""

from django.http import Http404, HttpRequest
from django.urls import reverse

from rodedraad.listen.activities.models import Activity
from rodedraad.listen.activities.queries import find_activity as find_activity_of_kind
from rodedraad.listen.activities.queries import find_on_desk as find_activity_at_desk
from rodedraad.listen.processes.models import Process

from .models import Meeting

KIND = "meetings"


def url_of(name: str, meeting: Meeting, *more: object) -> str:
    """The address of a page of a meeting: `url_of("detail", meeting)`, `url_of("part_edit", meeting, part.pk)`."""
    activity = meeting.activity
    return reverse(f"meetings:{name}", args=[activity.process.slug, activity.slug, meeting.pk, *more])


def url_in(name: str, activity: Activity, *more: object) -> str:
    """The address of a page of a whole activity of meetings."""
    return reverse(f"meetings:{name}", args=[activity.process.slug, activity.slug, *more])


def find_activity(_request: HttpRequest, process_slug: str, activity_slug: str) -> Activity:
    """The activity of an address, when it is of this kind; else 404."""
    return find_activity_of_kind(process_slug, activity_slug, KIND)


def find_activity_on_desk(request: HttpRequest, process_slug: str, activity_slug: str) -> Activity:
    """The same at the desk; a visitor gets an empty one, so that the address leads to the login page."""
    activity = find_activity_at_desk(request, process_slug, activity_slug)
    if activity.pk is not None and activity.kind != KIND:
        raise Http404(activity_slug)
    return activity


def find_meeting(_request: HttpRequest, process_slug: str, activity_slug: str, pk: int) -> Meeting:
    """The meeting of an address in whatever state, with activity and process, in one query; else 404."""
    found: Meeting | None = Meeting.objects.select_related("activity__process", "organisation").filter(
        activity__process__slug=process_slug, activity__slug=activity_slug, activity__kind=KIND, pk=pk).first()
    if found is None:
        raise Http404(str(pk))
    return found


def find_meeting_on_desk(request: HttpRequest, process_slug: str, activity_slug: str, pk: int) -> Meeting:
    """The same at the desk; a visitor gets an empty one, so that the address leads to the login page."""
    if not request.person.is_authenticated:  # type: ignore[attr-defined]
        return Meeting(activity=Activity(process=Process(slug=process_slug)))
    return find_meeting(request, process_slug, activity_slug, pk)
