"""Meetings through the API: everybody reads what is public, the team sends cards, twice is once."""

import pytest
from django.test import Client
from django_scopes import scope

from rodedraad.base.accounts.actions import make_api_key
from rodedraad.kinds.meetings.harvest import actions
from rodedraad.kinds.meetings.harvest.said import Said
from rodedraad.kinds.meetings.models import Conversation, Quote
from rodedraad.kinds.meetings.tests.factories import MeetingFactory, PartFactory
from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.processes.tests.factories import ProcessFactory

BASE = "/api/v1/gesprekken"


@pytest.fixture
def meeting(ours):
    with scope(organisation=ours):
        process = ProcessFactory(organisation=ours, slug="het-plein")
        yield MeetingFactory(past=True, activity=ActivityFactory(process=process, kind="meetings"))


def holder(person, *, can_write: bool = True) -> Client:
    _key, secret = make_api_key(by=person, name="proef", can_write=can_write, days=1)
    return Client(headers={"host": person.organisation.host, "authorization": f"Bearer {secret}"})


def card(**changes: object) -> dict[str, object]:
    said = [{"tekst": "Meer groen.", "rol": "council", "toestemming": "role"},
            {"tekst": "Geheim.", "rol": "resident", "toestemming": "theme", "keerGezegd": 2}]
    return {"titel": "Tafel 3", "sleutel": "tablet-7", "deelnemers": {"resident": 4}, "uitspraken": said} | changes


def send(client: Client, meeting, **changes: object):
    return client.post(f"{BASE}/{meeting.pk}/kaarten", card(**changes), content_type="application/json")


def test_everybody_reads_meetings_and_what_is_public_of_them(meeting, visitor_of, person_of) -> None:
    by = person_of(meeting.organisation, "adviser")
    actions.record_statements(conversation=actions.open_card(meeting=meeting, by=by), by=by, statements=[
        Said("Meer groen.", "council"), Said("Geheim.", "resident", "theme"), Said("Ja.", "other", "name", "Aisha")])
    MeetingFactory(activity=meeting.activity, state="draft")
    client = visitor_of(meeting.organisation)
    listed = client.get(f"{BASE}?traject=het-plein").json()["items"]
    assert [(each["id"], each["uitspraken"], each["leesbaar"]) for each in listed] == [(meeting.pk, 3, 2)]
    assert client.get(f"{BASE}/{meeting.pk}").json()["titel"] == meeting.title
    said = client.get(f"{BASE}/{meeting.pk}/uitspraken").json()["items"]
    assert [(each["tekst"], each["naam"]) for each in said] == [("Meer groen.", None), ("Ja.", "Aisha")]
    assert holder(by).get(f"{BASE}/{meeting.pk}/uitspraken").json()["items"] == said


def test_a_draft_is_not_known(meeting, visitor_of) -> None:
    draft = MeetingFactory(activity=meeting.activity, state="draft")
    assert visitor_of(meeting.organisation).get(f"{BASE}/{draft.pk}").status_code == 404


def test_the_team_sends_a_card_and_twice_is_once(meeting, person_of) -> None:
    client = holder(person_of(meeting.organisation, "adviser"))
    first = send(client, meeting)
    assert first.status_code == 201, first.content
    assert (first.json()["titel"], first.json()["uitspraken"]) == ("Tafel 3", 2)
    assert send(client, meeting).json() == first.json()
    assert list(Quote.objects.values_list("contribution__state", "times_said")) == [("published", 1), ("inside", 2)]
    assert Conversation.objects.get().people_by_role == {"resident": 4}


@pytest.mark.parametrize(("changes", "status"), [
    ({"uitspraken": [{"tekst": "Mag niet.", "rol": "other", "toestemming": "none"}]}, 400),
    ({"uitspraken": []}, 400),
    ({"uitspraken": [{"tekst": "Naam vergeten.", "rol": "other", "toestemming": "name"}]}, 409),
    ({"uitspraken": [{"tekst": "Ja.", "toestemming": "role"}, {"tekst": " ", "toestemming": "role"}]}, 409),
    ({"uitspraken": [{"tekst": "Ja.", "toestemming": "role", "onderdeel": 1}]}, 404),
])
def test_a_card_that_cannot_be_kept_leaves_nothing(meeting, person_of, changes, status) -> None:
    PartFactory(pk=1)  # of another meeting
    answer = send(holder(person_of(meeting.organisation, "adviser")), meeting, **changes)
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert not Conversation.objects.exists()
    assert not Contribution.objects.exists()


def test_only_who_works_on_the_process_sends_cards(meeting, visitor_of, person_of) -> None:
    assert send(visitor_of(meeting.organisation), meeting).status_code == 401
    assert send(holder(person_of(meeting.organisation)), meeting).status_code == 403
    assert send(holder(person_of(meeting.organisation, "adviser"), can_write=False), meeting).status_code == 403
    assert not Conversation.objects.exists()
