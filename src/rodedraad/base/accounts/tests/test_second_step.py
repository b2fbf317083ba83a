"""The second step at login: switching it on, being asked for it, recovery codes, limits, switching it off."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from django_scopes import scope, scopes_disabled

from rodedraad.base.accounts.actions import make_api_key
from rodedraad.base.accounts.models import Person
from rodedraad.base.accounts.queries import person_for_key
from rodedraad.base.core.models import AuditLine
from rodedraad.base.organisations.roles import Role

from .factories import PersonFactory, client_of, visitor_of
from .test_login import ask, is_logged_in, mailed_code

pytestmark = pytest.mark.django_db
BASE = "/mijn-gegevens/tweestapsverificatie"


@pytest.fixture
def person() -> Person:
    return PersonFactory(roles=[Role.ADVISER])


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def switch_on(client: Client) -> str:
    page = client.get(f"{BASE}/aanzetten").content.decode()
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page)[1]
    answer = client.post(f"{BASE}/aanzetten", {"code": code_of(secret)})
    assert answer["Location"] == f"{BASE}/herstelcodes"
    assert client.get(answer["Location"]).status_code == 200
    return secret


def log_in_as_far_as_the_second_step(person: Person) -> Client:
    client = visitor_of(person.organisation)
    ask(client, person.account.email)
    answer = client.post("/inloggen/code", {"code": mailed_code(person.account.email)})
    assert answer["Location"] == "/inloggen/tweede-stap"
    assert client.get("/inloggen/tweede-stap").status_code == 200
    assert not is_logged_in(client)
    return client


def test_from_then_on_the_mailed_code_is_not_enough(person, django_capture_on_commit_callbacks):
    client = client_of(person)
    assert f'href="{BASE}/aanzetten"' in client.get(BASE).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        secret = switch_on(client)
    assert f'href="{BASE}/uitzetten"' in client.get(BASE).content.decode()
    with scopes_disabled():
        assert AuditLine.objects.filter(act="second_step.added", actor_id=person.pk).exists()
    late = log_in_as_far_as_the_second_step(person)
    cache.clear()  # a code may be used once, also for switching on
    late.post("/inloggen/tweede-stap", {"code": code_of(secret)})
    assert is_logged_in(late)


def test_a_wrong_second_code_does_not_let_in_and_tries_are_counted(person):
    secret = switch_on(client_of(person))
    client = log_in_as_far_as_the_second_step(person)
    for _ in range(6):
        client.post("/inloggen/tweede-stap", {"code": "000000"})
    client.post("/inloggen/tweede-stap", {"code": code_of(secret)})
    assert not is_logged_in(client)


def test_a_recovery_code_works_once(person):
    switch_on(client_of(person))
    with scopes_disabled():
        code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    first = log_in_as_far_as_the_second_step(person)
    first.post("/inloggen/tweede-stap", {"code": code})
    assert is_logged_in(first)
    second = log_in_as_far_as_the_second_step(person)
    second.post("/inloggen/tweede-stap", {"code": code})
    assert not is_logged_in(second)


def test_the_secret_is_kept_encrypted(person):
    secret = switch_on(client_of(person))
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in kept
    assert Authenticator.objects.get(type="totp").wrap().validate_code("x") is False


def test_it_is_switched_off_only_after_the_code_is_asked_again(person):
    switch_on(client_of(person))
    client = client_of(person)
    answer = client.post(f"{BASE}/uitzetten")
    assert answer["Location"].startswith(f"{BASE}/bevestigen")
    assert Authenticator.objects.filter(type="totp").exists()
    with scopes_disabled():
        code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    assert client.get(f"{BASE}/bevestigen").status_code == 200
    client.post(f"{BASE}/bevestigen", {"code": "000000", "next": f"{BASE}/uitzetten"})
    assert Authenticator.objects.filter(type="totp").exists()
    client.post(f"{BASE}/bevestigen", {"code": code, "next": f"{BASE}/uitzetten"})
    assert not Authenticator.objects.filter(user=person.account).exists()


@pytest.mark.parametrize("path", [BASE, f"{BASE}/aanzetten", f"{BASE}/uitzetten", f"{BASE}/herstelcodes",
                                  f"{BASE}/herstelcodes/nieuw", f"{BASE}/bevestigen"])
def test_a_visitor_is_sent_to_the_door(person, path):
    assert visitor_of(person.organisation).get(path)["Location"].startswith("/inloggen?next=")


def test_the_second_step_alone_opens_nothing(person):
    assert visitor_of(person.organisation).get("/inloggen/tweede-stap")["Location"] == "/inloggen"


def test_who_has_no_second_step_needs_only_the_mailed_code(person):
    switch_on(client_of(person))
    client = visitor_of(person.organisation)
    ask(client, "b@dorp.example")
    client.post("/inloggen/code", {"code": mailed_code("b@dorp.example")})
    assert is_logged_in(client)


def test_the_recovery_codes_are_asked_for_again_before_they_are_shown(person):
    switch_on(client_of(person))
    client = client_of(person)
    assert client.get(f"{BASE}/herstelcodes")["Location"].startswith(f"{BASE}/bevestigen")
    with scopes_disabled():
        codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    client.post(f"{BASE}/bevestigen", {"code": codes[0], "next": f"{BASE}/herstelcodes"})
    page = client.get(f"{BASE}/herstelcodes").content.decode()
    assert codes[0] not in page
    assert all(code in page for code in codes[1:])
    client.post(f"{BASE}/herstelcodes/nieuw")
    page = client.get(f"{BASE}/herstelcodes").content.decode()
    assert not any(code in page for code in codes)


def ask_of_staff(person: Person) -> None:
    person.organisation.staff_need_second_step = True
    person.organisation.save()


def test_where_it_is_asked_the_desk_opens_only_after_it_is_set_up(person):
    client = client_of(person)
    assert client.get("/beheer").status_code == 200
    ask_of_staff(person)
    for path in ("/beheer", "/beheer/moderatie", "/beheer/trajecten"):
        assert client.get(path)["Location"] == BASE
    assert client.post("/beheer/trajecten/nieuw", {"title": "Plein"})["Location"] == BASE
    page = client.get(BASE).content.decode()
    assert "vraagt dit van iedereen die er werkt" in page
    assert 'href="/beheer"' in client.get("/").content.decode(), "the way to the desk stays in sight"
    switch_on(client)
    assert client.get("/beheer").status_code == 200
    assert "vraagt dit van iedereen" not in client.get(BASE).content.decode()


@pytest.mark.parametrize("role", Role.values)
def test_every_staff_role_is_asked_and_nobody_else(role):
    person = PersonFactory(roles=[role])
    ask_of_staff(person)
    client = client_of(person)
    is_led = client.get("/beheer").headers.get("Location") == BASE
    assert is_led is (role != Role.COUNCIL_MEMBER)
    resident = client_of(PersonFactory(organisation=person.organisation))
    assert resident.get("/beheer").status_code == 403
    assert resident.get("/mijn-gegevens").status_code == client.get("/mijn-gegevens").status_code == 200


def test_a_key_of_the_api_does_not_go_around_it(person):
    with scope(organisation=person.organisation):
        _key, secret = make_api_key(by=person, name="sleutel", can_write=True, days=1)
        assert person_for_key(secret)[0].roles == {Role.ADVISER}
        ask_of_staff(person)
        assert person_for_key(secret)[0].roles == frozenset()
    switch_on(client_of(person))
    with scope(organisation=person.organisation):
        assert person_for_key(secret)[0].roles == {Role.ADVISER}


def test_switching_it_off_closes_the_desk_again(person):
    ask_of_staff(person)
    client = client_of(person)
    switch_on(client)
    with scopes_disabled():
        Authenticator.objects.all().delete()
    assert client.get("/beheer")["Location"] == BASE
