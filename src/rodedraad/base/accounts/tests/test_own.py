"""Mijn gegevens: change, download, delete; keys for the API."""

import json
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from rodedraad.base.accounts import actions, privacy, queries
from rodedraad.base.accounts.models import Account, ApiKey, Person
from rodedraad.base.core.audit import verify
from rodedraad.base.notifications.actions import follow, notify
from rodedraad.base.notifications.digest import mail_at_once
from rodedraad.base.organisations.models import Organisation
from rodedraad.base.organisations.roles import Role

from .factories import AccountFactory, OrganisationFactory, PersonFactory, client_of, visitor_of
from .test_login import ask, is_logged_in, mailed_code

pytestmark = pytest.mark.django_db
NAME, EMAIL = "Wilhelmina Zonderling", "wilhelmina.zonderling@dorp.example"


@pytest.fixture
def organisation() -> Organisation:
    return OrganisationFactory()


@pytest.fixture
def person(organisation: Organisation) -> Person:
    return PersonFactory(organisation=organisation, name=NAME, account=AccountFactory(email=EMAIL))


def places_of(*needles: str) -> list[str]:
    """Every table and column in which one of the texts stands, in any case."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        columns = [field.attname for field in model._meta.concrete_fields
                   if isinstance(field, models.CharField | models.TextField | models.JSONField | models.FileField)]
        for row in model._base_manager.values_list("pk", *columns):
            text = " ".join(map(str, row)).lower()
            found += [f"{model._meta.label} {row[0]}: {needle}" for needle in needles if needle.lower() in text]
    return found


def test_details_are_shown_changed_and_cleaned(person):
    client = client_of(person)
    assert NAME in client.get("/mijn-gegevens").content.decode()
    client.post("/mijn-gegevens", {"name": "  Mina \u202e de\tVries ", "mail_pace": "weekly"})
    with scopes_disabled():
        person.refresh_from_db()
    assert (person.name, person.mail_pace) == ("Mina de Vries", "weekly")


def test_a_wrong_pace_is_refused_and_the_name_is_kept_on_the_page(person):
    answer = client_of(person).post("/mijn-gegevens", {"name": "Mina", "mail_pace": "hourly"})
    assert answer.status_code == 422
    assert 'value="Mina"' in answer.content.decode()


def test_the_download_holds_every_registered_part(person, organisation):
    with scope(organisation=organisation):
        follow(by=person, topic="process:1")
        notify(people=[person], event="e", about="process:1", title="Nieuws", path="/x", once_key="k")
    answer = client_of(person).get("/mijn-gegevens/downloaden")
    assert answer["Content-Type"] == "application/zip"
    archive = ZipFile(BytesIO(b"".join(answer) if answer.streaming else answer.content))
    assert {f"{name}.json" for name in privacy.exports()} | {"person.json"} == set(archive.namelist())
    assert json.loads(archive.read("person.json"))[0]["email"] == EMAIL
    assert json.loads(archive.read("notices.json"))[0]["title"] == "Nieuws"
    assert json.loads(archive.read("follows.json"))[0]["topic"] == "process:1"


def erase_everything_about(client: Client, **data: str):
    return client.post("/mijn-gegevens/verwijderen", {"sure": "on", **data})


def test_deleting_leaves_no_trace_of_name_or_address(person, organisation):
    client = visitor_of(organisation)
    ask(client, EMAIL)
    client.post("/inloggen/code", {"code": mailed_code(EMAIL)})
    with scope(organisation=organisation):
        actions.invite_person(by=person, organisation=organisation, email="nieuw@dorp.example", roles=[])
        follow(by=person, topic="process:1")
        notify(people=[person], event="e", about="process:1", title="Nieuws", path="/x", once_key="k")
        actions.make_api_key(by=person, name="sleutel", can_write=False, days=30)
        mail_at_once(organisation)
    ask(client_of(PersonFactory(organisation=organisation)), EMAIL)
    with scopes_disabled():
        assert places_of(NAME, EMAIL)
    assert erase_everything_about(client).status_code == 302
    assert not is_logged_in(client)
    with scopes_disabled():
        assert places_of(NAME, EMAIL) == []
        person.refresh_from_db()
        assert (person.name, person.account, person.mail_pace) == ("", None, "none")
        assert person.erased_at
    assert not Account.objects.filter(email=EMAIL).exists()
    assert list(verify()) == []


def test_an_invitation_to_somebody_else_does_not_keep_the_name(person, organisation):
    with scope(organisation=organisation):
        actions.invite_person(by=person, organisation=organisation, email="nieuw@dorp.example", roles=[])
        actions.erase_person(by=person)
    with scopes_disabled():
        assert places_of(NAME) == []


def test_deleting_here_keeps_the_login_for_another_organisation(person):
    elsewhere = PersonFactory(account=person.account, name="Mina")
    client = client_of(person)
    erase_everything_about(client)
    with scopes_disabled():
        elsewhere.refresh_from_db()
    assert elsewhere.account_id == person.account_id
    assert elsewhere.name == "Mina"
    assert is_logged_in(client_of(elsewhere))
    client.cookies.clear()
    with scopes_disabled():
        assert Person.objects.filter(account=person.account_id).count() == 1


def test_deleting_must_be_confirmed(person):
    client = client_of(person)
    assert client.get("/mijn-gegevens/verwijderen").status_code == 200
    assert client.post("/mijn-gegevens/verwijderen", {}).status_code == 422
    assert is_logged_in(client)


def test_contributions_are_withdrawn_only_when_asked(person, organisation, monkeypatch):
    withdrawn, other = [], PersonFactory(organisation=organisation)
    monkeypatch.setattr(privacy, "_withdrawers", [lambda who: withdrawn.append(who.pk)])
    erase_everything_about(client_of(other))
    assert withdrawn == []
    erase_everything_about(client_of(person), withdraw="on")
    assert withdrawn == [person.pk]


def test_the_last_administrator_cannot_leave(organisation):
    boss = PersonFactory(organisation=organisation, roles=[Role.ADMINISTRATOR])
    answer = erase_everything_about(client_of(boss))
    assert answer.status_code == 422
    with scopes_disabled():
        boss.refresh_from_db()
    assert boss.erased_at is None


def test_an_api_key_is_shown_once_and_kept_as_a_hash(organisation):
    adviser = PersonFactory(organisation=organisation, roles=[Role.ADVISER])
    client = client_of(adviser)
    page = client.post("/mijn-gegevens/sleutels", {"name": "Export", "days": "30"}).content.decode()
    secret = page.split('id="id_secret" value="')[1].split('"')[0]
    assert secret.startswith("rd_")
    assert secret not in client.get("/mijn-gegevens/sleutels").content.decode()
    with scopes_disabled():
        assert places_of(secret) == []
    with scope(organisation=organisation):
        found, key = queries.person_for_key(secret)
        assert found == adviser
        assert not key.can_write
        assert timedelta(days=29) < key.expires_at - timezone.now() <= timedelta(days=30)
    with scope(organisation=OrganisationFactory()):
        assert queries.person_for_key(secret) is None


def test_a_revoked_or_expired_key_and_a_switched_off_account_open_nothing(organisation):
    adviser = PersonFactory(organisation=organisation, roles=[Role.ADVISER])
    with scope(organisation=organisation):
        key, secret = actions.make_api_key(by=adviser, name="a", can_write=True, days=9999)
        assert key.expires_at < timezone.now() + timedelta(days=366)
        ApiKey.objects.update(expires_at=timezone.now())
        assert queries.person_for_key(secret) is None
        ApiKey.objects.update(expires_at=timezone.now() + timedelta(days=1))
        Account.objects.update(is_active=False)
        assert queries.person_for_key(secret) is None
        Account.objects.update(is_active=True)
        assert queries.person_for_key(secret) is not None
    client_of(adviser).post(f"/mijn-gegevens/sleutels/{key.pk}/intrekken")
    with scope(organisation=organisation):
        assert queries.person_for_key(secret) is None


def test_keys_are_for_staff_and_only_ones_own(organisation):
    adviser = PersonFactory(organisation=organisation, roles=[Role.ADVISER])
    other = PersonFactory(organisation=organisation, roles=[Role.MODERATOR])
    resident = PersonFactory(organisation=organisation)
    with scope(organisation=organisation):
        key, _ = actions.make_api_key(by=adviser, name="a", can_write=True, days=1)
    assert client_of(resident).get("/mijn-gegevens/sleutels").status_code == 403
    assert client_of(other).post(f"/mijn-gegevens/sleutels/{key.pk}/intrekken").status_code == 404
    with scope(organisation=organisation):
        assert ApiKey.objects.exists()


@pytest.mark.parametrize("path", ["/mijn-gegevens", "/mijn-gegevens/downloaden", "/mijn-gegevens/verwijderen",
                                  "/mijn-gegevens/sleutels"])
def test_a_visitor_is_sent_to_the_door(organisation, path):
    assert visitor_of(organisation).get(path).status_code == 302
