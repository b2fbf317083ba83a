"""Reads for street talks: the meeting of the page, and whom the talks of an activity reached."""

from django.db.models import Count
from django.http import Http404, HttpRequest

from rodedraad.base.organisations.models import Neighbourhood
from rodedraad.listen.activities.models import Activity

from ..lookup import find_meeting_on_desk
from ..models import Conversation, Meeting
from .actions import OPTION
from .reach import Reach, reach


def find_street(request: HttpRequest, process_slug: str, activity_slug: str, pk: int) -> Meeting:
    """A round of street talks; any other form of meeting is not here."""
    meeting = find_meeting_on_desk(request, process_slug, activity_slug, pk)
    if meeting.pk is not None and meeting.form != Meeting.Form.STREET:
        raise Http404(str(pk))
    return meeting


def reach_of(activity: Activity) -> tuple[Reach, Reach]:
    """Per age band and per neighbourhood: all street talks of the activity beside what is expected; three queries."""
    talks = Conversation.objects.filter(meeting__activity=activity, meeting__form=Meeting.Form.STREET).order_by()
    ages = dict(talks.values_list("age").annotate(n=Count("pk")))
    areas = {str(pk or ""): n for pk, n in talks.values_list("neighbourhood").annotate(n=Count("pk"))}
    expected = activity.options.get(OPTION, {})
    bands = [(str(key), str(label)) for key, label in Conversation.Age.choices]
    return (reach(bands, ages, expected.get("age", {})),
            reach(neighbourhoods(), areas, expected.get("area", {})))


def neighbourhoods() -> list[tuple[str, str]]:
    """Every neighbourhood: id as text, name."""
    return [(str(pk), name) for pk, name in Neighbourhood.objects.values_list("pk", "name")]


def waiting_drafts(meeting: Meeting) -> int:
    """How many talks wait until a colleague has looked at them."""
    return Conversation.objects.filter(meeting=meeting, draft__isnull=False).count()
