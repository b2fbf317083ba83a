"""Work that comes back: each job runs once a slot of time on the whole install, however many workers there are."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from .models import PeriodicSlot


@dataclass(frozen=True)
class Job:
    """A task without arguments and how often it runs."""

    name: str
    every: timedelta
    task: Any


_jobs: dict[str, Job] = {}


def register_job(name: str, *, every: timedelta, task: Any) -> None:
    """Have `task` (a django task without arguments that may safely run twice) enqueued once every `every`."""
    _jobs[name] = Job(name, every, task)


def jobs() -> list[Job]:
    """All registered jobs by name."""
    return [_jobs[name] for name in sorted(_jobs)]


def enqueue_due() -> list[str]:
    """Enqueue each job whose slot nobody has taken yet; returns their names."""
    now = timezone.now().timestamp()
    return [job.name for job in jobs() if _take(job, int(now // job.every.total_seconds()))]


@transaction.atomic
def _take(job: Job, slot: int) -> bool:
    if PeriodicSlot.objects.filter(job=job.name, slot=slot).exists():
        return False
    # The unique constraint decides between workers at one moment; the task is enqueued with the slot or not at all.
    _, made = PeriodicSlot.objects.get_or_create(job=job.name, slot=slot)
    if made:
        job.task.enqueue()
    return made
