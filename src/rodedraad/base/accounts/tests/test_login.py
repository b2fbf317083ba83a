"""The one door: a code by e-mail, the same for everyone, once, in one browser, five tries."""

import re
import threading
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from rodedraad.base.accounts import codes
from rodedraad.base.accounts.models import Account, LoginCode, Membership, Person
from rodedraad.base.accounts.tasks import forget_old_logins
from rodedraad.base.notifications.models import Message
from rodedraad.base.organisations.models import Organisation
from rodedraad.base.organisations.roles import Role

from .factories import AccountFactory, OrganisationFactory, PersonFactory, client_of, visitor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation() -> Organisation:
    return OrganisationFactory()


def ask(client: Client, email: str, **data: str):
    return client.post("/inloggen", {"email": email, **data})


def mailed_code(email: str) -> str:
    with scopes_disabled():
        text = Message.objects.filter(to=email).order_by("-pk").first().text
    return re.search(r"^ +(\d{6})$", text, re.MULTILINE)[1]


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def is_logged_in(client: Client) -> bool:
    return client.get("/mijn-gegevens").status_code == 200


def test_a_new_address_gets_an_account_only_after_the_code(organisation):
    client = visitor_of(organisation)
    assert ask(client, "Nieuw@Dorp.example")["Location"] == "/inloggen/code"
    assert Account.objects.count() == 0
    client.post("/inloggen/code", {"code": mailed_code("nieuw@dorp.example")})
    assert Account.objects.get().email == "nieuw@dorp.example"
    assert is_logged_in(client)


def test_known_and_unknown_address_cannot_be_told_apart(organisation):
    known = AccountFactory(email="oud@dorp.example")
    PersonFactory(organisation=organisation, account=known, roles=[Role.ADMINISTRATOR])
    seen = []
    for email in ("oud@dorp.example", "new@dorp.example"):
        client = visitor_of(organisation)
        client.get("/inloggen")
        with CaptureQueriesContext(connection) as asked:
            answer = ask(client, email)
        page = client.get("/inloggen/code")
        with scopes_disabled():
            mails = list(Message.objects.filter(to=email))
        body = re.sub(r'"[A-Za-z0-9]{64}"', "", page.content.decode()).replace(email, "")
        mail = (re.sub(r"\d{6}", "", mails[0].subject + mails[0].text + mails[0].html), mails[0].headers)
        work = [query["sql"].split(" ")[:3] for query in asked.captured_queries]
        seen.append((answer.status_code, answer["Location"], sorted(answer.headers), page.status_code, body, len(mails),
                     mail, work))
    assert seen[0] == seen[1]


def test_a_code_works_once(organisation):
    client = visitor_of(organisation)
    ask(client, "an@dorp.example")
    code, handle = mailed_code("an@dorp.example"), client.session["login_handle"]
    with scope(organisation=organisation):
        assert isinstance(codes.try_code(handle=handle, code=code, network="n"), codes.Proof)
        assert codes.try_code(handle=handle, code=code, network="n") is codes.Refusal.GONE
    assert client.post("/inloggen/code", {"code": code})["Location"] == "/inloggen"
    assert not is_logged_in(client)


def test_a_code_with_spaces_works(organisation):
    client = visitor_of(organisation)
    ask(client, "an@dorp.example")
    code = mailed_code("an@dorp.example")
    client.post("/inloggen/code", {"code": f" {code[:3]} {code[3:]} "})
    assert is_logged_in(client)


def test_a_code_expires_after_ten_minutes(organisation):
    client = visitor_of(organisation)
    ask(client, "an@dorp.example")
    with scopes_disabled():
        row = LoginCode.objects.get()
        assert timedelta(minutes=9) < row.expires_at - timezone.now() <= timedelta(minutes=10)
        LoginCode.objects.update(expires_at=timezone.now())
    assert client.post("/inloggen/code", {"code": mailed_code("an@dorp.example")})["Location"] == "/inloggen"
    assert not is_logged_in(client)


def test_five_wrong_tries_use_up_the_code(organisation):
    client = visitor_of(organisation)
    ask(client, "an@dorp.example")
    code = mailed_code("an@dorp.example")
    statuses = [client.post("/inloggen/code", {"code": wrong(code)}).status_code for _ in range(5)]
    assert statuses == [422, 422, 422, 422, 302]
    client.post("/inloggen/code", {"code": code})
    assert not is_logged_in(client)


def test_a_code_works_only_in_the_browser_that_asked(organisation):
    client, other = visitor_of(organisation), visitor_of(organisation)
    ask(client, "an@dorp.example")
    ask(other, "ben@dorp.example")
    other.post("/inloggen/code", {"code": mailed_code("an@dorp.example")})
    assert not is_logged_in(other)


def test_the_code_is_not_in_the_table_of_codes_nor_in_the_session(organisation):
    client = visitor_of(organisation)
    ask(client, "an@dorp.example")
    code, handle = mailed_code("an@dorp.example"), client.session["login_handle"]
    with scopes_disabled():
        row = LoginCode.objects.values().get()
    assert code not in str(row["code_hash"])
    assert handle not in str(row)
    assert code not in str(dict(client.session))


@pytest.mark.django_db(transaction=True)
def test_parallel_tries_do_not_pass_the_counter(organisation):
    with scope(organisation=organisation):
        handle = codes.send_code(organisation=organisation, email="an@dorp.example", network="n")
    code, outcomes = mailed_code("an@dorp.example"), []
    start = threading.Barrier(20)

    def try_wrong() -> None:
        start.wait()
        with scope(organisation=organisation):
            while True:
                try:
                    outcomes.append(codes.try_code(handle=handle, code=wrong(code), network="n"))
                    break
                except OperationalError:  # the shared in-memory test database is locked for a moment
                    continue
        connection.close()

    threads = [threading.Thread(target=try_wrong) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with scope(organisation=organisation):
        assert LoginCode.objects.get().tries == 5
        assert codes.try_code(handle=handle, code=code, network="n") is codes.Refusal.GONE
    assert len(outcomes) == 20
    assert outcomes.count(codes.Refusal.WRONG) <= 5


def test_the_session_id_changes_at_login_and_logout(organisation):
    client = visitor_of(organisation)
    ask(client, "an@dorp.example")
    before = client.session.session_key
    client.post("/inloggen/code", {"code": mailed_code("an@dorp.example")})
    after = client.session.session_key
    assert before != after
    client.cookies["sessionid"] = before
    assert not is_logged_in(client)
    client.cookies["sessionid"] = after
    assert client.get("/uitloggen").status_code == 405
    client.post("/uitloggen")
    client.cookies["sessionid"] = after
    assert not is_logged_in(client)


@pytest.mark.parametrize(("wanted", "ends_at"), [
    ("/mijn-gegevens/volgen?a=1", "/mijn-gegevens/volgen?a=1"), ("//kwaad.example/x", "/"), ("/\\kwaad.example", "/"),
    ("https://kwaad.example", "/"), ("javascript:alert(1)", "/"), ("", "/"),
])
def test_next_is_kept_only_within_this_site(organisation, wanted, ends_at):
    client = visitor_of(organisation)
    ask(client, "an@dorp.example", next=wanted)
    answer = client.post("/inloggen/code", {"code": mailed_code("an@dorp.example")})
    assert answer["Location"] == ends_at


def test_one_mailbox_gets_three_codes_an_hour(organisation):
    statuses = [ask(visitor_of(organisation), "slachtoffer@dorp.example").status_code for _ in range(10)]
    with scopes_disabled():
        assert Message.objects.filter(to="slachtoffer@dorp.example").count() == 3
    assert statuses == [302] * 3 + [429] * 7


def test_one_network_and_the_whole_install_are_limited(organisation, monkeypatch):
    monkeypatch.setattr(codes, "PER_NETWORK", codes.Limit("test.network", 2, 3600))
    answers = [visitor_of(organisation).post("/inloggen", {"email": f"a{n}@dorp.example"}, REMOTE_ADDR=f"10.0.0.{n}")
               for n in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    other = visitor_of(organisation).post("/inloggen", {"email": "b@dorp.example"}, REMOTE_ADDR="10.9.9.9")
    assert other.status_code == 302
    monkeypatch.setattr(codes, "IN_ALL", codes.Limit("test.all", 0, 3600))
    last = visitor_of(organisation).post("/inloggen", {"email": "c@dorp.example"}, REMOTE_ADDR="10.8.8.8")
    assert last.status_code == 429


def test_a_session_of_another_organisation_is_a_visitor(organisation):
    other = OrganisationFactory()
    person = PersonFactory(organisation=organisation, roles=[Role.ADMINISTRATOR])
    PersonFactory(organisation=other, account=person.account, roles=[Role.ADMINISTRATOR])
    client = client_of(person)
    assert is_logged_in(client)
    assert client.get("/mijn-gegevens", headers={"host": other.host}).status_code == 302
    assert client.get("/beheer/mensen", headers={"host": other.host}).status_code == 302


def test_logging_in_at_a_second_organisation_makes_a_second_person(organisation):
    other = OrganisationFactory()
    for place in (organisation, other):
        client = visitor_of(place)
        ask(client, "an@dorp.example")
        client.post("/inloggen/code", {"code": mailed_code("an@dorp.example")})
        assert is_logged_in(client)
    with scopes_disabled():
        assert Account.objects.count() == 1
        assert Person.objects.count() == 2


def test_a_switched_off_or_deleted_account_is_out_at_the_next_request(organisation):
    person = PersonFactory(organisation=organisation)
    client = client_of(person)
    assert is_logged_in(client)
    Account.objects.filter(pk=person.account_id).update(is_active=False)
    assert not is_logged_in(client)
    Account.objects.filter(pk=person.account_id).update(is_active=True)
    assert is_logged_in(client)
    with scopes_disabled():
        Person.objects.filter(pk=person.pk).update(account=None)
    assert not is_logged_in(client)


def test_a_switched_off_account_cannot_log_in(organisation):
    AccountFactory(email="uit@dorp.example", is_active=False)
    client = visitor_of(organisation)
    ask(client, "uit@dorp.example")
    answer = client.post("/inloggen/code", {"code": mailed_code("uit@dorp.example")}, follow=True)
    assert answer.status_code == 403
    assert not is_logged_in(client)


def test_demotion_works_at_the_next_request(organisation):
    PersonFactory(organisation=organisation, roles=[Role.ADMINISTRATOR])
    person = PersonFactory(organisation=organisation, roles=[Role.ADMINISTRATOR])
    client = client_of(person)
    assert client.get("/beheer/mensen").status_code == 200
    with scopes_disabled():
        Membership.objects.filter(person=person).delete()
    assert client.get("/beheer/mensen").status_code == 403


def test_a_wrong_address_is_told_and_kept(organisation):
    answer = ask(visitor_of(organisation), "geen adres")
    assert answer.status_code == 422
    assert 'value="geen adres"' in answer.content.decode()


def test_who_is_in_already_is_sent_on(organisation):
    client = client_of(PersonFactory(organisation=organisation))
    assert client.get("/inloggen?next=/mijn-gegevens")["Location"] == "/mijn-gegevens"
    assert client.get("/inloggen?next=//kwaad.example")["Location"] == "/"


def test_old_codes_and_accounts_that_were_never_used_go(organisation):
    with scope(organisation=organisation):
        codes.send_code(organisation=organisation, email="an@dorp.example", network="n")
        LoginCode.objects.update(expires_at=timezone.now() - timedelta(hours=2))
    kept = PersonFactory(organisation=organisation).account
    unused = AccountFactory()
    Account.objects.update(created_at=timezone.now() - timedelta(days=2))
    forget_old_logins.call()
    with scopes_disabled():
        assert not LoginCode.objects.exists()
    assert set(Account.objects.all()) == {kept}
    assert unused.pk


def test_demo_login_is_only_there_in_the_demo(organisation, settings):
    person = PersonFactory(organisation=organisation, roles=[Role.ADVISER])
    real = PersonFactory(organisation=organisation, account=AccountFactory(email="echt@zuiderdorp.nl"))
    client = visitor_of(organisation)
    assert client.get("/inloggen/demo").status_code == 302
    assert client.post(f"/inloggen/demo/{person.pk}").status_code == 302
    assert not is_logged_in(client)
    settings.DEMO = True
    page = client.get("/inloggen/demo").content.decode()
    assert person.name in page
    assert real.name not in page
    assert client.post(f"/inloggen/demo/{real.pk}").status_code == 404
    assert client.get(f"/inloggen/demo/{person.pk}").status_code == 405
    client.post(f"/inloggen/demo/{person.pk}", {"next": "/mijn-gegevens"})
    assert is_logged_in(client)
