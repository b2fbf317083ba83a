"""The pages of planning: who sees what, what they cost, and that nothing typed is lost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope

from rodedraad.base.accounts.models import Person
from rodedraad.kinds.meetings.lookup import url_in, url_of
from rodedraad.kinds.meetings.models import Meeting
from rodedraad.kinds.meetings.planning import queries
from rodedraad.kinds.meetings.sections import DESK_LINKS, DETAIL_SECTIONS
from rodedraad.kinds.meetings.tests.factories import GuestFactory, MeetingFactory, PartFactory
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.processes import hooks
from rodedraad.listen.processes.tests.factories import OrganisationFactory, PersonFactory, ProcessFactory

DESK = ("desk_meeting", "edit", "publish", "cancel", "held", "delete", "part_add")


def typed(**changes: Any) -> dict[str, Any]:
    return {"version": "1", "title": "Samen eten", "intro": "", "starts_at": "2030-03-03T18:00",
            "ends_at": "2030-03-03T21:00", "venue": "De Brug", "address": "", "access_info": "", "food_info": "",
            "host_name": "", "table_size": "6", "capacity": "40", "has_waiting_list": "on",
            "registration_opens_at": "", "registration_closes_at": "", "remind_days_before": "2"} | changes


def queries_of(browser: Client, url: str) -> int:
    browser.get(url)
    with CaptureQueriesContext(connection) as context:
        assert browser.get(url).status_code == 200
    return len(context)


def test_the_pages_cost_the_same_for_one_and_three(activity: Activity, adviser_client: Client) -> None:
    meeting = MeetingFactory(activity=activity)

    def more() -> None:
        for _each in range(1 if not meeting.parts.exists() else 2):
            PartFactory(meeting=meeting, has_speakers=True)
            GuestFactory(meeting=meeting, needs="Halal")
            MeetingFactory(activity=activity)
            MeetingFactory(activity=activity, past=True)

    pages = [(browser, url) for browser in (Client(), adviser_client)
             for url in (url_in("list", activity), url_of("detail", meeting))]
    pages += [(adviser_client, url) for url in (url_in("desk", activity), url_of("desk_meeting", meeting))]
    more()
    once = [queries_of(browser, url) for browser, url in pages]
    more()
    assert meeting.parts.count() == 3
    assert [queries_of(browser, url) for browser, url in pages] == once
    assert max(once) <= 16


def test_a_visitor_reads_what_is_public_and_no_draft(activity: Activity, adviser_client: Client) -> None:
    shown = MeetingFactory(activity=activity, title="Aan tafel", food_info="Linzensoep", host_name="Noor")
    PartFactory(meeting=shown, title="Soep", question="Wat mist u?")
    draft = MeetingFactory(activity=activity, title="Nog geheim", state="draft")
    old = MeetingFactory(activity=activity, title="Vorige week", past=True)
    listed = Client().get(url_in("list", activity)).content.decode()
    assert "Aan tafel" in listed
    assert "Vorige week" in listed
    assert "Nog geheim" not in listed
    page = Client().get(url_of("detail", shown)).content.decode()
    for words in ("Linzensoep", "Noor", "Soep", "Wat mist u?", "Buurthuis De Brug", "agenda.ics", "/aanmelden"):
        assert words in page
    assert "/beheer" not in page
    assert "/aanmelden" not in Client().get(url_of("detail", old)).content.decode()
    assert Client().get(url_of("detail", draft)).status_code == 302
    assert "Nog geheim" in adviser_client.get(url_of("detail", draft)).content.decode()


def test_other_organisations_other_processes_and_other_kinds_are_404(activity: Activity,
                                                                     adviser_client: Client) -> None:
    theirs = OrganisationFactory()
    with scope(organisation=theirs):
        strange = MeetingFactory(activity=ActivityFactory(kind="meetings", process=ProcessFactory(organisation=theirs)))
        urls = [url_of(name, strange) for name in ("detail", *DESK)]
    ideas = ActivityFactory(kind="ideas")
    elsewhere = MeetingFactory(activity=ActivityFactory(kind="meetings"))
    elsewhere.activity = activity
    urls += [url_of("detail", elsewhere), url_of("edit", elsewhere), url_in("desk", ideas), url_in("list", ideas)]
    assert {adviser_client.get(url).status_code for url in urls} == {404}


def test_the_desk_is_for_who_works_on_the_process(activity: Activity, adviser_client: Client, resident: Person,
                                                  client_of: Callable[[Person], Client]) -> None:
    meeting = MeetingFactory(activity=activity)
    urls = [url_in("desk", activity), url_in("choose", activity), url_in("plan", activity, "dinner"),
            *(url_of(name, meeting) for name in DESK)]
    for url in urls:
        assert adviser_client.get(url).status_code == 200, url
        assert client_of(resident).get(url).status_code == 403, url
        answer = Client().get(url)
        assert (answer.status_code, "/inloggen" in answer["Location"]) == (302, True), url


@pytest.mark.parametrize("form", ["dinner", "hearing", "street", "tour", "webinar"])
def test_planning_by_the_form(activity: Activity, adviser_client: Client, form: str) -> None:
    url = url_in("plan", activity, form)
    page = adviser_client.get(url).content.decode()
    assert ("id_capacity" in page) is (form != "street")
    assert ("id_visited_name" in page) is (form == "tour")
    answer = adviser_client.post(url, typed(version="0", visited_name="Gemeente Zandrecht", online_url=""))
    meeting = Meeting.objects.get()
    assert answer["Location"] == url_of("desk_meeting", meeting)
    assert (meeting.title, meeting.form, meeting.state) == ("Samen eten", form, "draft")
    assert adviser_client.get(url_in("plan", activity, "bingo")).status_code == 404


def test_wrong_dates_come_back_with_what_was_typed(activity: Activity, adviser_client: Client) -> None:
    answer = adviser_client.post(url_in("plan", activity, "dinner"), typed(
        version="0", ends_at="2030-03-03T17:00", title="Getypt", registration_opens_at="2030-02-01T10:00",
        registration_closes_at="2030-01-01T10:00"))
    page = answer.content.decode()
    assert "Getypt" in page
    assert page.count("rd-field__error") >= 2
    assert not Meeting.objects.exists()


def test_two_who_edit_at_once_both_keep_their_words(activity: Activity, adviser_client: Client) -> None:
    meeting = MeetingFactory(activity=activity)
    assert adviser_client.post(url_of("edit", meeting), typed(title="Eerst")).status_code == 302
    answer = adviser_client.post(url_of("edit", meeting), typed(title="Daarna"))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Daarna" in page
    assert "Eerst" in page
    assert 'name="version" value="2"' in page


def test_the_life_of_a_meeting_by_its_buttons(activity: Activity, adviser_client: Client) -> None:
    meeting = MeetingFactory(activity=activity, state="draft")

    def post(name: str, **fields: Any) -> int:
        version = Meeting.objects.get(pk=meeting.pk).version
        return adviser_client.post(url_of(name, meeting), {"version": version, **fields}).status_code

    assert post("publish") == 302
    assert post("held") == 409
    assert post("delete") == 409
    assert post("cancel") == 200
    assert post("cancel", reason="Storm") == 302
    page = Client().get(url_of("detail", meeting)).content.decode()
    assert "Storm" in page
    assert "/aanmelden" not in page
    draft = MeetingFactory(activity=activity, state="draft")
    assert adviser_client.post(url_of("delete", draft), {"version": 1})["Location"] == url_in("desk", activity)
    assert adviser_client.post(url_of("copy", meeting)).status_code == 302
    assert Meeting.objects.get(state="draft").title.endswith(meeting.title)


def test_the_programme_by_its_buttons(activity: Activity, adviser_client: Client) -> None:
    meeting = MeetingFactory(activity=activity)
    part, other = PartFactory(meeting=meeting, position=1), PartFactory(meeting=meeting, position=2)
    adviser_client.post(url_of("part_add", meeting), {"version": 0, "title": "Koffie", "question": "", "minutes": 10,
                                                      "minutes_per_speaker": 3})
    adviser_client.post(url_of("part_up", meeting, other.pk))
    assert [each.title for each in meeting.parts.all()] == [other.title, part.title, "Koffie"]
    assert adviser_client.get(url_of("part_up", meeting, other.pk)).status_code == 405
    strange = PartFactory(meeting=MeetingFactory(activity=activity))
    assert adviser_client.get(url_of("part_edit", meeting, strange.pk)).status_code == 404
    version = Meeting.objects.get(pk=meeting.pk).version
    assert adviser_client.post(url_of("part_remove", meeting, part.pk), {"version": version}).status_code == 302
    assert meeting.parts.count() == 2


def test_the_list_at_the_desk_searches_filters_and_sorts(activity: Activity) -> None:
    now = timezone.now()
    first = MeetingFactory(activity=activity, title="Brug", starts_at=now + timedelta(days=1), capacity=10)
    second = MeetingFactory(activity=activity, title="Aula", starts_at=now + timedelta(days=2), state="draft")
    third = MeetingFactory(activity=activity, title="Chalet", starts_at=now + timedelta(days=3), form="webinar")
    for _each in range(2):
        GuestFactory(meeting=third)
    GuestFactory(meeting=third, state="waiting")
    GuestFactory(meeting=first)

    def titles(**wanted: Any) -> list[str]:
        return [each.title for each in queries.desk_page_of(activity, queries.Wanted(**wanted), "1").object_list]

    assert titles(order="datum") == ["Brug", "Aula", "Chalet"]
    assert titles() == ["Chalet", "Aula", "Brug"]
    assert titles(order="titel") == ["Aula", "Brug", "Chalet"]
    assert titles(order="-gasten") == ["Chalet", "Brug", "Aula"]
    assert titles(search="aul") == ["Aula"]
    assert titles(state="draft") == [second.title]
    assert titles(form="webinar") == [third.title]
    page = queries.desk_page_of(activity, queries.Wanted(), "1")
    assert [(each.guest_count, each.waiting_count) for each in page.object_list] == [(2, 1), (0, 0), (1, 0)]


def test_a_part_of_the_kind_hangs_its_section_on_the_page(activity: Activity) -> None:
    meeting = MeetingFactory(activity=activity)

    def build(_request: object, given: Meeting) -> tuple[str, dict[str, Any]] | None:
        return ("ui/components/section.html", {"title": f"Oogst van {given.pk}", "level": 2})

    DETAIL_SECTIONS.append(build)
    try:
        assert f"Oogst van {meeting.pk}" in Client().get(url_of("detail", meeting)).content.decode()
    finally:
        DETAIL_SECTIONS.remove(build)


def test_the_desk_links_fit_the_form(activity: Activity, adviser_client: Client) -> None:
    hearing, street = (MeetingFactory(activity=activity, form=form) for form in ("hearing", "street"))
    assert DESK_LINKS
    assert "/sprekers" in adviser_client.get(url_of("desk_meeting", hearing)).content.decode()
    page = adviser_client.get(url_of("desk_meeting", street)).content.decode()
    assert "/sprekers" not in page
    assert "/gasten" not in page


def test_the_desk_of_the_process_leads_to_the_meetings(activity: Activity, adviser_client: Client) -> None:
    page = adviser_client.get(f"/beheer/trajecten/{activity.process.slug}").content.decode()
    assert url_in("desk", activity) in page
    empty = ProcessFactory()
    page = adviser_client.get(f"/beheer/trajecten/{empty.slug}").content.decode()
    assert f"/beheer/trajecten/{empty.slug}/activiteiten/nieuw/meetings" in page


def test_the_page_of_the_process_names_the_next_meetings(activity: Activity) -> None:
    url = f"/trajecten/{activity.process.slug}"
    assert 'id="bijeenkomsten"' not in Client().get(url).content.decode()
    MeetingFactory(activity=activity, title="Straks")
    once = queries_of(Client(), url)
    for title, changes in (("Daarna", {}), ("Niet af", {"state": "draft"}), ("Vroeger", {"past": True})):
        MeetingFactory(activity=activity, title=title, **changes)
    page = Client().get(url).content.decode()
    assert [name for name in ("Straks", "Daarna", "Niet af", "Vroeger") if name in page] == ["Straks", "Daarna"]
    assert queries_of(Client(), url) == once


def test_an_activity_with_a_public_meeting_stays(activity: Activity, adviser_client: Client) -> None:
    meeting = MeetingFactory(activity=activity)
    GuestFactory(meeting=meeting)
    url = f"/beheer/trajecten/{activity.process.slug}/activiteiten/{activity.slug}/verwijderen"
    assert adviser_client.post(url, {"version": 1}).status_code == 409
    assert Meeting.objects.filter(pk=meeting.pk).exists()
    draft = MeetingFactory(activity=ActivityFactory(kind="meetings", process=activity.process), state="draft")
    url = f"/beheer/trajecten/{activity.process.slug}/activiteiten/{draft.activity.slug}/verwijderen"
    assert adviser_client.post(url, {"version": 1}).status_code == 302
    assert not Meeting.objects.filter(pk=draft.pk).exists()


def test_guests_took_part_in_the_process(activity: Activity, resident: Person) -> None:
    process = activity.process
    assert hooks.obstacles(process) == []
    meeting = MeetingFactory(activity=activity)
    GuestFactory(meeting=meeting)
    GuestFactory(meeting=meeting, person=PersonFactory(), state="cancelled")
    GuestFactory(meeting=meeting, person=resident)
    assert {person for found in hooks.participants(process) for person in found} == {resident}
    assert len(hooks.obstacles(process)) == 1


def test_a_tour_of_many_visits_is_read_by_page(activity: Activity) -> None:
    for number in range(queries.PER_PAGE + 1):
        MeetingFactory(activity=activity, title=f"Bezoek {number:02}", form="tour",
                       starts_at=timezone.now() + timedelta(days=1 + number))
        MeetingFactory(activity=activity, title=f"Geweest {number:02}",
                       starts_at=timezone.now() - timedelta(days=9 + number))
    url = url_in("list", activity)

    def seen(query: str) -> tuple[int, int]:
        page = Client().get(f"{url}{query}").content.decode()
        return page.count(">Bezoek "), page.count(">Geweest ")

    assert seen("") == (queries.PER_PAGE, 5)
    assert seen("?pagina=2") == (1, 5)
    assert seen("?lijst=geweest") == (0, queries.PER_PAGE)
    assert seen("?lijst=geweest&pagina=2") == (0, 1)
    assert seen("?pagina=99&lijst=x") == (1, 5)
