"""Fill one database, serve it with two workers, measure, and print the lines of its table."""

import argparse
import os
import platform
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rodedraad.config.settings")

ROOT = Path(__file__).resolve().parent.parent


def measure(options: argparse.Namespace) -> None:
    """Fill the database and measure it, small things first."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from benchmarks import filling

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    organisation = filling.demo()
    print(f"\n{connection.vendor} · {machine()} · 2 workers, 16 connections, median of {options.rounds}")
    with server() as port:
        small(port, organisation, options)
        if not options.no_million:
            large(port, organisation, options)


def small(port: int, organisation: object, options: argparse.Namespace) -> None:
    """The demo: 2,000 ideas, 2,000 comments, 50,000 supports."""
    from benchmarks import filling, measures

    keys = filling.sessions(organisation, 640)
    activity, listing, detail = measures.addresses(organisation)
    run = {"rounds": options.rounds, "seconds": options.seconds}
    say("list of 20, visitor", measures.pages(port, listing, "", **run))
    say("list of 20, resident", measures.pages(port, listing, keys[0], **run))
    say("one idea, 20 comments, visitor", measures.pages(port, detail, "", **run))
    say("one idea, 20 comments, resident", measures.pages(port, detail, keys[0], **run))
    say("support (POST)", measures.supports(port, organisation, activity, keys, **run))
    say("thread from any knot", measures.threads(organisation))


def large(port: int, organisation: object, options: argparse.Namespace) -> None:
    """A process with a million contributions beside it, and the small list again in the same run."""
    from benchmarks import filling, measures

    run = {"rounds": options.rounds, "seconds": options.seconds}
    began = time.perf_counter()
    big = filling.million(organisation)
    say("a million contributions made in", f"{time.perf_counter() - began:7.0f} s")
    _activity, listing, _detail = measures.addresses(organisation)
    million = measures.address_of(organisation, big)
    for name in ("first", "second"):
        say(f"list of 20 of a million, {name}", measures.pages(port, million, "", **run))
        say(f"list of 20 of 1,100, {name}", measures.pages(port, listing, "", **run))
    say("coverage of a million", measures.coverage(organisation, big))


def say(what: str, figures: str) -> None:
    """One line of the table."""
    print(f"  {what:<36}{figures}", flush=True)


def machine() -> str:
    """What this was measured on."""
    model = next((line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), platform.processor())
    return f"{os.cpu_count()} × {model}, Python {platform.python_version()}, load before {os.getloadavg()[0]:.1f}"


@contextmanager
def server() -> Iterator[int]:
    """The site with two workers on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "rodedraad", "serve", "--port", str(port), "--workers", "2"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if process.poll() is not None:
                raise SystemExit("the server did not start")
            time.sleep(0.1)
        time.sleep(3)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)
