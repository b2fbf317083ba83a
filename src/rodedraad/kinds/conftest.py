"""What the tests of kinds share: an organisation in scope, people with browsers, and the work left in the queue."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from django_scopes import scope
from django_tasks_db.models import DBTaskResult

from rodedraad.base.accounts.models import Person
from rodedraad.base.organisations.models import Organisation
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
def adviser(organisation: Organisation) -> Person:
    """A participation adviser."""
    return PersonFactory(roles=["adviser"])


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


@pytest.fixture
def adviser_client(adviser: Person, client_of: Callable[[Person], Client]) -> Client:
    """The browser of the adviser."""
    return client_of(adviser)


@pytest.fixture
def run_tasks() -> Callable[[], list[str]]:
    """Do the work that kinds left in the queue; gives the names of the tasks."""

    def run() -> list[str]:
        done = []
        while waiting := list(DBTaskResult.objects.ready().filter(task_path__startswith="rodedraad.kinds.")):
            for each in waiting:
                each.delete()
                each.task.func(*each.args_kwargs["args"], **each.args_kwargs["kwargs"])
                done.append(each.task_path.rsplit(".", 1)[-1])
        return done

    return run
