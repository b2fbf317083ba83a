"""What the pages of the desk share: the trail from the process by way of the activity to the meeting."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from rodedraad.listen.activities.models import Activity
from rodedraad.listen.processes.views.shared import Trail, desk_page, desk_trail

from ..lookup import url_in, url_of
from ..models import Meeting


def trail(activity: Activity, meeting: Meeting | None = None, here: str = "") -> Trail:
    """Processes › process › activity › meeting › here."""
    steps = [(label, url) for label, url in desk_trail(activity.process, "-") if url]
    steps.append((activity.title, url_in("desk", activity) if meeting or here else ""))
    if meeting is not None:
        steps.append((meeting.title or _("Meeting"), url_of("desk_meeting", meeting) if here else ""))
    return [*steps, (here, "")] if here else steps


def meeting_page(request: HttpRequest, page_template: str, meeting: Meeting, *, here: str = "", **context: Any,
                 ) -> HttpResponse:
    """A page of the desk of one meeting."""
    frame = {"meeting": meeting, "activity": meeting.activity, "title": here or meeting.title,
             "desk_url": url_of("desk_meeting", meeting)}
    return desk_page(request, page_template, meeting.process, tab="activities", here=here,
                     **{**frame, **context, "trail": trail(meeting.activity, meeting, here)})
