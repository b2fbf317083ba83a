"""Supporting: once per person however many requests race, the counter true, the audit line there."""

import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django_scopes import scope

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.base.core.models import AuditLine
from rodedraad.base.organisations.models import Organisation
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.contributions import actions
from rodedraad.listen.contributions.errors import ClosedError, StateError
from rodedraad.listen.contributions.models import Contribution, Support
from rodedraad.listen.contributions.tests.factories import ContributionFactory
from rodedraad.listen.processes.tests.factories import OrganisationFactory, PersonFactory

THREADS = 8


def count(idea: Contribution) -> int:
    return Contribution.objects.values_list("support_count", flat=True).get(pk=idea.pk)


def test_support_counts_once_and_can_be_taken_back(activity: Activity, resident: Person) -> None:
    idea = ContributionFactory(activity=activity)
    assert [actions.support(contribution=idea, by=resident) for _twice in range(2)] == [True, False]
    assert (count(idea), idea.supports.count()) == (1, 1)
    assert [actions.unsupport(contribution=idea, by=resident) for _twice in range(2)] == [True, False]
    assert (count(idea), idea.supports.count()) == (0, 0)
    acts = AuditLine.objects.filter(subject_id=str(idea.pk)).values_list("act", flat=True)
    assert sorted(acts) == ["contribution.supported", "contribution.unsupported"]


def test_a_hidden_or_closed_contribution_keeps_its_count(activity: Activity, resident: Person) -> None:
    hidden = ContributionFactory(activity=activity, state="hidden")
    with pytest.raises(StateError):
        actions.support(contribution=hidden, by=resident)
    assert not hidden.supports.exists()
    closed = ContributionFactory(activity=ActivityFactory(phase__features=["contribute"]))
    with pytest.raises(ClosedError):
        actions.support(contribution=closed, by=resident)


def test_who_may_support(activity: Activity, resident: Person) -> None:
    idea = ContributionFactory(activity=activity)
    assert resident.may("contributions.support", idea)
    assert not Visitor().may("contributions.support", idea)
    for state in ("hidden", "pending", "withdrawn"):
        idea.state = state
        assert not resident.may("contributions.support", idea)


def test_the_button_works_with_and_without_htmx(activity: Activity, resident: Person,
                                                client_of: Callable[[Person], Client]) -> None:
    idea = ContributionFactory(activity=activity)
    browser = client_of(resident)
    page = browser.post(f"/bijdragen/{idea.pk}/steunen", headers={"HX-Request": "true"})
    assert page.status_code == 200
    assert b'id="steun"' in page.content
    assert b"<html" not in page.content
    assert browser.post(f"/bijdragen/{idea.pk}/niet-meer-steunen").status_code == 302
    assert count(idea) == 0


def test_a_visitor_is_sent_to_the_login_page_and_nothing_is_counted(activity: Activity) -> None:
    idea = ContributionFactory(activity=activity)
    answer = Client().post(f"/bijdragen/{idea.pk}/steunen")
    assert answer.status_code == 302
    assert f"next=%2Fbijdragen%2F{idea.pk}%2Fsteunen" in answer["Location"]
    assert count(idea) == 0


def test_a_support_over_http_costs_few_queries(activity: Activity, resident: Person,
                                               client_of: Callable[[Person], Client],
                                               django_assert_max_num_queries: Callable) -> None:
    idea = ContributionFactory(activity=activity)
    browser = client_of(resident)
    browser.get("/")
    with django_assert_max_num_queries(15):
        assert browser.post(f"/bijdragen/{idea.pk}/steunen").status_code == 302


@pytest.fixture
def racing(transactional_db: None) -> Iterator[tuple[Organisation, Contribution, Person]]:
    """An idea and a person in a database that other threads can see."""
    organisation = OrganisationFactory(host="testserver")
    with scope(organisation=organisation):
        yield organisation, ContributionFactory(), PersonFactory()


def race(organisation: Organisation, act: Callable[[], object]) -> list[BaseException]:
    """Run one act in several threads that start together; returns what they raised."""
    start, raised = threading.Barrier(THREADS), []

    def run() -> None:
        try:
            with scope(organisation=organisation):
                start.wait()
                act()
        except BaseException as error:  # noqa: BLE001 -- the test looks at it
            raised.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _each in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_parallel_supports_make_one_row(racing: tuple[Organisation, Contribution, Person]) -> None:
    organisation, idea, person = racing
    raised = race(organisation, lambda: actions.support(contribution=idea, by=person))
    assert raised == []
    assert (Support.objects.filter(contribution=idea).count(), count(idea)) == (1, 1)
    assert AuditLine.objects.filter(act="contribution.supported").count() == 1


def test_without_the_constraint_the_same_race_makes_doubles(racing: tuple[Organisation, Contribution, Person]) -> None:
    """The control: look first, then insert, on a table without the constraint. It shows what the constraint holds."""
    organisation, idea, person = racing
    looked = threading.Barrier(THREADS)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE naive_support (contribution_id bigint, person_id bigint)")

    def naive() -> None:
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT count(*) FROM naive_support WHERE contribution_id = %s AND person_id = %s",
                           [idea.pk, person.pk])
            is_new = cursor.fetchone()[0] == 0
        looked.wait()
        if is_new:
            with transaction.atomic(), connections["default"].cursor() as cursor:
                cursor.execute("INSERT INTO naive_support VALUES (%s, %s)", [idea.pk, person.pk])

    try:
        assert race(organisation, naive) == []
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM naive_support")
            assert cursor.fetchone()[0] == THREADS
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE naive_support")
