"""The periodic work of the lowest floor."""

from datetime import timedelta

from rodedraad.base.accounts.tasks import forget_old_logins

from . import tasks
from .periodic import register_job

register_job("sweep_outbox", every=timedelta(minutes=5), task=tasks.sweep_outbox)
register_job("hand_over_lost_tasks", every=timedelta(minutes=1), task=tasks.hand_over_lost_tasks)
register_job("send_digests", every=timedelta(minutes=30), task=tasks.send_digests)
register_job("forget_old_logins", every=timedelta(hours=1), task=forget_old_logins)
register_job("forget_old_work", every=timedelta(hours=1), task=tasks.forget_old_work)
