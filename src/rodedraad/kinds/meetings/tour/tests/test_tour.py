"""A tour: the pasted list, the plan of three hundred visits, who was there, and the preparation card."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_scopes import scope
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from rodedraad.base.accounts.models import Person
from rodedraad.base.core.models import AuditLine
from rodedraad.decide.agreements.tests.factories import CommitmentFactory
from rodedraad.kinds.meetings.harvest.actions import finish_card, open_card, record_statements
from rodedraad.kinds.meetings.harvest.said import Said
from rodedraad.kinds.meetings.lookup import url_in, url_of
from rodedraad.kinds.meetings.models import Conversation, Meeting, Part
from rodedraad.kinds.meetings.tests.factories import MeetingFactory
from rodedraad.kinds.meetings.tour import queries
from rodedraad.kinds.meetings.tour.lines import read_code, read_day, read_lines
from rodedraad.kinds.meetings.tour.visited import public_figures
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.processes.tests.factories import OrganisationFactory, ProcessFactory
from rodedraad.understand.themes.tests.factories import GroundsFactory, ThemeFactory

LIST = "naam;code;datum\nWaterstede;GM0344;3-3-2027 14:30\nZandrecht;;4 maart 2027\nVeenland\t0999\t2027-03-05\n"


def visit(activity: Activity, name: str, **more: object) -> Meeting:
    return MeetingFactory(activity=activity, form="tour", title=f"Bezoek aan {name}", visited_name=name, **more)


def test_a_list_becomes_visits_with_a_programme(activity, adviser_client: Client) -> None:
    answer = adviser_client.post(url_in("tour_add", activity), {"lines": LIST})
    assert answer.status_code == 302
    made = list(Meeting.objects.order_by("starts_at"))
    assert [(each.visited_name, each.visited_code, each.form, each.state) for each in made] == [
        ("Waterstede", "GM0344", "tour", "draft"), ("Zandrecht", "", "tour", "draft"),
        ("Veenland", "GM0999", "tour", "draft")]
    assert timezone.localtime(made[0].starts_at).strftime("%d-%m-%Y %H:%M") == "03-03-2027 14:30"
    assert timezone.localtime(made[1].starts_at).strftime("%d-%m-%Y %H:%M") == "04-03-2027 14:00"
    assert Part.objects.filter(meeting=made[0]).count() == 4
    assert AuditLine.objects.filter(act="tour.planned").count() == 1


def test_one_wrong_line_keeps_all_out_and_says_where(activity, adviser_client: Client) -> None:
    text = ("Waterstede;GM0344;3-3-2027\nZandrecht;XX12;4-3-2027\nVeenland;;31-2-2027\n"
            "Zuid;;\nWest\nwaterstede;;5-3-2027")
    page = adviser_client.post(url_in("tour_add", activity), {"lines": text})
    assert page.status_code == 422
    said = page.context["form"].errors["lines"]
    assert [error.split(":")[0][-1] for error in said] == ["2", "3", "4", "5", "6"]
    assert "Zandrecht;XX12" in page.content.decode()
    assert not Meeting.objects.exists()


def test_who_is_in_the_plan_is_not_visited_twice(activity, adviser_client: Client) -> None:
    visit(activity, "Waterstede", visited_code="GM0344")
    page = adviser_client.post(url_in("tour_add", activity), {"lines": "Anders;344;3-3-2027"})
    assert page.status_code == 422
    assert Meeting.objects.count() == 1
    Meeting.objects.update(state="cancelled")
    assert adviser_client.post(url_in("tour_add", activity), {"lines": "Anders;344;3-3-2027"}).status_code == 302


@pytest.mark.parametrize("text", ["", " \n\n", "naam;code;datum", "x;;3-3-2027\n" * 501])
def test_nothing_or_too_much_is_refused(text: str) -> None:
    visits, problems = read_lines(text)
    assert visits == []
    assert len(problems) == 1


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(text: str) -> None:
    visits, problems = read_lines(text)
    assert visits or problems


@pytest.mark.parametrize("text", ["3-3-2027", "03/03/2027", "3.3.2027", "3 maart 2027", "2027-03-03", "3 Maart 2027"])
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert read_day(text).strftime("%Y-%m-%d %H:%M") == "2027-03-03 14:00"


@pytest.mark.parametrize("text", ["", "morgen", "32-1-2027", "3-3-27", "3 foo 2027", "3-3-2027 25:00", "1-1-0001"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_day(text)


def test_codes_come_in_one_way_of_writing() -> None:
    assert {read_code(text) for text in ("344", "0344", "gm0344", "GM 0344")} == {"GM0344"}
    assert read_code("pv27") == "PV0027"


@pytest.fixture
def held(activity, adviser: Person) -> Meeting:
    """A visit that was held, with a card that is done."""
    made = visit(activity, "Waterstede", state="held", past=True, visited_code="GM0344")
    card = open_card(meeting=made, by=adviser, people_by_role={"council": 3, "resident": 2})
    record_statements(conversation=card, by=adviser, statements=[Said("Wij missen tijd."), Said("Meer ruimte.")])
    card.refresh_from_db()
    finish_card(card=card, version=card.version, by=adviser)
    return made


def test_the_plan_shows_how_far_each_visit_is(activity, held: Meeting, adviser_client: Client) -> None:
    visit(activity, "Zandrecht")
    page = adviser_client.get(url_in("tour", activity)).content.decode()
    assert "Waterstede" in page
    assert "Zandrecht" in page
    standing = queries.standing(activity)
    assert (standing.visits, standing.held, standing.harvested, standing.people, standing.statements) == (2, 1, 1, 5, 2)


@pytest.mark.parametrize(("query", "names"), [
    ({"q": "water"}, ["Waterstede"]), ({"stand": "held"}, ["Waterstede"]), ({"oogst": "klaar"}, ["Waterstede"]),
    ({"oogst": "geen"}, ["Zandrecht"]), ({"oogst": "open"}, []), ({"volgorde": "-naam"}, ["Zandrecht", "Waterstede"]),
    ({"volgorde": "-uitspraken"}, ["Waterstede", "Zandrecht"]),
    ({"volgorde": "x", "stand": "y"}, ["Waterstede", "Zandrecht"]),
])
def test_the_plan_is_filtered_and_sorted(activity, held: Meeting, adviser_client: Client, query: dict,
                                         names: list[str]) -> None:
    visit(activity, "Zandrecht")
    page = adviser_client.get(url_in("tour", activity), query)
    assert [each.visited_name for each in page.context["page"].object_list] == names


def test_three_hundred_visits_take_as_many_queries_as_one(activity, adviser_client: Client,
                                                          django_assert_max_num_queries) -> None:
    for number in range(60):
        visit(activity, f"Gemeente {number}")
    adviser_client.get(url_in("tour", activity))
    with django_assert_max_num_queries(24):
        page = adviser_client.get(url_in("tour", activity))
    assert len(page.context["page"].object_list) == 50
    assert len(adviser_client.get(url_in("tour_print", activity)).context["visits"]) == 60


def test_who_was_there_is_written_by_role(activity, adviser_client: Client) -> None:
    made = visit(activity, "Zandrecht")
    url = url_of("visit_people", made)
    assert adviser_client.get(url).status_code == 200
    assert adviser_client.post(url, {"version": 0, "council": "4", "clerk": "1", "resident": ""}).status_code == 302
    assert Conversation.objects.get().people_by_role == {"council": 4, "clerk": 1}
    assert adviser_client.post(url, {"version": 0, "council": "9"}).status_code == 409
    adviser_client.post(url, {"version": Conversation.objects.get().version, "council": "5"})
    assert Conversation.objects.get().people_by_role == {"council": 5}
    assert adviser_client.post(url, {"version": 1, "council": "-5"}).status_code in {200, 422}
    assert Conversation.objects.get().people_by_role == {"council": 5}


def test_the_calendar_holds_every_visit(activity, held: Meeting, adviser_client: Client) -> None:
    visit(activity, "Zandrecht")
    answer = adviser_client.get(url_in("tour_agenda", activity))
    assert answer["Content-Type"].startswith("text/calendar")
    events = list(Calendar.from_ical(answer.content).walk("VEVENT"))
    assert len({str(event["uid"]) for event in events}) == 2


def test_the_card_tells_what_came_up_before(activity, held: Meeting, adviser_client: Client) -> None:
    theme = ThemeFactory(process=activity.process, title="Tijd voor de raad")
    quote = Conversation.objects.get(meeting=held).quotes.first()
    GroundsFactory(theme=theme, contribution=quote.contribution)
    coming = visit(activity, "Waterstede", preparation="Sinds 2022 een nieuw college.")
    page = adviser_client.get(url_of("visit_preparation", coming)).content.decode()
    assert "Tijd voor de raad" in page
    assert "nieuw college" in page
    found = queries.before(coming)
    assert [(each.title, number) for each, number in found.themes] == [("Tijd voor de raad", 1)]
    assert found.same == [held]


def test_what_we_know_is_kept_and_nobody_undoes_it_unseen(activity, adviser_client: Client) -> None:
    made = visit(activity, "Zandrecht")
    url = url_of("visit_facts", made)
    assert adviser_client.post(url, {"version": made.version, "text": "Een krimpregio."}).status_code == 302
    late = adviser_client.post(url, {"version": made.version, "text": "Iets anders."})
    assert late.status_code == 409
    assert "Iets anders." in late.content.decode()
    made.refresh_from_db()
    assert made.preparation == "Een krimpregio."


def test_only_public_figures_of_another_organisation_are_read(organisation) -> None:
    other = OrganisationFactory(name="Gemeente Zandrecht", cbs_code="0999")
    with scope(organisation=other):
        running, draft = ProcessFactory(organisation=other), ProcessFactory(organisation=other, state="draft")
        late = timezone.localdate() - timedelta(days=3)
        CommitmentFactory(process=running, due_on=late)
        CommitmentFactory(process=running, is_published=False, due_on=late)
        CommitmentFactory(process=draft, due_on=late)
        CommitmentFactory(process=running, state="done")
    figures = public_figures("GM0999")
    assert figures is not None
    assert (figures.running, figures.kept, figures.open, figures.late) == (1, 1, 1, 1)
    assert public_figures("GM0001") is None
    assert public_figures("") is None
    assert public_figures("zomaar") is None


@pytest.mark.parametrize("name", ["tour", "tour_add", "tour_print", "tour_agenda"])
def test_the_plan_is_for_who_edits(activity, adviser_client: Client, client_of, resident: Person, name: str) -> None:
    url = url_in(name, activity)
    assert adviser_client.get(url).status_code == 200
    assert client_of(resident).get(url).status_code == 403
    assert Client().get(url).status_code == 302


@pytest.mark.parametrize("name", ["visit_people", "visit_preparation", "visit_facts"])
def test_a_visit_is_for_who_edits(activity, adviser_client: Client, client_of, resident: Person, name: str) -> None:
    url = url_of(name, visit(activity, "Zandrecht"))
    assert adviser_client.get(url).status_code == 200
    assert client_of(resident).get(url).status_code == 403
    assert Client().get(url).status_code == 302
    assert adviser_client.get(url_of(name, MeetingFactory(activity=activity))).status_code == 404
