"""A whole tour is published, held and thanked at once; what cannot is named, and nobody else may."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from rodedraad.base.notifications.models import Message
from rodedraad.kinds.meetings.lookup import url_in
from rodedraad.kinds.meetings.models import Meeting
from rodedraad.kinds.meetings.planning.many import DEEDS, do_with_many, fitting_meetings
from rodedraad.kinds.meetings.tests.factories import GuestFactory, MeetingFactory

pytestmark = pytest.mark.django_db


def visits(activity, number: int, **values) -> list[Meeting]:
    return [MeetingFactory(activity=activity, form="tour", title=f"Bezoek {place}", **values)
            for place in range(number)]


def states(activity) -> list[str]:
    return sorted(Meeting.objects.filter(activity=activity).values_list("state", flat=True))


def chosen(meetings: list[Meeting]) -> dict[str, list[int]]:
    return {"meetings": [meeting.pk for meeting in meetings]}


def test_the_drafts_of_a_tour_are_published_without_a_mail_for_each(activity, adviser_client):
    drafts = visits(activity, 3, state="draft")
    MeetingFactory(activity=activity, state="draft", past=True)
    assert "meerdere/publiceren" in adviser_client.get(url_in("tour", activity)).content.decode()
    page = adviser_client.get(url_in("many", activity, "publiceren")).content.decode()
    assert page.count("checked") == 3
    answer = adviser_client.post(url_in("many", activity, "publiceren"), chosen(drafts[:2]))
    assert answer.status_code == 302
    assert states(activity) == ["draft", "draft", "published", "published"]
    assert not DBTaskResult.objects.filter(task_path__endswith="tell_followers").exists()


def test_what_was_is_noted_as_held_and_its_guests_are_thanked_once(activity, adviser_client, run_tasks):
    was = visits(activity, 2, past=True)
    GuestFactory(meeting=was[0], email="fatima@example.org", has_come=True)
    MeetingFactory(activity=activity)
    adviser_client.post(url_in("many", activity, "gehouden"), chosen(was))
    assert [each.pk for each in fitting_meetings(activity, DEEDS["bedanken"])] == [was[0].pk]  # nobody else to thank
    assert states(activity) == ["held", "held", "published"]
    for _twice in range(2):
        adviser_client.post(url_in("many", activity, "bedanken"), chosen(was[:1]))
        run_tasks()
    assert Message.objects.filter(to="fatima@example.org").count() == 1
    assert 'name="meetings"' not in adviser_client.get(url_in("many", activity, "bedanken")).content.decode()


def test_one_that_cannot_does_not_hold_up_the_others(activity, adviser):
    was = visits(activity, 3, past=True)
    found = list(fitting_meetings(activity, DEEDS["gehouden"]))
    Meeting.objects.filter(pk=was[1].pk).update(state="cancelled")
    outcome = do_with_many(deed=DEEDS["gehouden"], meetings=found, by=adviser)
    assert outcome.done == 2
    assert len(outcome.refused) == 1
    assert was[1].title in outcome.refused[0]


def test_changed_meanwhile_or_of_another_activity_is_refused(activity, adviser_client, client):
    other = MeetingFactory(past=True)
    own = visits(activity, 1, past=True)
    Meeting.objects.filter(pk=own[0].pk).update(starts_at=timezone.now() + timedelta(days=1))
    for meeting in (other, *own):
        assert adviser_client.post(url_in("many", activity, "gehouden"), chosen([meeting])).status_code == 422
    assert adviser_client.get(url_in("many", activity, "opblazen")).status_code == 404
    assert client.get(url_in("many", activity, "gehouden")).status_code == 302
