"""One organisation in scope, and somebody for each part."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django_scopes import scope

from rodedraad.base.accounts.models import Person
from rodedraad.base.organisations.models import Organisation

from .factories import OrganisationFactory, PersonFactory


@pytest.fixture
def organisation(db: None) -> Iterator[Organisation]:
    made = OrganisationFactory()
    with scope(organisation=made):
        yield made


@pytest.fixture
def adviser(organisation: Organisation) -> Person:
    return PersonFactory(roles=["adviser"])


@pytest.fixture
def resident(organisation: Organisation) -> Person:
    return PersonFactory()


@pytest.fixture
def visitor_client(organisation: Organisation) -> Client:
    return Client(headers={"host": organisation.host})


@pytest.fixture
def adviser_client(organisation: Organisation, adviser: Person) -> Client:
    client = Client(headers={"host": organisation.host})
    client.force_login(adviser.account)
    return client


@pytest.fixture
def resident_client(organisation: Organisation, resident: Person) -> Client:
    client = Client(headers={"host": organisation.host})
    client.force_login(resident.account)
    return client
