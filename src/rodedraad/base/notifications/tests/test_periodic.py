"""Work that comes back runs once a slot, and the work of a worker that died goes to another."""

import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone
from django_scopes import scope
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from rodedraad.base.accounts.tests.factories import OrganisationFactory
from rodedraad.base.notifications import periodic
from rodedraad.base.notifications.actions import queue_message
from rodedraad.base.notifications.models import Message, PeriodicSlot, WorkerBeat
from rodedraad.base.notifications.tasks import forget_old_work, hand_over_lost_tasks, sweep_outbox
from rodedraad.base.notifications.worker import WorkerWithTicks, beat

pytestmark = pytest.mark.django_db


@pytest.fixture
def _one_job(monkeypatch) -> None:
    monkeypatch.setattr(periodic, "_jobs", {})
    periodic.register_job("sweep", every=timedelta(days=3650), task=sweep_outbox)


def test_every_job_is_enqueued_once_a_slot(capsys):
    call_command("periodic")
    first = capsys.readouterr().out.split()
    assert first == [job.name for job in periodic.jobs()]
    assert "send_digests" in first
    call_command("periodic")
    assert capsys.readouterr().out == ""
    assert DBTaskResult.objects.count() == len(first)
    PeriodicSlot.objects.filter(job="sweep_outbox").delete()
    assert periodic.enqueue_due() == ["sweep_outbox"]


@pytest.mark.usefixtures("_one_job")
@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_enqueue_a_job_once():
    start, made = threading.Barrier(8), []

    def tick() -> None:
        start.wait()
        while True:
            try:
                made.extend(periodic.enqueue_due())
                break
            except OperationalError:  # the shared in-memory test database is locked for a moment
                continue
        connection.close()

    threads = [threading.Thread(target=tick) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == ["sweep"]
    assert DBTaskResult.objects.count() == 1


def running_task(worker_id: str) -> DBTaskResult:
    task = DBTaskResult.objects.get(pk=sweep_outbox.enqueue().id)
    task.claim(worker_id)
    DBTaskResult.objects.filter(pk=task.pk).update(started_at=timezone.now() - timedelta(minutes=9))
    return task


def test_the_tasks_of_a_dead_worker_are_handed_over_those_of_a_living_one_not():
    lost, busy, unknown = running_task("dead"), running_task("alive"), running_task("other-kind-of-worker")
    beat("dead")
    WorkerBeat.objects.update(seen_at=timezone.now() - timedelta(minutes=5))
    beat("alive")
    hand_over_lost_tasks.call()
    states = [DBTaskResult.objects.get(pk=task.pk).status for task in (lost, busy, unknown)]
    assert states == [TaskResultStatus.READY, TaskResultStatus.RUNNING, TaskResultStatus.RUNNING]


def test_old_work_is_forgotten_failed_work_kept_longer():
    done, failed = running_task("w"), running_task("w")
    done.set_successful(None)
    failed.set_failed(ValueError("x"))
    DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(days=8))
    periodic.enqueue_due()
    PeriodicSlot.objects.update(enqueued_at=timezone.now() - timedelta(days=8))
    forget_old_work.call()
    assert not DBTaskResult.objects.filter(pk=done.pk).exists()
    assert DBTaskResult.objects.filter(pk=failed.pk).exists()
    assert not PeriodicSlot.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_worker_empties_the_queue_and_ends(monkeypatch):
    monkeypatch.setattr(WorkerWithTicks, "_tick", lambda _self: None)
    organisation = OrganisationFactory()
    with scope(organisation=organisation):
        queue_message(organisation=organisation, to="nel@dorp.example", subject="Hallo", text="Dag", once_key="k")
        WorkerWithTicks(interval=0, batch=True).run()
        assert Message.objects.get().state == Message.State.KEPT
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL
    assert WorkerBeat.objects.exists()
