"""`rodedraad serve`: the web server (granian), with any number of worker processes."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from granian import Granian
from granian.constants import Interfaces

# Writers to SQLite take turns, and who waits sleeps: one at a time in each process is quickest (docs/benchmarks.md).
THREADS = {"sqlite": 1, "postgresql": 4}


class Command(BaseCommand):
    """Serve the site over HTTP; put a proxy with TLS before it in production."""

    help = "Serve the site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where, and with how many processes and threads."""
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--workers", type=int, default=min(os.cpu_count() or 1, 4))
        parser.add_argument("--threads", type=int, help="requests that one process handles at once")

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until SIGTERM or Ctrl+C."""
        Granian(
            "rodedraad.config.wsgi:application", address=options["host"], port=options["port"],
            interface=Interfaces.WSGI, workers=options["workers"],
            blocking_threads=options["threads"] or THREADS[connection.vendor],
            respawn_failed_workers=True, log_access=False,
        ).serve()
