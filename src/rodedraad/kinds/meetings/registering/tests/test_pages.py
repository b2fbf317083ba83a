"""The pages of registering: for a guest with a link, for a stranger without, and for staff."""

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope

from rodedraad.base.accounts.models import Person
from rodedraad.base.notifications.models import Message
from rodedraad.kinds.meetings.lookup import url_of
from rodedraad.kinds.meetings.models import Guest, Meeting
from rodedraad.kinds.meetings.registering.actions import version_of
from rodedraad.kinds.meetings.registering.links import path_for
from rodedraad.kinds.meetings.tests.factories import GuestFactory, MeetingFactory, PartFactory, filled
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.processes.tests.factories import NeighbourhoodFactory, OrganisationFactory, ProcessFactory

TOKEN = re.compile(r'(?:name="csrfmiddlewaretoken" value|data-csrf)="[^"]+"')
DESK = ("guests", "guests_csv", "guest_add", "attendance", "needs", "speakers", "thank", "forget")


def test_registering_leads_to_a_mail_with_working_links(activity: Activity) -> None:
    meeting = MeetingFactory(activity=activity, form="webinar", online_url="https://video.example.nl/deelnemen")
    browser = Client()
    assert browser.get(url_of("register", meeting)).status_code == 200
    answer = browser.post(url_of("register", meeting), filled())
    assert answer["Location"] == url_of("registered", meeting)
    assert browser.get(answer["Location"]).status_code == 200
    text = Message.objects.get().text
    paths = [line.split("testserver", 1)[1] for line in text.splitlines() if "://testserver" in line]
    assert len(paths) == 2
    assert {Client().get(path).status_code for path in paths} == {200}
    assert "https://video.example.nl/deelnemen" in text
    assert "deelnemen" not in Client().get(url_of("detail", meeting)).content.decode()


def test_a_stranger_sees_the_same_for_a_known_and_an_unknown_address(activity: Activity) -> None:
    meeting = MeetingFactory(activity=activity)
    GuestFactory(meeting=meeting, email="bekend@example.nl")
    seen = []
    for address in ("bekend@example.nl", "nieuw@example.nl"):
        browser = Client()
        answer = browser.post(url_of("register", meeting), filled(email=address))
        page = browser.get(answer["Location"]).content.decode()
        after = browser.get(url_of("detail", meeting)).content.decode()
        seen.append((answer.status_code, answer["Location"], *(TOKEN.sub("", html) for html in (page, after))))
    assert seen[0] == seen[1]
    assert Message.objects.count() == 2


def test_what_is_missing_is_told_and_what_was_typed_stays(activity: Activity) -> None:
    meeting = MeetingFactory(activity=activity)
    answer = Client().post(url_of("register", meeting), filled(email="geen adres", needs="Geen noten"))
    assert answer.status_code == 422
    assert "Geen noten" in answer.content.decode()
    assert not Guest.objects.exists()


def test_closed_says_so_and_a_late_form_keeps_its_words(activity: Activity) -> None:
    meeting = MeetingFactory(activity=activity, registration_closes_at=timezone.now() - timedelta(hours=1))
    assert Client().get(url_of("register", meeting)).status_code == 403
    answer = Client().post(url_of("register", meeting), filled(needs="Tolk"))
    assert answer.status_code == 409
    assert "Tolk" in answer.content.decode()


def test_the_form_asks_only_what_there_is_to_choose(activity: Activity) -> None:
    dinner, hearing = MeetingFactory(activity=activity), MeetingFactory(activity=activity, form="hearing")
    part = PartFactory(meeting=hearing, has_speakers=True)
    page = Client().get(url_of("register", dinner)).content.decode()
    assert "id_speaks_on" not in page
    assert "id_neighbourhood" not in page
    NeighbourhoodFactory()
    assert "id_neighbourhood" in Client().get(url_of("register", dinner)).content.decode()
    strange = PartFactory(meeting=dinner, has_speakers=True)
    assert Client().post(url_of("register", hearing), filled(speaks_on=strange.pk)).status_code == 422
    Client().post(url_of("register", hearing), filled(speaks_on=part.pk))
    assert Guest.objects.get().speaks_on == part


def test_only_a_post_with_the_right_link_cancels(activity: Activity) -> None:
    meeting = MeetingFactory(activity=activity)
    guest, other = GuestFactory(meeting=meeting), GuestFactory(meeting=meeting)
    cancel = path_for(guest, "registration_cancel")
    browser = Client(enforce_csrf_checks=True)
    assert browser.get(cancel).status_code == 200
    assert browser.post(cancel).status_code == 403
    assert Guest.objects.get(pk=guest.pk).state == "registered"
    mark = cancel.split("/aanmelding/")[1].split("/")[0].partition("-")[2]
    for wrong in (f"{other.pk}-{mark}", f"{guest.pk}-", f"{guest.pk}-{mark[:-1]}x", "abc", f"{'9' * 30}-{mark}"):
        assert Client().get(url_of("registration", meeting, wrong)).status_code == 404
        assert Client().post(url_of("registration_cancel", meeting, wrong)).status_code == 404
    answer = Client().post(cancel)
    assert answer["Location"] == path_for(guest)
    assert Guest.objects.get(pk=guest.pk).state == "cancelled"
    assert Guest.objects.get(pk=other.pk).state == "registered"
    assert Client().get(path_for(guest)).status_code == 200


def test_a_link_works_in_no_other_organisation_and_not_after_forgetting(activity: Activity) -> None:
    guest = GuestFactory(meeting=MeetingFactory(activity=activity))
    elsewhere = OrganisationFactory(host="elders.localhost")
    assert Client(headers={"host": elsewhere.host}).get(path_for(guest)).status_code == 404
    forget = path_for(guest, "registration_forget")
    assert Client().get(forget).status_code == 200
    assert Guest.objects.get(pk=guest.pk).name
    assert Client().post(forget).status_code == 200
    assert Guest.objects.get(pk=guest.pk).name == ""
    assert Client().get(forget).status_code == 404


def test_the_desk_of_guests_is_for_who_works_on_the_process(activity: Activity, adviser_client: Client,
                                                            resident: Person,
                                                            client_of: Callable[[Person], Client]) -> None:
    meeting = MeetingFactory(activity=activity, form="hearing")
    guest = GuestFactory(meeting=meeting)
    urls = [*(url_of(name, meeting) for name in DESK), url_of("guest_edit", meeting, guest.pk),
            url_of("guest_cancel", meeting, guest.pk)]
    for url in urls:
        assert adviser_client.get(url).status_code == 200, url
        assert client_of(resident).get(url).status_code == 403, url
        assert Client().get(url).status_code == 302, url
    theirs = OrganisationFactory()
    with scope(organisation=theirs):
        strange = MeetingFactory(activity=ActivityFactory(kind="meetings", process=ProcessFactory(organisation=theirs)))
        urls = [url_of(name, strange) for name in DESK]
    other = GuestFactory(meeting=MeetingFactory(activity=activity))
    urls += [url_of("guest_edit", meeting, other.pk), url_of("guest_cancel", meeting, other.pk)]
    assert {adviser_client.get(url).status_code for url in urls} == {404}


@pytest.mark.parametrize("name", ["guests", "guests_csv", "attendance", "needs", "speakers"])
def test_the_desk_pages_cost_the_same_for_one_and_three_guests(activity: Activity, adviser_client: Client,
                                                               name: str) -> None:
    meeting = MeetingFactory(activity=activity, form="hearing")
    part = PartFactory(meeting=meeting, has_speakers=True)

    def cost(guests: int) -> int:
        for _each in range(guests):
            GuestFactory(meeting=meeting, needs="Halal", speaks_on=part, neighbourhood=NeighbourhoodFactory())
        adviser_client.get(url_of(name, meeting))
        with CaptureQueriesContext(connection) as context:
            page = adviser_client.get(url_of(name, meeting))
            assert b"".join(page).count(b"Gast") >= guests
        return len(context)

    assert cost(1) == cost(2) <= 16


def test_the_csv_is_safe_to_open_and_follows_the_filter(activity: Activity, adviser_client: Client) -> None:
    meeting = MeetingFactory(activity=activity)
    GuestFactory(meeting=meeting, name="=HYPERLINK(1)", needs="@SUM(A1)", role="council")
    GuestFactory(meeting=meeting, name="Bram")
    answer = adviser_client.get(f"{url_of('guests_csv', meeting)}?rol=council")
    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 2
    assert (rows[1][0], rows[1][6]) == ("'=HYPERLINK(1)", "'@SUM(A1)")
    assert answer["Content-Disposition"].endswith('.csv"')


def test_staff_add_change_and_cancel_by_the_forms(activity: Activity, adviser_client: Client) -> None:
    meeting = MeetingFactory(activity=activity)
    assert adviser_client.post(url_of("guest_add", meeting), filled(version=0, email="")).status_code == 302
    guest = Guest.objects.get()
    changed = filled(version=version_of(guest), name="Nieuwe naam", email="")
    assert adviser_client.post(url_of("guest_edit", meeting, guest.pk), changed).status_code == 302
    answer = adviser_client.post(url_of("guest_edit", meeting, guest.pk), changed | {"name": "Te laat"})
    assert answer.status_code == 409
    assert "Te laat" in answer.content.decode()
    assert adviser_client.post(url_of("guest_cancel", meeting, guest.pk), {"version": 0}).status_code == 302
    guest.refresh_from_db()
    assert (guest.name, guest.state) == ("Nieuwe naam", "cancelled")


def test_attendance_and_speakers_by_the_forms(activity: Activity, adviser_client: Client) -> None:
    meeting = MeetingFactory(activity=activity, form="hearing", past=True)
    part = PartFactory(meeting=meeting, has_speakers=True)
    guest = GuestFactory(meeting=meeting, speaks_on=part, speaking_position=1)
    adviser_client.post(url_of("attendance", meeting), {f"kwam-{guest.pk}": "ja", "kwam-x": "ja", "kwam-99999": "ja"})
    adviser_client.post(url_of("speakers", meeting), {f"plaats-{guest.pk}": "4", f"minuten-{guest.pk}": "7"})
    guest.refresh_from_db()
    assert (guest.has_come, guest.speaking_position, guest.speaking_minutes) == (True, 4, 7)
    answer = adviser_client.post(url_of("speakers", meeting), {f"plaats-{guest.pk}": "-1", f"minuten-{guest.pk}": "77"})
    assert answer.status_code == 422
    assert 'value="77"' in answer.content.decode()


def test_thanking_by_the_button(activity: Activity, adviser_client: Client, run_tasks: Callable) -> None:
    meeting = MeetingFactory(activity=activity, past=True, state="held")
    GuestFactory(meeting=meeting, has_come=True)
    assert adviser_client.post(url_of("thank", meeting), {"version": 1}).status_code == 302
    assert adviser_client.post(url_of("thank", meeting), {"version": 2}).status_code == 409
    run_tasks()
    assert Message.objects.count() == 1
    assert Meeting.objects.get().thanked_at is not None
