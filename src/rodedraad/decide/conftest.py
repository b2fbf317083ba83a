"""What the tests of the deciding floor share: an organisation in scope, a process with themes, clients, tasks."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from django_scopes import scope
from django_tasks_db.models import DBTaskResult

from rodedraad.base.accounts.models import Person
from rodedraad.base.organisations.models import Organisation
from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.tests.factories import ContributionFactory
from rodedraad.listen.processes.tests.factories import OrganisationFactory, PersonFactory, ProcessFactory
from rodedraad.understand.themes.models import Grounds, Theme

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.STATIC_ROOT = tmp_path
    cache.clear()


@pytest.fixture
def organisation(db) -> Iterator[Organisation]:
    """A municipality whose scope is active."""
    made = OrganisationFactory(host="testserver")
    with scope(organisation=made):
        yield made


@pytest.fixture
def process(organisation):
    """A running process at the level *advise*."""
    return ProcessFactory()


@pytest.fixture
def activity(process):
    """An activity of the process."""
    return ActivityFactory(process=process)


@pytest.fixture
def contribution(activity) -> Contribution:
    """A published contribution."""
    return ContributionFactory(activity=activity)


@pytest.fixture
def make_theme(process) -> Callable[..., Theme]:
    """Makes a published theme that rests on contributions."""

    def make(*contributions, state="published", title="Groen", within=process):
        theme = Theme(organisation=within.organisation, process=within, title=title, state=state)
        theme.save()
        for each in contributions:
            Grounds(organisation=within.organisation, theme=theme, contribution=each).save()
        return theme

    return make


@pytest.fixture
def adviser(organisation) -> Person:
    return PersonFactory(name="Noor", roles=["adviser"])


@pytest.fixture
def colleague(organisation) -> Person:
    return PersonFactory(name="Sem", roles=["adviser"])


@pytest.fixture
def alderman(organisation) -> Person:
    return PersonFactory(name="Wethouder Bos", roles=["alderman"])


@pytest.fixture
def resident(organisation) -> Person:
    return PersonFactory(name="Fatima")


@pytest.fixture
def client_of() -> Callable[[Person], Client]:
    """A browser in which a person is logged in."""

    def logged_in(person):
        client = Client()
        client.force_login(person.account, backend=BACKEND)
        return client

    return logged_in


@pytest.fixture
def run_tasks() -> Callable[[], list[str]]:
    """Do the work that the deciding floor left in the queue; gives the names of the tasks."""

    def run():
        done = []
        while waiting := list(DBTaskResult.objects.ready().filter(task_path__startswith="rodedraad.decide")):
            for each in waiting:
                each.delete()
                each.task.func(*each.args_kwargs["args"], **each.args_kwargs["kwargs"])
                done.append(each.task_path.rsplit(".", 1)[-1])
        return done

    return run


@pytest.fixture
def flags() -> Callable[[Contribution], str]:
    """The knots of a contribution as it is stored: a letter each for answer, decision, commitment, result."""

    def read(contribution):
        contribution.refresh_from_db()
        knots = (("A", "answer"), ("D", "decision"), ("C", "commitment"), ("R", "result"))
        return "".join(letter for letter, knot in knots if getattr(contribution, f"has_{knot}"))

    return read
