"""The grouped coverage query tells the same as counting one by one."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_scopes import scope
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.models.contribution import State
from rodedraad.listen.contributions.querysets import COUNTED_ONCE
from rodedraad.listen.contributions.tests.factories import ContributionFactory
from rodedraad.listen.processes.tests.factories import OrganisationFactory
from rodedraad.site.coverage import KNOTS, Coverage, coverage_of

pytestmark = pytest.mark.django_db
ROWS = st.lists(st.tuples(st.sampled_from(list(State)), st.lists(st.booleans(), min_size=5, max_size=5)), max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
def test_it_equals_counting_one_by_one(db, rows) -> None:
    with scope(organisation=OrganisationFactory()):
        activity = ActivityFactory()
        author = ContributionFactory(activity=activity, state=State.HIDDEN).author
        for state, knots in rows:
            reached = {f"has_{knot}": value for knot, value in zip(KNOTS, knots, strict=True)}
            ContributionFactory(activity=activity, author=author, state=state, **reached)
        ContributionFactory(has_theme=True)
        found = coverage_of(activity.process)
        counted = [row for row in Contribution.objects.filter(process=activity.process) if row.state in COUNTED_ONCE]
        assert found.total == len(counted)
        for knot in KNOTS:
            count = sum(getattr(row, f"has_{knot}") for row in counted)
            assert getattr(found, knot) == count
            assert found.share(knot) == (round(100 * count / len(counted)) if counted else 0)


@pytest.mark.parametrize(("days", "late"), [(-1, 7), (0, 0), (1, 0), (None, 0)])
def test_late_are_those_without_an_answer_after_the_promised_day(days: int | None, late: int) -> None:
    day = None if days is None else timezone.localdate() + timedelta(days=days)
    assert Coverage(10, 9, 3, 0, 0, 0, answer_by=day).late == late
