"""What whole-site tests share: two organisations that must know nothing of each other, and browsers for people."""

from collections.abc import Callable

import pytest
from django.test import Client
from django_scopes import scope

from rodedraad.base.accounts.models import Person
from rodedraad.base.organisations.models import Organisation
from rodedraad.listen.processes.tests.factories import OrganisationFactory, PersonFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def ours(db) -> Organisation:
    """The organisation that a test is about."""
    return OrganisationFactory(name="Gemeente Waterstede", slug="waterstede", host="waterstede.localhost")


@pytest.fixture
def theirs(db) -> Organisation:
    """Another organisation on the same install."""
    return OrganisationFactory(name="Gemeente Zandrecht", slug="zandrecht", host="zandrecht.localhost")


@pytest.fixture
def visitor_of() -> Callable[[Organisation], Client]:
    """Makes a browser of somebody who is not logged in, on an organisation's own address."""

    def open_browser(organisation: Organisation) -> Client:
        return Client(SERVER_NAME=organisation.host)

    return open_browser


@pytest.fixture
def client_of(visitor_of) -> Callable[..., Client]:
    """Makes a browser in which a person is logged in, on the address of the own or another organisation."""

    def open_browser(person: Person, on: Organisation | None = None) -> Client:
        client = visitor_of(on or person.organisation)
        client.force_login(person.account, backend=BACKEND)
        session = client.session
        session["organisation"], session["person"] = person.organisation_id, person.pk
        session.save()
        return client

    return open_browser


@pytest.fixture
def person_of(db) -> Callable[..., Person]:
    """Makes a person of an organisation with the roles given."""

    def make(organisation: Organisation, *roles: str) -> Person:
        with scope(organisation=organisation):
            return PersonFactory(organisation=organisation, roles=list(roles))

    return make
