"""Work after a meeting was published: who follows the process hears of it, each person once."""

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_scopes import scope
from django_tasks import task

from rodedraad.base.accounts.models import Person
from rodedraad.base.core.paging import one_by_one
from rodedraad.base.notifications.actions import notify
from rodedraad.base.notifications.models import Follow

from ..lookup import url_of
from ..models import Meeting
from ..registering.tasks import load_meeting


@task()
def tell_followers(meeting_id: int) -> int:
    """Tell who follows the process that there is a new meeting. Safe to run twice; returns how many were told now."""
    meeting = load_meeting(meeting_id)
    if meeting is None or meeting.state != Meeting.State.PUBLISHED or not meeting.process.is_public:
        return 0
    with scope(organisation=meeting.organisation), translation.override(meeting.organisation.language):
        topic = meeting.process.topic
        people = Person.objects.filter(pk__in=Follow.objects.filter(topic=topic).values("person_id"), erased_at=None)
        when = date_format(timezone.localtime(meeting.starts_at), "l j F Y, H:i")
        place = f", {meeting.venue}" if meeting.venue else ""
        return notify(people=one_by_one(people), event="meeting.published", about=topic,
                      title=_("New meeting: %(title)s") % {"title": meeting.title}, text=f"{when}{place}",
                      path=url_of("detail", meeting), once_key=f"meeting-published:{meeting.pk}")
