"""When a phase is on: the start counts, the end does not, and the clock may move."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from rodedraad.listen.activities.agenda import gaps, last_day
from rodedraad.listen.activities.models import Feature, Phase
from rodedraad.listen.activities.moments import MomentField
from rodedraad.listen.activities.queries import closes_at
from rodedraad.listen.activities.receivers import shifted
from rodedraad.listen.processes.tests.factories import ProcessFactory

from .factories import ActivityFactory, PhaseFactory

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
START, END = datetime(2027, 3, 3, 9, tzinfo=AMSTERDAM), datetime(2027, 3, 10, 17, tzinfo=AMSTERDAM)
TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(("at", "expected"), [
    (START - TICK, False), (START, True), (END - TICK, True), (END, False),
    (START.astimezone(UTC), True), (END.astimezone(UTC), False),
])
def test_the_start_counts_and_the_end_does_not(at: datetime, expected: bool) -> None:
    assert Phase(starts_at=START, ends_at=END).is_on(at) is expected


def test_without_an_end_it_stays_on() -> None:
    assert Phase(starts_at=START).is_on(START + timedelta(days=10_000))


@pytest.mark.usefixtures("organisation")
@pytest.mark.parametrize(("state", "expected"), [("draft", False), ("published", True), ("closed", False),
                                                 ("archived", False)])
def test_nothing_is_open_unless_the_process_runs(state: str, expected: bool) -> None:
    activity = ActivityFactory(process=ProcessFactory(state=state))
    assert activity.is_open(Feature.CONTRIBUTE) is expected


@pytest.mark.usefixtures("organisation")
def test_overlapping_phases_open_what_either_opens() -> None:
    activity = ActivityFactory(phase__features=["comment"])
    PhaseFactory(activity=activity, features=["support"])
    assert activity.is_open("comment")
    assert activity.is_open("support")
    assert not activity.is_open("contribute")


@pytest.mark.usefixtures("organisation")
def test_an_unbroken_run_of_phases_closes_at_its_last_end() -> None:
    now = timezone.now()
    activity = ActivityFactory(phase__starts_at=now - timedelta(days=1), phase__ends_at=now + timedelta(days=1))
    PhaseFactory(activity=activity, starts_at=now + timedelta(days=1), ends_at=now + timedelta(days=5))
    PhaseFactory(activity=activity, starts_at=now + timedelta(days=9), ends_at=now + timedelta(days=10))
    assert closes_at(activity, "contribute", now) == now + timedelta(days=5)
    PhaseFactory(activity=activity, starts_at=now + timedelta(days=4), ends_at=None)
    del activity.phase_list
    assert closes_at(activity, "contribute", now) is None
    assert closes_at(activity, None, now) is None


@pytest.mark.usefixtures("organisation")
def test_gaps_are_what_no_phase_covers() -> None:
    process = ProcessFactory()
    first = ActivityFactory(process=process, phase__starts_at=START, phase__ends_at=END)
    second = ActivityFactory(process=process, phase__starts_at=START + timedelta(days=1), phase__ends_at=END)
    PhaseFactory(activity=second, starts_at=END + timedelta(days=3), ends_at=None)
    (gap,) = gaps([first, second])
    assert (gap.on.isoformat(), gap.until and gap.until.isoformat()) == ("2027-03-10", "2027-03-13")
    assert gaps([first]) == []


@pytest.mark.parametrize(("end", "day"), [
    (datetime(2027, 3, 10, 0, tzinfo=AMSTERDAM), 9), (datetime(2027, 3, 10, 0, 1, tzinfo=AMSTERDAM), 10),
    (datetime(2027, 3, 10, 23, 30, tzinfo=UTC), 11),
])
def test_an_end_at_midnight_belongs_to_the_day_before(end: datetime, day: int) -> None:
    found = last_day(Phase(starts_at=START, ends_at=end))
    assert found is not None
    assert found.day == day


@pytest.mark.parametrize(("typed", "utc"), [
    ("2027-01-15T09:00", "2027-01-15T08:00:00+00:00"),
    ("2027-07-15T09:00", "2027-07-15T07:00:00+00:00"),
    ("15-07-2027 09:00", "2027-07-15T07:00:00+00:00"),
    ("2027-03-28T01:59", "2027-03-28T00:59:00+00:00"),
    ("2027-03-28T03:00", "2027-03-28T01:00:00+00:00"),
    ("2027-10-31T02:30", "2027-10-31T00:30:00+00:00"),
])
def test_what_people_type_is_the_clock_of_amsterdam(typed: str, utc: str) -> None:
    assert MomentField().clean(typed).astimezone(UTC).isoformat() == utc


@pytest.mark.parametrize(("typed", "code"), [
    ("2027-03-28T02:30", "skipped"), ("2027-02-30T09:00", "invalid"), ("morgen", "invalid"), ("", "required"),
])
def test_a_time_that_is_not_there_is_refused(typed: str, code: str) -> None:
    with pytest.raises(ValidationError) as caught:
        MomentField().clean(typed)
    assert caught.value.error_list[0].code == code


def test_moving_in_time_keeps_the_hour_on_the_clock() -> None:
    winter = datetime(2027, 3, 20, 9, tzinfo=AMSTERDAM)
    summer = shifted(winter.astimezone(UTC), 14)
    assert summer is not None
    assert summer.astimezone(AMSTERDAM).isoformat() == "2027-04-03T09:00:00+02:00"
    assert shifted(None, 14) is None
