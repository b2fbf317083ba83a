"""Two people at the same moment: never more than four own questions, one scan in a process, one commitment a point."""

import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import connections
from django_scopes import scope, scopes_disabled

from rodedraad.base.accounts.models import Person
from rodedraad.base.organisations.models import Organisation
from rodedraad.decide.agreements.models import Commitment
from rodedraad.kinds.survey.models import InstrumentVersion
from rodedraad.learn.scan.actions.agenda import promise_point
from rodedraad.learn.scan.actions.questions import OwnQuestion, keep_own_questions, own_questions
from rodedraad.learn.scan.models import Scan
from rodedraad.learn.scan.tests import factories
from rodedraad.listen.processes.errors import RefusedError, StaleError
from rodedraad.listen.processes.tests.factories import OrganisationFactory, PersonFactory, ProcessFactory

THREADS = 4


@pytest.fixture
def busy(transactional_db: None) -> Iterator[tuple[Organisation, Person]]:
    with scopes_disabled():
        organisation = OrganisationFactory()
    with scope(organisation=organisation):
        yield organisation, PersonFactory(roles=["adviser"])


def race(organisation: Organisation, act: Callable[[int], object]) -> int:
    """Do an act at once in some threads; returns how often it was done."""
    done, start = [], threading.Barrier(THREADS)

    def run(number: int) -> None:
        try:
            with scope(organisation=organisation):
                start.wait()
                act(number)
                done.append(number)
        except (RefusedError, StaleError):
            pass
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(done)


def test_own_questions_never_add_up(busy) -> None:
    organisation, by = busy
    scan = factories.make_scan(by)
    asked = lambda number: [OwnQuestion(f"Vraag {number} {each}", "text") for each in range(3)]  # noqa: E731
    assert race(organisation, lambda number: keep_own_questions(
        scan=scan, version=1, questions=asked(number), by=by)) == 1
    assert len(own_questions(scan)) == 3
    assert InstrumentVersion.objects.filter(instrument=scan.instrument).count() == 2


def test_one_scan_begins_in_a_process(busy) -> None:
    organisation, by = busy
    process = ProcessFactory()
    assert race(organisation, lambda _number: factories.make_scan(by, process=process)) == 1
    assert Scan.objects.filter(process=process).count() == 1


def test_a_point_becomes_one_commitment(busy) -> None:
    organisation, by = busy
    point = factories.agreed_scan(by).points.get()
    assert race(organisation, lambda _number: promise_point(point=point, version=1, by=by)) == 1
    assert Commitment.objects.count() == 1
