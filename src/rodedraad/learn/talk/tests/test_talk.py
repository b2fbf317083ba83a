"""A talk from the empty table to the improvement agenda, by desk and by phone."""

import re
import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from rodedraad.base.core.limits import allow
from rodedraad.base.core.models import AuditLine
from rodedraad.learn.scan.models import AgendaPoint
from rodedraad.learn.scan.tests.factories import make_scan
from rodedraad.learn.talk import actions, queries
from rodedraad.learn.talk.actions import CardValues
from rodedraad.learn.talk.models import Card, Talk, Vote, Voter
from rodedraad.learn.talk.tasks import HOURS_OPEN, close_forgotten
from rodedraad.learn.talk.tokens import WRONG_CODES, hash_of
from rodedraad.listen.processes.errors import RefusedError, StaleError
from rodedraad.listen.processes.tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
TITLES = ["Antwoord binnen twee weken", "Eerder meepraten", "Buurtbudget"]


@pytest.fixture
def talk(adviser) -> Talk:
    """A prepared talk with three cards."""
    made = actions.prepare_talk(scan=make_scan(adviser), by=adviser)
    actions.add_cards(talk=made, cards=[CardValues(title) for title in TITLES], by=adviser)
    return made


@pytest.fixture
def voting(talk, adviser) -> Talk:
    actions.open_talk(talk=talk, by=adviser)
    return actions.begin_voting(talk=talk, by=adviser)


def phone_in(talk: Talk) -> Voter:
    return Voter.objects.get(token_hash=hash_of(actions.join(talk=talk, network="room")))


def cards(talk: Talk) -> list[Card]:
    return list(Card.objects.filter(talk=talk).order_by("position"))


def test_a_whole_evening_in_the_browser(adviser, adviser_client) -> None:
    scan = make_scan(adviser)
    desk = f"/beheer/quickscans/{scan.pk}/gesprek"
    assert "Zet de tafel klaar" in adviser_client.get(desk).content.decode()
    adviser_client.post(f"{desk}/klaarzetten")
    for title in TITLES:
        adviser_client.post(f"{desk}/nieuw", {"title": title, "version": "0"})
    talk = Talk.objects.get()
    second = cards(talk)[1]
    adviser_client.post(f"{desk}/{second.pk}/hoger")
    assert [card.title for card in cards(talk)] == [TITLES[1], TITLES[0], TITLES[2]]
    adviser_client.post(f"{desk}/openen")
    code = Talk.objects.get().code
    assert code in adviser_client.get(f"{desk}/scherm").content.decode()
    assert adviser_client.get(f"{desk}/qr.svg")["Content-Type"] == "image/svg+xml"
    phone = Client()
    assert phone.post("/gesprek", {"code": f" {code.lower()} "}).url == f"/gesprek/{code}"
    assert "Ik ben in de zaal" in phone.get(f"/gesprek/{code}").content.decode()
    assert "De stemming is nog niet open" in phone.post(f"/gesprek/{code}", follow=True).content.decode()
    adviser_client.post(f"{desk}/stemmen")
    for _vote in range(2):
        phone.post(f"/gesprek/{code}/{second.pk}/stem")
    page = phone.get(f"/gesprek/{code}").content.decode()
    assert "U heeft nog 1 stem." in page and "U gaf hier 2 stemmen." in page
    assert len(page) < 20_000
    phone.post(f"/gesprek/{code}/{second.pk}/terug")
    adviser_client.post(f"{desk}/sluiten", {"version": scan.version})
    assert Talk.objects.get().state == "closed"
    assert Client().get(f"/gesprek/{code}").status_code == 404
    adviser_client.post(f"{desk}/{second.pk}/agenda")
    assert AgendaPoint.objects.get().title == second.title


def test_who_voted_what_is_gone_when_the_vote_closes(voting, adviser) -> None:
    phones = [phone_in(voting) for _each in range(4)]
    first, second, _third = cards(voting)
    for phone in phones:
        actions.give_vote(voter=phone, card=second)
    actions.give_vote(voter=phones[0], card=first)
    closed = actions.close_talk(talk=voting, by=adviser)
    assert not Voter.objects.exists() and not Vote.objects.exists()
    assert [(card.title, card.votes) for card in queries.cards_of(closed)] == [
        (TITLES[1], 4), (TITLES[0], 1), (TITLES[2], 0)]
    assert queries.room_of(closed) == queries.Room(4, 5)
    assert not AuditLine.objects.filter(act__contains="vote").exists()


def test_three_votes_and_no_more(voting) -> None:
    phone, card = phone_in(voting), cards(voting)[0]
    assert [actions.give_vote(voter=phone, card=card) for _each in range(3)] == [2, 1, 0]
    with pytest.raises(RefusedError):
        actions.give_vote(voter=phone, card=card)
    actions.take_back(voter=phone, card=card)
    actions.take_back(voter=phone, card=cards(voting)[1])
    assert actions.give_vote(voter=phone, card=cards(voting)[2]) == 0


def test_a_fourth_slot_does_not_exist(voting) -> None:
    phone, card = phone_in(voting), cards(voting)[0]
    with pytest.raises(IntegrityError):
        Vote.objects.create(organisation_id=voting.organisation_id, voter=phone, card=card, slot=4)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_ten_taps_at_once_give_three_votes(voting) -> None:
    phone, card = phone_in(voting), cards(voting)[0]
    start = threading.Barrier(10)

    def tap() -> None:
        with scope(organisation=voting.organisation):
            start.wait()
            try:
                actions.give_vote(voter=phone, card=card)
            except RefusedError:
                pass
            finally:
                connection.close()

    taps = [threading.Thread(target=tap) for _each in range(10)]
    for each in taps:
        each.start()
    for each in taps:
        each.join()
    assert Vote.objects.filter(voter=phone).count() == 3


def test_a_vote_needs_an_open_vote_and_a_card_of_the_talk(talk, adviser) -> None:
    opened = actions.open_talk(talk=talk, by=adviser)
    phone = phone_in(opened)
    with pytest.raises(RefusedError):
        actions.give_vote(voter=phone, card=cards(talk)[0])
    actions.begin_voting(talk=talk, by=adviser)
    other = actions.prepare_talk(scan=make_scan(adviser, title="Andere scan"), by=adviser)
    strange = actions.add_cards(talk=other, cards=[CardValues("Van elders")], by=adviser)[0]
    with pytest.raises(RefusedError):
        actions.give_vote(voter=phone, card=strange)


def test_cards_lie_still_while_people_vote(voting, adviser) -> None:
    card = cards(voting)[0]
    for act in (lambda: actions.remove_card(card=card, by=adviser),
                lambda: actions.move_card(card=card, up=False, by=adviser),
                lambda: actions.add_cards(talk=voting, cards=[CardValues("Nog een")], by=adviser)):
        with pytest.raises(RefusedError):
            act()
    assert [each.title for each in cards(voting)] == TITLES


def test_steps_are_taken_once(talk, adviser) -> None:
    with pytest.raises(RefusedError):
        actions.begin_voting(talk=talk, by=adviser)
    actions.open_talk(talk=talk, by=adviser)
    with pytest.raises(RefusedError):
        actions.open_talk(talk=talk, by=adviser)


def test_a_new_vote_begins_empty_with_a_new_code(voting, adviser) -> None:
    before = voting.code
    actions.give_vote(voter=phone_in(voting), card=cards(voting)[0])
    actions.close_talk(talk=voting, by=adviser)
    again = actions.open_talk(talk=voting, by=adviser)
    assert again.code and again.code != before
    assert queries.room_of(again) == queries.Room(0, 0) and cards(again)[0].votes == 0


def test_an_empty_table_does_not_open(adviser) -> None:
    talk = actions.prepare_talk(scan=make_scan(adviser), by=adviser)
    with pytest.raises(RefusedError):
        actions.open_talk(talk=talk, by=adviser)


def test_two_who_change_a_card_do_not_undo_each_other(talk, adviser) -> None:
    card = cards(talk)[0]
    actions.edit_card(card=card, version=1, values=CardValues("Anders"), by=adviser)
    with pytest.raises(StaleError):
        actions.edit_card(card=card, version=1, values=CardValues("Nog anders"), by=adviser)


def test_adopting_twice_makes_one_point(voting, adviser) -> None:
    closed = actions.close_talk(talk=voting, by=adviser)
    card = cards(closed)[0]
    for _twice in range(2):
        actions.adopt_card(card=card, by=adviser)
    assert AgendaPoint.objects.count() == 1


def test_guessing_codes_locks(voting) -> None:
    client = Client()
    phone = Client()
    phone.post(f"/gesprek/{voting.code}")
    for _number in range(WRONG_CODES.times):
        allow(WRONG_CODES, "127.0.0")
    assert client.get(f"/gesprek/{voting.code}").status_code == 404
    # Who is in already goes on: one joker in the room does not take the vote from the others.
    assert phone.get(f"/gesprek/{voting.code}").status_code == 200


def test_a_wrong_code_counts(voting) -> None:
    for _number in range(WRONG_CODES.times - 1):
        allow(WRONG_CODES, "127.0.0")
    assert Client().get(f"/gesprek/{voting.code}").status_code == 200
    assert Client().get("/gesprek/AAAA22").status_code == 404
    assert Client().get(f"/gesprek/{voting.code}").status_code == 404


def test_a_phone_sees_the_outcome_when_the_vote_is_closed(voting, adviser) -> None:
    phone, code, card = Client(), voting.code, cards(voting)[1]
    phone.post(f"/gesprek/{code}")
    phone.post(f"/gesprek/{code}/{card.pk}/stem")
    actions.close_talk(talk=voting, by=adviser)
    page = phone.get(f"/gesprek/{code}").content.decode()
    assert page.index(card.title) < page.index(TITLES[0]) and "1 stem" in page
    late = phone.post(f"/gesprek/{code}/{card.pk}/stem")
    assert late.status_code == 200 and "1 stem" in late.content.decode()
    assert Client().get(f"/gesprek/{code}").status_code == 404
    actions.open_talk(talk=voting, by=adviser)
    assert phone.get(f"/gesprek/{code}").status_code == 404


def test_a_forgotten_talk_closes_by_itself_and_counts(voting) -> None:
    actions.give_vote(voter=phone_in(voting), card=cards(voting)[0])
    close_forgotten.func()
    voting.refresh_from_db()
    assert voting.state == Talk.State.VOTING
    Talk.objects.filter(pk=voting.pk).update(opened_at=timezone.now() - timedelta(hours=HOURS_OPEN, minutes=1))
    close_forgotten.func()
    voting.refresh_from_db()
    assert (voting.state, voting.voter_count, voting.code) == (Talk.State.CLOSED, 1, "")
    assert not Voter.objects.exists() and cards(voting)[0].votes == 1


def test_another_municipality_does_not_know_the_code(voting) -> None:
    OrganisationFactory(host="elders.localhost")
    assert Client(SERVER_NAME="elders.localhost").get(f"/gesprek/{voting.code}").status_code == 404
    assert Client().get(f"/gesprek/{voting.code}").status_code == 200


def test_the_cookie_of_a_phone_is_signed_and_kept_from_scripts(voting) -> None:
    client = Client()
    client.post(f"/gesprek/{voting.code}")
    cookie = client.cookies[f"gesprek-{voting.pk}"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    client.cookies[f"gesprek-{voting.pk}"] = "x" + cookie.value
    assert "Ik ben in de zaal" in client.get(f"/gesprek/{voting.code}").content.decode()


def test_only_who_leads_sees_the_desk(talk, resident, client_of) -> None:
    for page in ("", "/scherm", "/nieuw"):
        assert client_of(resident).get(f"/beheer/quickscans/{talk.scan_id}/gesprek{page}").status_code == 403


def test_the_outcome_is_there_when_the_scan_is_public(voting, adviser, adviser_client) -> None:
    url = f"/quickscans/{voting.scan_id}/gesprek"
    assert adviser_client.get(url).status_code == 404
    actions.close_talk(talk=voting, by=adviser)
    page = adviser_client.get(url).content.decode()
    assert re.search(r"0 mensen gaven 0 stemmen", page) and TITLES[0] in page


@pytest.mark.parametrize(("path", "queries_done"), [("/gesprek/{code}", 4)])
def test_a_phone_asks_the_database_little(voting, django_assert_max_num_queries, path, queries_done) -> None:
    client = Client()
    client.post(f"/gesprek/{voting.code}")
    with django_assert_max_num_queries(queries_done + 1):
        client.get(path.format(code=voting.code))
