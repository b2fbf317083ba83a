"""Tables at the desk: mixing, moving by hand, late guests, and what is printed."""

from collections import Counter

import pytest
from django.test import Client
from django.utils import timezone

from rodedraad.base.accounts.models import Person
from rodedraad.base.core.models import AuditLine
from rodedraad.kinds.meetings.lookup import url_of
from rodedraad.kinds.meetings.models import Guest, Meeting, Seat, Table
from rodedraad.kinds.meetings.registering.actions import cancel_registration
from rodedraad.kinds.meetings.tables import actions, queries
from rodedraad.kinds.meetings.tests.factories import GuestFactory, MeetingFactory, PartFactory
from rodedraad.listen.processes.errors import RefusedError

PAGES = ("tables", "tables_hosts", "tables_sheets", "tables_cards", "tables_overview")


@pytest.fixture
def meeting(activity) -> Meeting:
    """A dinner with two courses and thirteen guests: four tables of three."""
    made = MeetingFactory(activity=activity, table_size=4)
    for title in ("Voorgerecht", "Hoofdgerecht"):
        PartFactory(meeting=made, title=title)
    roles = ["resident"] * 8 + ["council"] * 3 + ["official"] * 2
    for number, role in enumerate(roles):
        GuestFactory(meeting=made, role=role, name=f"Gast{number} van Dijk", party="samen" if number < 2 else "")
    return made


@pytest.fixture
def mixed(meeting: Meeting, adviser: Person) -> Meeting:
    """The same with seats."""
    actions.make_tables(meeting=meeting, number=4, by=adviser)
    actions.mix_tables(meeting=meeting, by=adviser)
    return meeting


def seats(meeting: Meeting) -> dict[tuple[int, int], int]:
    return {(seat.part_id, seat.guest_id): seat.table_id for seat in Seat.objects.filter(part__meeting=meeting)}


def test_mixing_gives_everybody_a_seat_in_each_part(mixed: Meeting) -> None:
    placed = seats(mixed)
    assert len(placed) == 26
    sizes = Counter((part, table) for (part, _guest), table in placed.items())
    assert sorted(sizes.values()) == [3] * 6 + [4] * 2
    first, second = Guest.objects.filter(party="samen")
    assert all(placed[part.pk, first.pk] != placed[part.pk, second.pk] for part in mixed.parts.all())
    assert AuditLine.objects.filter(act="meeting_tables.mixed").count() == 1


def test_a_seat_chosen_by_hand_stays_when_the_tables_are_mixed_again(mixed: Meeting, adviser: Person) -> None:
    guest = Guest.objects.first()
    table = Table.objects.filter(meeting=mixed).last()
    places = {part.pk: table.pk for part in mixed.parts.all()}
    assert actions.seat_guest(guest=guest, version=actions.seats_version(guest), places=places, by=adviser) == 2
    actions.mix_tables(meeting=mixed, by=adviser)
    assert set(Seat.objects.filter(guest=guest).values_list("table", "is_fixed")) == {(table.pk, True)}
    version = actions.seats_version(guest)
    assert actions.seat_guest(guest=guest, version=version, places=dict.fromkeys(places), by=adviser) == 2
    assert not Seat.objects.filter(guest=guest, is_fixed=True).exists()


def test_who_cancels_frees_the_seat_and_a_late_guest_gets_one(mixed: Meeting, adviser: Person) -> None:
    before = seats(mixed)
    gone = Guest.objects.last()
    cancel_registration(guest=gone, by=adviser)
    assert not Seat.objects.filter(guest=gone).exists()
    late = GuestFactory(meeting=mixed, name="Late Gast")
    assert queries.seating(mixed).unseated == [late]
    actions.seat_newcomers(meeting=mixed, by=adviser)
    after = seats(mixed)
    stayed = {key: table for key, table in before.items() if key[1] != gone.pk}
    assert all(after[key] == table for key, table in stayed.items())
    assert Seat.objects.filter(guest=late).count() == 2


def test_fewer_tables_take_their_seats_away(mixed: Meeting, adviser: Person) -> None:
    actions.make_tables(meeting=mixed, number=3, by=adviser)
    assert queries.seating(mixed).unseated
    actions.seat_newcomers(meeting=mixed, by=adviser)
    assert queries.seating(mixed).unseated == []


@pytest.mark.parametrize("lacking", ["tables", "parts", "guests"])
def test_mixing_without_something_is_refused_in_words(meeting: Meeting, adviser: Person, lacking: str) -> None:
    if lacking != "tables":
        actions.make_tables(meeting=meeting, number=3, by=adviser)
        getattr(meeting, lacking).all().delete()
    with pytest.raises(RefusedError):
        actions.mix_tables(meeting=meeting, by=adviser)


def test_a_meeting_that_was_held_stays_as_it_was(mixed: Meeting, adviser: Person) -> None:
    Meeting.objects.update(state="held")
    with pytest.raises(RefusedError):
        actions.mix_tables(meeting=mixed, by=adviser)
    with pytest.raises(RefusedError):
        actions.seat_guest(guest=Guest.objects.first(), version=0, places={}, by=adviser)


def test_the_page_says_how_good_the_mix_is(mixed: Meeting, adviser_client: Client) -> None:
    judgement = queries.judged(queries.seating(mixed))
    assert judgement is not None
    assert judgement.share > 0
    assert judgement.now.cost < judgement.lots.cost
    page = adviser_client.get(url_of("tables", mixed)).content.decode()
    assert f"{judgement.share} " in page
    assert "Gast0 van Dijk" in page


@pytest.mark.parametrize("name", PAGES)
def test_pages_open_for_staff_only(mixed: Meeting, adviser_client: Client, client_of, resident: Person,
                                   name: str) -> None:
    url = url_of(name, mixed)
    assert adviser_client.get(url).status_code == 200
    assert client_of(resident).get(url).status_code == 403
    assert Client().get(url).status_code == 302


@pytest.mark.parametrize("name", PAGES)
def test_pages_open_before_there_is_anything(activity, adviser_client: Client, name: str) -> None:
    assert adviser_client.get(url_of(name, MeetingFactory(activity=activity))).status_code == 200


def test_the_whole_way_through_the_pages(meeting: Meeting, adviser_client: Client) -> None:
    adviser_client.post(url_of("tables_make", meeting), {"number": 4})
    adviser_client.post(url_of("tables_mix", meeting))
    assert Seat.objects.count() == 26
    table, guest, part = Table.objects.first(), Guest.objects.first(), meeting.parts.first()
    version = actions.hosts_version(meeting)
    adviser_client.post(url_of("tables_hosts", meeting), {"version": version, f"tafel-{table.pk}": " Mo  de Boer "})
    assert Table.objects.get(pk=table.pk).host_name == "Mo de Boer"
    url = url_of("tables_seat", meeting, guest.pk)
    assert adviser_client.get(url).status_code == 200
    adviser_client.post(url, {"version": actions.seats_version(guest), f"deel-{part.pk}": str(table.pk)})
    assert Seat.objects.get(guest=guest, part=part).is_fixed
    bad = adviser_client.post(url_of("tables_make", meeting), {"number": 0}, follow=True)
    assert "1" in bad.content.decode()
    assert Table.objects.count() == 4


def test_a_sheet_has_first_names_by_role_and_no_more(mixed: Meeting, adviser_client: Client) -> None:
    page = adviser_client.get(url_of("tables_sheets", mixed)).content.decode()
    assert "Gast0" in page
    assert "van Dijk" not in page
    assert page.count('class="rd-sheet"') == 4


def test_the_place_card_leads_to_the_page(mixed: Meeting, adviser_client: Client) -> None:
    page = adviser_client.get(url_of("tables_cards", mixed)).content.decode()
    assert page.count("rd-place-card__code") == 13
    code = Client().get(url_of("qr", mixed))
    assert code["Content-Type"] == "image/svg+xml"
    assert code.content.startswith(b"<svg")
    assert b"style=" not in code.content


def test_reading_the_tables_takes_a_fixed_number_of_queries(mixed: Meeting, django_assert_num_queries) -> None:
    with django_assert_num_queries(4):
        found = queries.seating(mixed)
        assert found.courses
        assert queries.sheets(found)
    for number in range(20):
        GuestFactory(meeting=mixed, created_at=timezone.now(), name=f"Meer {number}")
    with django_assert_num_queries(4):
        assert len(queries.seating(mixed).courses) == 2


def test_nobody_undoes_a_host_or_a_seat_unseen(mixed: Meeting, adviser: Person, adviser_client: Client) -> None:
    table, guest, part = Table.objects.first(), Guest.objects.first(), mixed.parts.first()
    hosts, seats_then = actions.hosts_version(mixed), actions.seats_version(guest)
    actions.name_hosts(meeting=mixed, version=hosts, hosts={table.pk: "Mo"}, by=adviser)
    late = adviser_client.post(url_of("tables_hosts", mixed), {"version": hosts, f"tafel-{table.pk}": "Els"})
    assert late.status_code == 409
    assert "Els" in late.content.decode()
    assert Table.objects.get(pk=table.pk).host_name == "Mo"
    actions.seat_guest(guest=guest, version=seats_then, places={part.pk: table.pk}, by=adviser)
    late = adviser_client.post(url_of("tables_seat", mixed, guest.pk), {"version": seats_then})
    assert late.status_code == 409
    assert Seat.objects.get(guest=guest, part=part).is_fixed
