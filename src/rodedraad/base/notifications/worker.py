"""A worker: does the tasks of the queue and, in a second thread, enqueues periodic work and gives signs of life."""

import logging
import threading
from collections.abc import Callable

from django.db import close_old_connections, connection
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from .models import WorkerBeat
from .periodic import enqueue_due

log = logging.getLogger(__name__)
TICK_SECONDS = 15.0


class WorkerWithTicks:
    """One worker with its ticks; `run()` returns after `stop()`, or with `batch` when the queue is empty."""

    def __init__(self, *, interval: float = 0.5, batch: bool = False) -> None:
        self.worker_id = get_random_string(32)
        self.stopping = threading.Event()
        self.worker = Worker(queue_names=["*"], interval=interval, batch=batch, backend_name="default",
                             startup_delay=False, max_tasks=None, worker_id=self.worker_id, excluded_queue_names=[])

    def run(self, *, handle_signals: bool = False) -> None:
        """Work until told to stop. `handle_signals` only in the main thread: SIGTERM then ends after this task."""
        beat(self.worker_id)
        ticks = threading.Thread(target=self._tick, name="periodic", daemon=True)
        ticks.start()
        if handle_signals:
            self.worker.configure_signals()
        try:
            self.worker.run()
        finally:
            self.stopping.set()
            ticks.join(timeout=5)

    def stop(self) -> None:
        """Ask the worker to end after the task at hand."""
        self.worker.running = False
        self.stopping.set()

    def _tick(self) -> None:
        while not self.stopping.is_set():
            _quietly(lambda: beat(self.worker_id))
            _quietly(enqueue_due)
            self.stopping.wait(TICK_SECONDS)
        connection.close()


def beat(worker_id: str) -> None:
    """Give a sign of life."""
    WorkerBeat.objects.update_or_create(worker_id=worker_id, defaults={"seen_at": timezone.now()})


def _quietly(step: Callable[[], object]) -> None:
    """Run a step; when the database is away for a moment, say so and go on at the next tick."""
    close_old_connections()
    try:
        step()
    except Exception:
        log.exception("periodic work could not be enqueued now")
