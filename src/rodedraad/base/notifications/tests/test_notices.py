"""Telling people things: once each, at their own pace, and no more when they say so."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope, scopes_disabled
from django_tasks_db.models import DBTaskResult

from rodedraad.base.accounts.actions import change_own_details
from rodedraad.base.accounts.models import Person
from rodedraad.base.accounts.tests.factories import OrganisationFactory, PersonFactory, client_of, visitor_of
from rodedraad.base.core.models import AuditLine
from rodedraad.base.notifications import digest, queries, topics
from rodedraad.base.notifications.actions import UnknownTopicError, follow, follow_known, notify, unsubscribe
from rodedraad.base.notifications.models import Follow, Message, Notice
from rodedraad.base.notifications.tasks import mail_notices, send_digests
from rodedraad.base.organisations.models import Organisation

pytestmark = pytest.mark.django_db
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONDAY_EIGHT = datetime(2027, 3, 1, 8, tzinfo=AMSTERDAM)


@pytest.fixture
def organisation():
    made = OrganisationFactory(name="Gemeente Dorp", host="dorp.localhost")
    with scope(organisation=made):
        yield made


@pytest.fixture(autouse=True)
def _topics(monkeypatch) -> None:
    monkeypatch.setattr(topics, "_kinds", {})
    topics.register_topic("process", describe=lambda pk: (f"Traject {pk}", f"/trajecten/t{pk}") if pk < 90 else None)
    topics.register_topic("theme", describe=lambda _pk: None,
                          describe_many=lambda pks: {pk: (f"Thema {pk}", f"/themas/{pk}") for pk in pks})


def person_at(organisation: Organisation, pace: str, **values: object) -> Person:
    return PersonFactory(organisation=organisation, mail_pace=pace, **values)


def tell(*people: Person, key: str = "k", about: str = "process:1", title: str = "Nieuws", text: str = "") -> int:
    return notify(people=people, event="answer.published", about=about, title=title, path="/trajecten/t1/x",
                  once_key=key, text=text)


def before(moment: datetime) -> None:
    Notice.objects.update(created_at=moment)


def queued_tasks(name: str) -> int:
    return DBTaskResult.objects.filter(task_path__endswith=name).count()


def test_everyone_is_told_once_and_the_count_is_of_who_is_told_now(organisation):
    one, two = person_at(organisation, "at_once"), person_at(organisation, "daily")
    assert tell(one) == 1
    assert tell(one, two) == 1
    assert tell(one, two) == 0
    assert Notice.objects.count() == 2


def test_a_batch_enqueues_one_task_and_only_when_somebody_wants_mail_at_once(organisation):
    tell(person_at(organisation, "daily"), person_at(organisation, "none"))
    assert queued_tasks("mail_notices") == 0
    tell(*[person_at(organisation, "at_once") for _ in range(5)])
    assert queued_tasks("mail_notices") == 1


def test_a_thousand_people_are_told_in_few_queries(organisation):
    Person.objects.bulk_create([Person(organisation=organisation, mail_pace="at_once") for _ in range(1200)])
    people = list(Person.objects.all())
    with CaptureQueriesContext(connection) as asked:
        assert tell(*people) == 1200
    assert len(asked) < 40  # SQLite takes some 80 rows an insert


def test_mail_at_once_goes_once_with_a_way_out(organisation):
    person = person_at(organisation, "at_once", name="Nel")
    tell(person, title="Uw idee heeft een antwoord", text="Het gaat door.")
    mail_notices.call(organisation.pk)
    mail_notices.call(organisation.pk)
    message = Message.objects.get()
    assert message.to == person.account.email
    assert message.subject == "Uw idee heeft een antwoord"
    assert "Nel" in message.text
    assert "Het gaat door." in message.text
    assert organisation.absolute("/trajecten/t1/x") in message.text
    assert "Traject 1" in message.text
    assert message.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message.headers["List-Unsubscribe"].startswith("<http")
    assert "/afmelden/" in message.headers["List-Unsubscribe"]


def test_a_mail_task_killed_half_way_leaves_no_double_and_no_gap(organisation, monkeypatch):
    people = [person_at(organisation, "at_once") for _ in range(6)]
    tell(*people)
    real, calls = digest.queue_message, []

    def dying(**values: object) -> None:
        calls.append(1)
        real(**values)
        if len(calls) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(digest, "queue_message", dying)
    with pytest.raises(KeyboardInterrupt):
        digest.mail_at_once(organisation)
    assert Message.objects.count() == 2
    digest.mail_at_once(organisation)
    assert sorted(Message.objects.values_list("to", flat=True)) == sorted(p.account.email for p in people)


def test_a_daily_digest_groups_by_topic_and_reads_well(organisation):
    person = person_at(organisation, "daily", name="Nel")
    for number, about in enumerate(["process:1", "theme:7", "process:1", "process:99"]):
        tell(person, key=f"k{number}", about=about, title=f"Bericht {number}")
    before(MONDAY_EIGHT - timedelta(hours=2))
    assert digest.mail_digests(organisation, MONDAY_EIGHT) == 1
    message = Message.objects.get()
    text = message.text
    assert "4" in message.subject
    assert text.index("Traject 1") < text.index("Bericht 0") < text.index("Bericht 2") < text.index("Thema 7")
    assert text.index("Thema 7") < text.index("Bericht 1")
    assert "Bericht 3" in text
    assert "<h2>" in message.html
    assert "/afmelden/" in text
    assert digest.mail_digests(organisation, MONDAY_EIGHT + timedelta(minutes=30)) == 0


def test_a_daily_digest_waits_for_seven_and_the_rest_for_tomorrow(organisation):
    person = person_at(organisation, "daily")
    tell(person, key="night")
    before(MONDAY_EIGHT - timedelta(hours=4))
    assert digest.mail_digests(organisation, MONDAY_EIGHT - timedelta(hours=2)) == 0
    assert digest.mail_digests(organisation, MONDAY_EIGHT) == 1
    tell(person, key="morning")
    Notice.objects.filter(mailed_at=None).update(created_at=MONDAY_EIGHT + timedelta(hours=1))
    assert digest.mail_digests(organisation, MONDAY_EIGHT + timedelta(hours=10)) == 0
    assert digest.mail_digests(organisation, MONDAY_EIGHT + timedelta(days=1)) == 1


def test_a_weekly_digest_goes_on_monday_or_as_soon_as_it_can_after(organisation):
    tell(person_at(organisation, "weekly"))
    before(MONDAY_EIGHT - timedelta(days=2))
    assert digest.mail_digests(organisation, MONDAY_EIGHT - timedelta(days=1)) == 0
    assert digest.mail_digests(organisation, MONDAY_EIGHT + timedelta(days=2)) == 1
    assert digest.mail_digests(organisation, MONDAY_EIGHT + timedelta(days=3)) == 0


def test_the_digest_task_does_every_organisation(organisation):
    other = OrganisationFactory()
    tell(person_at(organisation, "daily"))
    with scope(organisation=other):
        tell(person_at(other, "daily"))
    with scopes_disabled():
        Notice.objects.update(created_at=timezone.now() - timedelta(days=2))
        send_digests.call()
        assert Message.objects.count() == 2


def test_who_wants_none_gets_none_also_not_later(organisation):
    person = person_at(organisation, "none")
    tell(person)
    change_own_details(by=person, name="", mail_pace="at_once")
    digest.mail_at_once(organisation)
    assert not Message.objects.exists()
    assert Notice.objects.count() == 1


def test_changing_the_pace_settles_or_sends_what_waited(organisation):
    stops, hurries = person_at(organisation, "daily"), person_at(organisation, "daily")
    tell(stops, hurries)
    change_own_details(by=stops, name="", mail_pace="none")
    change_own_details(by=hurries, name="", mail_pace="at_once")
    assert queued_tasks("mail_notices") == 1
    digest.mail_at_once(organisation)
    assert list(Message.objects.values_list("to", flat=True)) == [hurries.account.email]


def test_switched_off_and_erased_people_get_no_mail(organisation):
    off, gone = person_at(organisation, "at_once"), person_at(organisation, "at_once")
    gone.erased_at = timezone.now()
    assert tell(off, gone) == 1
    off.account.is_active = False
    off.account.save()
    assert digest.mail_at_once(organisation) == 0


def test_looking_at_the_unsubscribe_page_changes_nothing_and_one_click_stops(organisation):
    person = person_at(organisation, "at_once")
    path = digest.unsubscribe_path(person)
    client = visitor_of(organisation)
    for answer in (client.get(path), client.head(path)):
        assert answer.status_code == 200
    person.refresh_from_db()
    assert person.mail_pace == "at_once"
    strict = visitor_of(organisation)
    strict.handler.enforce_csrf_checks = True
    for _ in range(2):
        assert strict.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    person.refresh_from_db()
    assert person.mail_pace == "none"
    tell(person)
    assert digest.mail_at_once(organisation) == 0


def test_a_forged_or_foreign_unsubscribe_link_does_nothing(organisation):
    person = person_at(organisation, "at_once")
    path = digest.unsubscribe_path(person)
    assert visitor_of(organisation).post(f"{path}x").status_code == 404
    assert visitor_of(OrganisationFactory()).post(path).status_code == 404
    person.refresh_from_db()
    assert person.mail_pace == "at_once"


def test_unsubscribing_twice_leaves_one_line(organisation):
    person = person_at(organisation, "daily")
    unsubscribe(person=person)
    unsubscribe(person=person)
    assert AuditLine.objects.filter(act="person.mail_pace_changed").count() == 1


def test_following_takes_known_topics_only(organisation):
    person = person_at(organisation, "daily")
    client = client_of(person)
    assert client.post("/volgen", {"topic": "process:1", "next": "/over"})["Location"] == "/over"
    answer = client.post("/volgen", {"topic": "process:1", "next": "//kwaad.example"})
    assert answer["Location"] == "/mijn-gegevens/volgen"
    for wrong in ("process:99", "weather:1", "process:x", "process:1 ", ""):
        client.post("/volgen", {"topic": wrong})
        with pytest.raises(UnknownTopicError):
            follow_known(by=person, topic=wrong)
    assert list(Follow.objects.values_list("topic", flat=True)) == ["process:1"]
    assert queries.is_following(person, "process:1")
    assert queries.people_following("process:1") == [person]
    assert "Traject 1" in client.get("/mijn-gegevens/volgen").content.decode()
    client.post("/ontvolgen", {"topic": "process:1"})
    assert not Follow.objects.exists()
    assert client.get("/volgen").status_code == client.get("/ontvolgen").status_code == 405


def test_notices_are_shown_newest_first_and_marked_as_seen(organisation):
    person, other = person_at(organisation, "none"), person_at(organisation, "none")
    tell(person, key="a", title="Oud nieuws")
    tell(person, key="b", title="Vers nieuws")
    tell(other, key="c", title="Voor een ander")
    client = client_of(person)
    page = client.get("/meldingen").content.decode()
    assert page.index("Vers nieuws") < page.index("Oud nieuws")
    assert "Voor een ander" not in page
    assert queries.unread_count(person) == 2
    client.post("/meldingen/gezien")
    assert queries.unread_count(person) == 0
    assert queries.unread_count(other) == 1


@pytest.mark.parametrize("path", ["/meldingen", "/mijn-gegevens/volgen"])
def test_the_pages_ask_a_fixed_number_of_queries(organisation, path):
    person, counts = person_at(organisation, "none"), []
    client = client_of(person)
    client.get(path)
    for first in (1, 3):
        for number in range(first, first * 3):
            tell(person, key=f"{first}.{number}")
            follow(by=person, topic=f"theme:{first}{number}")
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 8


@pytest.mark.parametrize("path", ["/meldingen", "/mijn-gegevens/volgen"])
def test_a_visitor_is_sent_to_the_door(organisation, path):
    assert visitor_of(organisation).get(path).status_code == 302
    assert visitor_of(organisation).post("/volgen", {"topic": "process:1"}).status_code == 302
