"""Meetings stand on the home page, in the search, on the timeline and in the open data, and nothing private does."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from rodedraad.kinds.meetings.harvest.actions import open_card, record_statements
from rodedraad.kinds.meetings.harvest.said import Said
from rodedraad.kinds.meetings.models import Consent, Meeting
from rodedraad.kinds.meetings.tests.factories import GuestFactory, MeetingFactory
from rodedraad.listen.processes.models import Process

pytestmark = pytest.mark.django_db


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.fixture
def coming(activity) -> Meeting:
    return MeetingFactory(activity=activity, title="Eten in De Kas", venue="Kassencomplex")


def test_what_is_coming_stands_on_the_home_page_in_order(client, activity, coming):
    first = MeetingFactory(activity=activity, title="Vroege avond", starts_at=timezone.now() + timedelta(days=2))
    for title, values in (("Nog geheim", {"state": "draft"}), ("Gaat niet door", {"state": "cancelled"}),
                          ("Was al", {"past": True})):
        MeetingFactory(activity=activity, title=title, **values)
    home = page(client, "/")
    assert home.index(first.title) < home.index(coming.title)
    assert "Kassencomplex" in home
    assert not [title for title in ("Nog geheim", "Gaat niet door", "Was al") if title in home]


def test_a_meeting_of_a_draft_process_is_nowhere_not_even_for_its_adviser(client, adviser_client, activity, coming):
    Process.objects.filter(pk=activity.process_id).update(state="draft")
    for browser in (client, adviser_client):
        assert coming.title not in page(browser, "/")
        assert coming.title not in page(browser, "/zoeken?q=Kassencomplex")


@pytest.mark.parametrize("words", ["kas", "Eten kas", "kassencomplex"])
def test_the_search_finds_a_meeting_by_title_and_place(client, coming, words):
    assert coming.title in page(client, f"/zoeken?q={words}")
    assert coming.title not in page(client, f"/zoeken?q={words}+fietspad")


def test_the_search_finds_what_may_be_read_and_nothing_else_that_was_said(client, adviser, activity):
    meeting = MeetingFactory(activity=activity, past=True)
    card = open_card(meeting=meeting, by=adviser)
    record_statements(conversation=card, by=adviser, statements=[
        Said("De lantaarns zijn te fel.", "resident", Consent.ROLE),
        Said("De kerkklok luidt te vroeg.", "resident", Consent.THEME)])
    assert "De lantaarns zijn te fel." in page(client, "/zoeken?q=lantaarns")
    assert "luidt te vroeg" not in page(client, "/zoeken?q=kerkklok")


def test_the_timeline_tells_what_comes_and_how_much_was_held(client, activity, coming):
    for _each in range(2):
        MeetingFactory(activity=activity, past=True, state="held")
    MeetingFactory(activity=activity, title="Nog geheim", state="draft")
    shown = page(client, f"/trajecten/{activity.process.slug}")
    assert f"gesprekken/{activity.slug}/{coming.pk}" in shown
    assert "2 meetings were held" in shown or "2 bijeenkomsten" in shown
    assert "Nog geheim" not in shown


def test_the_open_data_count_and_name_nobody(client, adviser, adviser_client, activity):
    meeting = MeetingFactory(activity=activity, past=True, state="held")
    GuestFactory(meeting=meeting, name="Kwikstaart", email="kwikstaart@example.org", has_come=True)
    GuestFactory(meeting=meeting, name="Kwikstaart Twee", has_come=False)
    MeetingFactory(activity=activity, title="Nog geheim", state="draft")
    card = open_card(meeting=meeting, by=adviser, people_by_role={"resident": 5})
    record_statements(conversation=card, by=adviser, statements=[
        Said("Een.", "resident", Consent.ROLE), Said("Twee.", "resident", Consent.THEME)])

    def rows(browser, address: str) -> list[dict[str, str]]:
        text = b"".join(browser.get(address).streaming_content).decode("utf-8-sig")
        assert "wikstaart" not in text
        return list(csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text.splitlines()[0] else ","))

    slug = activity.process.slug
    [row] = rows(client, f"/trajecten/{slug}/open-data/gesprekken.csv")
    assert (row["deelnemers"], row["uitspraken"], row["tafels_of_gesprekken"]) == ("5", "2", "1")
    assert "aangemeld" not in row
    mine = rows(adviser_client, f"/beheer/trajecten/{slug}/exporteren/gesprekken.csv")
    assert len(mine) == 2
    assert {each["aangemeld"] for each in mine} == {"0", "2"}
    assert {each["gekomen"] for each in mine} == {"0", "1"}
