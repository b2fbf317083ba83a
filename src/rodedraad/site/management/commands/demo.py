"""`rodedraad demo`: migrate, fill the invented municipality when it is not there yet, and serve the site."""

import os
import secrets
import subprocess
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from rodedraad.base.core.statistics import refresh_statistics
from rodedraad.site.demo import load


class Command(BaseCommand):
    """Idempotent: a second time it only serves."""

    help = "Fill and serve the demo municipality."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to serve, or not at all."""
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--only-load", action="store_true", help="fill the database and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run again with the demo's settings, then load and serve."""
        if not settings.DEMO:
            os.execve(sys.executable, [sys.executable, "-m", "rodedraad", *sys.argv[1:]], demo_environment())  # noqa: S606
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if load.is_loaded():
            self.stdout.write("De demo is al geladen.")
        else:
            started = time.monotonic()
            load.load(lambda text: self.stdout.write(f"  {text}"))
            refresh_statistics()
            self.stdout.write(f"De demo is geladen in {time.monotonic() - started:.0f} seconden.")
        if not options["only_load"]:
            self._serve(options["host"], options["port"])

    def _serve(self, host: str, port: int) -> None:
        """The web server and a worker beside it; both stop together."""
        self.stdout.write(f"\nOpen http://localhost:{port}/ — inloggen als inwoner, adviseur of raadslid kan op "
                          f"http://localhost:{port}/inloggen/demo\nStoppen: Ctrl+C\n")
        self.stdout.flush()
        worker = subprocess.Popen([sys.executable, "-m", "rodedraad", "work"])
        try:
            call_command("serve", host=host, port=port)
        finally:
            worker.terminate()
            worker.wait(timeout=20)


def demo_environment() -> dict[str, str]:
    """The settings of a demo: no mail leaves, static files are kept ready, the secret key stays on this machine."""
    key_file = Path(settings.DATA_DIR) / "demo-secret-key"
    if not key_file.exists():
        key_file.write_text(secrets.token_urlsafe(50))
        key_file.chmod(0o600)
    return {**os.environ, "RD_DEMO": "1", "RD_SEND_MAIL": "0", "RD_SECRET_KEY": key_file.read_text()}
