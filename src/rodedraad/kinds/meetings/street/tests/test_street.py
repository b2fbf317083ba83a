"""Street talks on the server: a talk becomes contributions once, personal data wait, and the meter counts."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from rodedraad.base.accounts.models import Person
from rodedraad.kinds.meetings.lookup import url_of
from rodedraad.kinds.meetings.models import Conversation, Meeting, Quote
from rodedraad.kinds.meetings.street import actions
from rodedraad.kinds.meetings.street.entries import Entry, remarks_in
from rodedraad.kinds.meetings.street.queries import reach_of
from rodedraad.kinds.meetings.street.reach import reach
from rodedraad.kinds.meetings.tests.factories import MeetingFactory
from rodedraad.listen.activities.actions import Settings
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.processes.errors import RefusedError
from rodedraad.listen.processes.tests.factories import NeighbourhoodFactory, PersonFactory, TeamMemberFactory
from rodedraad.understand.themes.models import Grounds
from rodedraad.understand.themes.tests.factories import ThemeFactory


@pytest.fixture
def meeting(activity) -> Meeting:
    """A morning of talks at the market."""
    return MeetingFactory(activity=activity, form="street", title="Op de markt")


def sent(**changes: object) -> dict[str, object]:
    return {"said": "Meer bankjes\nDe bus rijdt te weinig", "consent": "role", "age": "0-17", "place": "Markt",
            "client_key": "3f0c1d9e-0000-4000-8000-000000000001"} | changes


def post(client: Client, meeting: Meeting, **changes: object) -> tuple[int, dict]:
    answer = client.post(url_of("street_send", meeting), json.dumps(sent(**changes)), content_type="application/json")
    return answer.status_code, answer.json()


def test_a_talk_becomes_a_contribution_per_line(meeting: Meeting, adviser_client: Client, adviser: Person) -> None:
    area = NeighbourhoodFactory(name="Noord")
    assert post(adviser_client, meeting, neighbourhood=str(area.pk)) == (200, {"state": "recorded"})
    said = list(Contribution.objects.order_by("pk"))
    assert [each.text for each in said] == ["Meer bankjes", "De bus rijdt te weinig"]
    assert {(each.channel, each.state, each.place, each.entered_by_id, each.author_id) for each in said} == {
        ("street", "published", "Markt", adviser.pk, None)}
    card = Conversation.objects.get()
    assert (card.age, card.place, card.neighbourhood, card.state) == ("0-17", "Markt", area, "done")
    assert Quote.objects.filter(conversation=card).count() == 2


def test_sending_twice_makes_one_talk(meeting: Meeting, adviser_client: Client) -> None:
    assert post(adviser_client, meeting)[1] == {"state": "recorded"}
    assert post(adviser_client, meeting) == (200, {"state": "known"})
    assert Conversation.objects.count() == 1
    assert Contribution.objects.count() == 2


def test_words_that_may_not_be_shown_only_count(meeting: Meeting, adviser_client: Client) -> None:
    post(adviser_client, meeting, consent="theme")
    assert set(Contribution.objects.values_list("state", flat=True)) == {"inside"}


def test_personal_data_are_asked_about_on_line(meeting: Meeting, adviser_client: Client) -> None:
    said = "Bel mij op 06 12345678"
    status, answer = post(adviser_client, meeting, said=said, ask=True)
    assert (status, answer["state"]) == (409, "personal")
    assert "06 12345678" in answer["found"]
    assert not Conversation.objects.exists()
    assert post(adviser_client, meeting, said=said, ask=True, personal="mask")[0] == 200
    assert Contribution.objects.get().text == "Bel mij op [telefoonnummer]"


def test_personal_data_may_be_left_when_they_are_none(meeting: Meeting, adviser_client: Client) -> None:
    post(adviser_client, meeting, said="Bel mij op 06 12345678", personal="keep")
    assert "06 12345678" in Contribution.objects.get().text


def test_personal_data_written_without_a_connection_wait_and_are_not_public(meeting: Meeting,
                                                                          adviser_client: Client) -> None:
    assert post(adviser_client, meeting, said="Bel mij op 06 12345678") == (200, {"state": "draft"})
    assert not Contribution.objects.exists()
    card = Conversation.objects.get()
    assert card.state == "open"
    assert card.draft.rows[0]["text"] == "Bel mij op 06 12345678"
    assert post(adviser_client, meeting, said="Bel mij op 06 12345678") == (200, {"state": "known"})


@pytest.mark.parametrize(("changes", "word"), [
    ({"said": "  \n - "}, "opgeschreven"), ({"consent": ""}, ""), ({"consent": "name"}, ""), ({"age": "200"}, ""),
    ({"neighbourhood": "999999"}, ""), ({"said": "x\n" * 41}, "40"), ({"said": "x" * 6000}, ""),
    ({"client_key": "<script>"}, ""), ({"place": "x" * 121}, ""),
])
def test_what_is_wrong_is_refused_in_words(meeting: Meeting, adviser_client: Client, changes: dict, word: str) -> None:
    NeighbourhoodFactory()
    status, answer = post(adviser_client, meeting, **changes)
    assert status == 422
    assert answer["state"] == "refused"
    assert answer["errors"]
    assert not Conversation.objects.exists()


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"null", b"\xff\xfe", b'{"said": ["a"], "consent": {"x": 1}}'])
def test_broken_json_is_refused(meeting: Meeting, adviser_client: Client, body: bytes) -> None:
    answer = adviser_client.post(url_of("street_send", meeting), body, content_type="application/json")
    assert answer.status_code == 422
    assert not Conversation.objects.exists()


def test_a_draft_or_cancelled_round_takes_nothing(meeting: Meeting, adviser_client: Client) -> None:
    Meeting.objects.update(state="cancelled")
    status, answer = post(adviser_client, meeting)
    assert (status, answer["state"]) == (422, "refused")


def test_the_moment_on_the_phone_counts_when_it_can_be_right(meeting: Meeting, adviser_client: Client) -> None:
    moment = timezone.now() - timedelta(hours=5)
    post(adviser_client, meeting, held_at=moment.isoformat())
    post(adviser_client, meeting, held_at="2099-01-01T00:00:00Z", client_key="other-key-1")
    post(adviser_client, meeting, held_at="2026-99-99", client_key="other-key-2")
    first, *others = Conversation.objects.order_by("held_at")
    assert abs(first.held_at - moment) < timedelta(seconds=1)
    assert all(each.held_at > timezone.now() - timedelta(minutes=1) for each in others)


def test_a_published_theme_gets_the_remarks(meeting: Meeting, adviser_client: Client) -> None:
    theme = ThemeFactory(process=meeting.process, state="published", title="Groen")
    post(adviser_client, meeting, theme=str(theme.pk))
    assert Grounds.objects.filter(theme=theme, state="confirmed").count() == 2
    assert Conversation.objects.get().title == "Groen"


def test_without_javascript_the_form_posts(meeting: Meeting, adviser_client: Client) -> None:
    url = url_of("street", meeting)
    page = adviser_client.get(url)
    assert page.status_code == 200
    assert "<script>" not in page.content.decode()
    asked = adviser_client.post(url, {"said": "Ik ben Jan de Vries, bel 06 12345678", "consent": "role"})
    assert asked.status_code == 422
    assert "06 12345678" in asked.content.decode()
    answer = adviser_client.post(url, {"said": "Ik ben Jan de Vries, bel 06 12345678", "consent": "role",
                                       "personal": "mask", "place": "Markt"})
    assert answer.status_code == 302
    assert "place=Markt" in answer["Location"]
    assert "06" not in Contribution.objects.get().text


def test_who_may_open_the_page(meeting: Meeting, client_of, resident: Person) -> None:
    member = PersonFactory()
    TeamMemberFactory(process=meeting.process, person=member, part="editor")
    for name in ("street", "street_fresh", "street_worker", "street_reach"):
        url = url_of(name, meeting)
        assert Client().get(url).status_code == 302, name
        assert client_of(resident).get(url).status_code == 403, name
        assert client_of(PersonFactory(roles=["moderator"])).get(url).status_code == 200, name
        assert client_of(member).get(url).status_code == 200, name
    assert post_as(client_of(resident), meeting) == 403


def post_as(client: Client, meeting: Meeting) -> int:
    return client.post(url_of("street_send", meeting), json.dumps(sent()), content_type="application/json").status_code


def test_sending_needs_the_mark_of_the_form(meeting: Meeting, adviser: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(adviser.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert post_as(client, meeting) == 403
    mark = client.get(url_of("street_fresh", meeting)).json()["csrf"]
    answer = client.post(url_of("street_send", meeting), json.dumps(sent()), content_type="application/json",
                         headers={"X-CSRFToken": mark})
    assert answer.status_code == 200


def test_other_forms_of_meeting_have_no_such_page(activity, adviser_client: Client) -> None:
    assert adviser_client.get(url_of("street", MeetingFactory(activity=activity))).status_code == 404


def test_the_worker_may_look_after_the_page(meeting: Meeting, adviser_client: Client) -> None:
    answer = adviser_client.get(url_of("street_worker", meeting))
    assert answer["Service-Worker-Allowed"] == url_of("street", meeting)
    assert answer["Content-Type"].startswith("text/javascript")
    facts = json.loads(answer.content.decode().split("\n")[0].removeprefix("const FACTS = ").rstrip(";"))
    assert facts["page"] == url_of("street", meeting)
    assert any("street" in asset for asset in facts["assets"])


def test_the_meter_sets_talks_beside_what_is_expected() -> None:
    found = reach([("a", "A"), ("b", "B"), ("c", "C")], {"a": 6, "b": 0, "c": 2, "": 4}, {"a": 50, "b": 25, "c": 25})
    assert [(each.talks, each.expected, each.standing, each.missing) for each in found.groups] == [
        (6, 4.0, "enough", 0), (0, 2.0, "none", 2), (2, 2.0, "enough", 0)]
    assert (found.total, found.unknown) == (8, 4)
    assert [each.key for each in found.behind] == ["b"]


def test_without_shares_every_group_is_expected_as_often() -> None:
    found = reach([("a", "A"), ("b", "B")], {"a": 3, "b": 1}, {})
    assert [(each.expected, each.standing) for each in found.groups] == [(2.0, "enough"), (2.0, "few")]
    assert reach([], {}, {}).behind == []


def test_expected_shares_are_kept_and_survive_a_change_of_the_activity(meeting: Meeting,
                                                                      adviser_client: Client) -> None:
    area = NeighbourhoodFactory(name="Noord")
    url = url_of("street_reach", meeting)
    typed = {"version": 1, "age:0-17": "30", "age:65-": "70", f"area:{area.pk}": "1"}
    assert adviser_client.post(url, typed).status_code == 302
    late = adviser_client.post(url, {**typed, "age:0-17": "99"})
    assert late.status_code == 409
    assert "99" in late.content.decode()
    activity = meeting.activity
    activity.refresh_from_db()
    Settings(title="Anders").write_to(activity)
    assert activity.options[actions.OPTION]["age"] == {"0-17": 30.0, "65-": 70.0}
    post(adviser_client, meeting)
    activity.save()
    ages, _areas = reach_of(activity)
    assert {each.key: round(each.expected, 1) for each in ages.groups if each.expected} == {"0-17": .3, "65-": .7}
    assert adviser_client.get(url).status_code == 200


def test_a_wrong_share_is_said_at_its_field(meeting: Meeting, adviser_client: Client) -> None:
    assert adviser_client.post(url_of("street_reach", meeting), {"version": 1, "age:0-17": "-3"}).status_code == 422
    meeting.activity.refresh_from_db()
    assert actions.OPTION not in meeting.activity.options


def test_reading_the_meter_takes_three_queries(meeting: Meeting, django_assert_num_queries) -> None:
    with django_assert_num_queries(3):
        reach_of(meeting.activity)


def test_remarks_are_lines_without_bullets() -> None:
    assert remarks_in(" - Een\n\n• Twee \r\n") == ["Een", "Twee"]


def test_a_finished_process_keeps_the_talk_on_the_phone(meeting: Meeting, adviser: Person) -> None:
    type(meeting.process).objects.update(state="finished")
    with pytest.raises(RefusedError):
        actions.keep_talk(meeting=meeting, entry=Entry(("Meer groen",), "role"), by=adviser)
