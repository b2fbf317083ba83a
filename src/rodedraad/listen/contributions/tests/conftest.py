"""What the tests of contributions share: an organisation in scope, an activity, and clients for people."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from django_scopes import scope

from rodedraad.base.accounts.models import Person
from rodedraad.base.organisations.models import Organisation
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.processes.tests.factories import OrganisationFactory, PersonFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def _own_files(settings: object, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    cache.clear()


@pytest.fixture
def organisation(db: None) -> Iterator[Organisation]:
    """A municipality whose scope is active."""
    made = OrganisationFactory(host="testserver")
    with scope(organisation=made):
        yield made


@pytest.fixture
def activity(organisation: Organisation) -> Activity:
    """An activity in which everything is open."""
    return ActivityFactory()


@pytest.fixture
def resident(organisation: Organisation) -> Person:
    """Somebody with an e-mail address and no role."""
    return PersonFactory(name="Fatima")


@pytest.fixture
def client_of() -> Callable[[Person], Client]:
    """A browser in which a person is logged in."""

    def logged_in(person: Person) -> Client:
        client = Client()
        client.force_login(person.account, backend=BACKEND)
        return client

    return logged_in
