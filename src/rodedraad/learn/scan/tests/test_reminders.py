"""Reminders: a week and a day before, to who leads, once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from rodedraad.base.notifications.models import Notice
from rodedraad.learn.scan.actions import scans
from rodedraad.learn.scan.tasks import remind_leaders
from rodedraad.learn.scan.tests import factories


@pytest.mark.parametrize(("days", "told"), [(8, 0), (7, 1), (4, 1), (1, 1), (0, 1), (-1, 0)])
def test_who_leads_hears_once_in_each_stretch(adviser, resident, days, told) -> None:
    scan = factories.make_scan(adviser)
    scans.give_role(scan=scan, role="committee", person=resident, name="", note="", by=adviser)
    scan.refresh_from_db()
    scans.plan_steps(scan=scan, version=scan.version, days={1: timezone.localdate() + timedelta(days=days)}, by=adviser)
    remind_leaders.func()
    remind_leaders.func()
    assert list(Notice.objects.filter(event="scan.step_near").values_list("person", flat=True)) == [adviser.pk] * told


def test_a_day_before_it_is_told_again(adviser, monkeypatch) -> None:
    scan = factories.make_scan(adviser)
    today = timezone.localdate()
    scans.plan_steps(scan=scan, version=1, days={1: today + timedelta(days=6)}, by=adviser)
    remind_leaders.func()
    monkeypatch.setattr("rodedraad.learn.scan.tasks.timezone.localdate", lambda: today + timedelta(days=5))
    remind_leaders.func()
    assert Notice.objects.filter(event="scan.step_near").count() == 2


def test_what_is_done_needs_no_reminder(adviser) -> None:
    scan = factories.make_scan(adviser)
    scans.plan_steps(scan=scan, version=1, days={1: timezone.localdate()}, by=adviser)
    scan.refresh_from_db()
    factories.finish(scan, 1, adviser)
    remind_leaders.func()
    assert not Notice.objects.filter(event="scan.step_near").exists()
