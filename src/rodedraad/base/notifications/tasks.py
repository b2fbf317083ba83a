"""Work of the outbox outside the request; every task may run twice or be killed half-way."""

from datetime import timedelta

from django.utils import timezone
from django_scopes import scope, scopes_disabled
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from rodedraad.base.organisations.models import Organisation

from . import delivery
from .models import Message, PeriodicSlot, WorkerBeat

SILENT_AFTER = timedelta(minutes=3)
KEEP = timedelta(days=7)
KEEP_MESSAGES = timedelta(days=90)


@task()
def deliver_message(pk: int) -> None:
    """Send one message of the outbox, if it is still waiting."""
    with scopes_disabled():
        message = delivery.claim(pk)
        if message is not None:
            delivery.deliver(message)


@task()
def mail_notices(organisation_id: int) -> None:
    """Mail the notices of people of one organisation who want e-mail at once."""
    from .digest import mail_at_once  # noqa: PLC0415 -- digest uses the acts, which use this task

    organisation = Organisation.objects.get(pk=organisation_id)
    with scope(organisation=organisation):
        mail_at_once(organisation)


@task()
def send_digests() -> None:
    """Mail the digests that are due, of every organisation."""
    from .digest import mail_digests  # noqa: PLC0415 -- as above

    for organisation in Organisation.objects.all():
        with scope(organisation=organisation):
            mail_digests(organisation)


@task()
def sweep_outbox() -> None:
    """Bring messages on their way again that a crash left behind."""
    with scopes_disabled():
        for pk in delivery.sweep():
            deliver_message.call(pk)


@task()
def hand_over_lost_tasks() -> None:
    """Give the tasks of workers that stopped without a word to the others; tasks may run twice, so this is safe."""
    now = timezone.now()
    silent = set(WorkerBeat.objects.filter(seen_at__lt=now - SILENT_AFTER).values_list("worker_id", flat=True))
    for lost in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=now - SILENT_AFTER):
        if lost.worker_ids and lost.worker_ids[-1] in silent:
            DBTaskResult.objects.filter(pk=lost.pk, status=TaskResultStatus.RUNNING, worker_ids=lost.worker_ids).update(
                status=TaskResultStatus.READY, started_at=None)


@task()
def forget_old_work() -> None:
    """Delete finished tasks, old slots and beats, and e-mail that went out long ago."""
    now = timezone.now()
    DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - KEEP).delete()
    DBTaskResult.objects.filter(status=TaskResultStatus.FAILED, finished_at__lt=now - 4 * KEEP).delete()
    PeriodicSlot.objects.filter(enqueued_at__lt=now - KEEP).delete()
    WorkerBeat.objects.filter(seen_at__lt=now - KEEP).delete()
    with scopes_disabled():
        Message.objects.filter(state=Message.State.SENT, sent_at__lt=now - KEEP_MESSAGES).delete()
        # A login code is of no use to anyone after an hour, and no one else should read it.
        Message.objects.filter(once_key__startswith="login_code:", state__in=(Message.State.SENT, Message.State.FAILED),
                               created_at__lt=now - timedelta(hours=1)).delete()
