"""The public pages of meetings: what is coming, and one meeting with all that a guest needs to know."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.listen.activities.models import Activity

from ..lookup import find_activity, find_meeting, url_in, url_of
from ..models import Meeting
from ..registering.places import standing
from ..sections import built_sections
from . import queries
from .programme import programme_times

PAST_SHOWN = 5


def public_trail(activity: Activity, here: str = "", meeting: Meeting | None = None) -> list[tuple[str, str]]:
    """Home › process › activity › meeting › here."""
    process = activity.process
    steps = [(_("Home"), "/"), (process.title, reverse("processes:detail", args=[process.slug])),
             (activity.title, url_in("list", activity) if here or meeting else "")]
    if meeting is not None:
        steps.append((meeting.title, url_of("detail", meeting) if here else ""))
    return [*steps, (here, "")] if here else steps


@require_safe
@requires("activities.view", find=find_activity)
def meeting_list(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Inwoner: where can I talk along, and what was said before?"""
    is_past, number = request.GET.get("lijst") == "geweest", request.GET.get("pagina", "1")
    coming = None if is_past else queries.coming(activity, number)
    past = queries.past(activity, number if is_past else "1")
    return render(request, "meetings/planning/list.html", {
        "activity": activity, "process": activity.process, "coming": coming, "is_past": is_past, "past": past,
        "past_shown": past.object_list if is_past else past.object_list[:PAST_SHOWN],
        "has_more_past": not is_past and past.paginator.count > PAST_SHOWN, "trail": public_trail(activity),
        "may_see_desk": request.person.may("meetings.see_desk", activity),  # type: ignore[attr-defined]
        "desk_url": url_in("desk", activity)})


@require_safe
@requires("meetings.view", find=find_meeting)
def detail(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Inwoner: when is it, where, can I come, and what do we talk about? Staff see a draft here as it will be."""
    return render(request, "meetings/planning/detail.html", {
        "meeting": meeting, "activity": meeting.activity, "process": meeting.process,
        "programme": programme_times(meeting, queries.parts_of(meeting)),
        "standing": standing(meeting), "sections": built_sections(request, meeting),
        "trail": public_trail(meeting.activity, meeting=meeting), "register_url": url_of("register", meeting),
        "may_see_desk": request.person.may("meetings.see_desk", meeting),  # type: ignore[attr-defined]
        "desk_url": url_of("desk_meeting", meeting)})
