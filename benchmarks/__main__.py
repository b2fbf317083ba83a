"""`make bench`: measure everything on SQLite and on PostgreSQL and print one table per database.

    python -m benchmarks [--seconds 5] [--rounds 5] [--no-million] [--only sqlite|postgresql]
"""

import argparse
import os
import platform
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Measure in a child process per database, each with its own folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--no-million", action="store_true")
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        measure(options)
        return 0
    for database in [options.only] if options.only else ["sqlite", "postgresql"]:
        with tempfile.TemporaryDirectory(prefix="rodedraad-bench-") as folder:
            command = [sys.executable, "-m", "benchmarks", "--inside", *sys.argv[1:]]
            environment = {**os.environ, "RD_DATA_DIR": folder, "RD_DEMO": "1", "RD_SECRET_KEY": "only-for-measuring",
                           "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3"}
            if database == "postgresql":
                command = [sys.executable, "tools/postgres.py", "--", *command]
                environment["DATABASE_URL"] = ""
            subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return 0


def measure(options: argparse.Namespace) -> None:
    """Fill the database, serve it with two workers, and measure."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "rodedraad.config.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django_scopes import scope

    from benchmarks import filling, measures
    from rodedraad.listen.activities.kinds import kind_of
    from rodedraad.listen.activities.models import Activity

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    organisation = filling.demo()
    keys = filling.sessions(organisation, 320)
    cookie = f"sessionid={keys[0]}"
    with scope(organisation=organisation):
        activity = Activity.objects.select_related("process").order_by("pk").first()
        idea = measures.with_comments(activity)
        listing = f"{kind_of(activity).url(activity)}?volgorde=steun"
        detail = f"{kind_of(activity).url(activity)}/{idea.pk}"
    print(f"\n{connection.vendor} · {machine()} · 2 workers, 16 connections, median of {options.rounds}")
    with server() as port:
        run = {"rounds": options.rounds, "seconds": options.seconds}
        say("list of 20, visitor", measures.pages(port, listing, "", **run))
        say("list of 20, resident", measures.pages(port, listing, cookie, **run))
        say("one idea, 20 comments, visitor", measures.pages(port, detail, "", **run))
        say("one idea, 20 comments, resident", measures.pages(port, detail, cookie, **run))
        say("support (POST)", measures.supports(port, organisation, activity, keys, seconds=options.seconds * 2))
        say("thread from any knot", measures.threads(organisation))
        if not options.no_million:
            began = time.perf_counter()
            big = filling.million(organisation)
            say("a million contributions made in", f"{time.perf_counter() - began:7.0f} s")
            with scope(organisation=organisation):
                million = f"{kind_of(big).url(big)}?volgorde=steun"
            say("list of 20 of a million, visitor", measures.pages(port, million, "", **run))
            say("list of 20 of 2,000 again, visitor", measures.pages(port, listing, "", **run))
            say("coverage of a million", measures.coverage(organisation, big))


def say(what: str, figures: str) -> None:
    """One line of the table."""
    print(f"  {what:<36}{figures}", flush=True)


def machine() -> str:
    """What this was measured on."""
    model = next((line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), platform.processor())
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} × {model}, Python {platform.python_version()}, load before {load:.1f}"


@contextmanager
def server() -> Iterator[int]:
    """The site with two workers on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "rodedraad", "serve", "--port", str(port), "--workers", "2"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


if __name__ == "__main__":
    sys.exit(main())
