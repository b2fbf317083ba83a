"""`rodedraad work`: do the tasks of the queue and the periodic work; run one or more of these beside the web server."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from rodedraad.base.notifications.worker import WorkerWithTicks


class Command(BaseCommand):
    """Work until SIGTERM or Ctrl+C; the task at hand is finished first."""

    help = "Run a worker: queued tasks, outgoing e-mail and periodic work."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How often to look, and whether to end when the queue is empty."""
        parser.add_argument("--interval", type=float, default=0.5, help="seconds between looks at an empty queue")
        parser.add_argument("--batch", action="store_true", help="end when the queue is empty")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work."""
        WorkerWithTicks(interval=options["interval"], batch=options["batch"]).run(handle_signals=True)
