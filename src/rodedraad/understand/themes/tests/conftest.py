"""What the tests of themes share: an organisation in scope, a process with an adviser, and clients for people."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client
from django_scopes import scope

from rodedraad.base.accounts.models import Person
from rodedraad.base.organisations.models import Organisation
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.tests.factories import ContributionFactory
from rodedraad.listen.processes.models import Process
from rodedraad.listen.processes.tests.factories import OrganisationFactory, PersonFactory, ProcessFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture(autouse=True)
def _words_alone(settings: LazySettings) -> None:
    """Most tests need no model of 150 MB."""
    settings.VECTORS = "lemmas"


@pytest.fixture
def organisation(db: None) -> Iterator[Organisation]:
    """A municipality whose scope is active."""
    made = OrganisationFactory(host="testserver")
    with scope(organisation=made):
        yield made


@pytest.fixture
def process(organisation: Organisation) -> Process:
    """A running process."""
    return ProcessFactory(slug="plein")


@pytest.fixture
def activity(process: Process) -> Activity:
    """An activity of it in which everything is open."""
    return ActivityFactory(process=process)


@pytest.fixture
def adviser(organisation: Organisation) -> Person:
    """Somebody who may work at every analysis desk of the organisation."""
    return PersonFactory(name="Noor", roles=["adviser"])


@pytest.fixture
def resident(organisation: Organisation) -> Person:
    """Somebody without a role."""
    return PersonFactory(name="Fatima")


@pytest.fixture
def said(activity: Activity) -> Callable[..., Contribution]:
    """Places a contribution in the activity."""
    return lambda **values: ContributionFactory(activity=activity, **values)


@pytest.fixture
def client_of() -> Callable[[Person], Client]:
    """A browser in which a person is logged in."""

    def logged_in(person: Person) -> Client:
        client = Client()
        client.force_login(person.account, backend=BACKEND)
        return client

    return logged_in
