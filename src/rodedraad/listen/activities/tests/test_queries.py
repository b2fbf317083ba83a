"""Reads in a fixed number of queries: one activity at its address, what closes soon, the page of a process."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rodedraad.base.organisations.models import Organisation
from rodedraad.listen.activities.agenda import agendas
from rodedraad.listen.activities.queries import closes_soon, closing_before, find_activity
from rodedraad.listen.processes.tests.factories import OrganisationFactory, ProcessFactory

from .factories import ActivityFactory, PhaseFactory
from .kind_example.kind import Postcards

pytestmark = pytest.mark.usefixtures("organisation")


def ending(days: float) -> object:
    return ActivityFactory(phase__ends_at=timezone.now() + timedelta(days=days))


def test_an_activity_with_process_and_phases_costs_two_queries(django_assert_num_queries: Callable) -> None:
    activity = ActivityFactory()
    PhaseFactory(activity=activity)
    with django_assert_num_queries(2):
        found = find_activity(activity.process.slug, activity.slug, "ideas")
        assert found.process.title == activity.process.title
        assert len(found.phase_list) == 2
        assert found.is_open("comment")


def test_no_activity_under_another_process_kind_or_organisation() -> None:
    activity = ActivityFactory()
    foreign = ActivityFactory(process=ProcessFactory(organisation=OrganisationFactory()))
    for process, slug, kind in ((ProcessFactory().slug, activity.slug, "ideas"),
                                (activity.process.slug, activity.slug, "survey"),
                                (foreign.process.slug, foreign.slug, "ideas")):
        with pytest.raises(Http404):
            find_activity(process, slug, kind)


def test_closes_soon_is_what_is_on_now_and_ends_in_time() -> None:
    late, soon = ending(6), ending(2)
    ending(20)
    ActivityFactory(phase__ends_at=None)
    tomorrow = timezone.now() + timedelta(days=1)
    ActivityFactory(phase__starts_at=tomorrow, phase__ends_at=tomorrow + timedelta(days=1))
    ActivityFactory(process=ProcessFactory(state="closed"), phase__ends_at=timezone.now() + timedelta(days=2))
    assert closes_soon(7) == [soon, late]
    found = closing_before(timezone.now() + timedelta(days=7))
    assert {row["activity__process_id"] for row in found} == {late.process_id, soon.process_id}


def test_agendas_cost_the_same_for_one_and_three(django_assert_num_queries: Callable) -> None:
    processes = [ActivityFactory().process for _ in range(3)]
    for asked in (processes[:1], processes):
        with django_assert_num_queries(2):
            assert all(len(each.openings) == 1 for each in agendas(asked).values())


def test_what_asks_for_something_new_comes_first() -> None:
    process = ProcessFactory()
    ActivityFactory(process=process, title="Steun", position=1, phase__features=["support"])
    ActivityFactory(process=process, title="Idee", position=2)
    agenda = agendas([process])[process.pk]
    assert [opening.title for opening in agenda.openings] == ["Idee", "Steun"]


def test_the_process_page_costs_the_same_with_one_and_three_activities(
    organisation: Organisation, visitor_client: Client, postcards: Postcards, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Postcards, "summaries", lambda _self, listed: {each.pk: {"cards": 3} for each in listed})
    monkeypatch.setattr(Postcards, "url", lambda _self, activity: f"/kaarten/{activity.slug}")
    process = ProcessFactory()

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            page = visitor_client.get(f"/trajecten/{process.slug}").content.decode()
        assert "3 kaarten" in page
        return len(queries)

    ActivityFactory(process=process, kind="postcards", phase__features=["contribute"])
    cost()
    with_one = cost()
    ActivityFactory(process=process, kind="postcards", phase__features=["contribute"])
    ActivityFactory(process=process, kind="postcards", phase__features=["contribute"])
    assert cost() == with_one
