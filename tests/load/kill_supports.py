"""Kill -9 the web server in a stream of supports: what was acknowledged is there, once, and the audit chain is whole.

python -m tests.load.kill_supports --kills 20
python tools/postgres.py -- python -m tests.load.kill_supports --kills 20
"""

import argparse
import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time

from tests.load.own_database import on_a_new_database

PEOPLE, IDEAS, STREAMS = 250, 60, 4


def free_port() -> int:
    """A port of this machine that nobody has."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def fill() -> tuple[list[tuple[str, str]], list[int]]:
    """People (session and token) and ideas to support."""
    from django.test import Client  # noqa: PLC0415
    from django_scopes import scope  # noqa: PLC0415

    from rodedraad.listen.activities.tests.factories import ActivityFactory  # noqa: PLC0415
    from rodedraad.listen.contributions.tests.factories import ContributionFactory  # noqa: PLC0415
    from rodedraad.listen.processes.tests.factories import OrganisationFactory, PersonFactory  # noqa: PLC0415

    organisation = OrganisationFactory(host="localhost")
    with scope(organisation=organisation):
        activity = ActivityFactory()
        ideas = [ContributionFactory(activity=activity).pk for _each in range(IDEAS)]
        people = [PersonFactory(organisation=organisation) for _each in range(PEOPLE)]
    cookies = []
    for person in people:
        client = Client(SERVER_NAME="localhost")
        client.force_login(person.account, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["organisation"], session["person"] = organisation.pk, person.pk
        session.save()
        cookies.append((client.cookies["sessionid"].value, str(person.pk)))
    return cookies, ideas


class Stream(threading.Thread):
    """Some people who support one idea after another, and note what the server said yes to."""

    def __init__(self, port: int, people: list, ideas: list[int], stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.port, self.people, self.ideas, self.stop = port, people, ideas, stop
        self.acknowledged: set[tuple[str, int]] = set()
        self.tried = 0

    def run(self) -> None:
        """Support everything; after a broken connection again, as a browser's reload does."""
        token = "a" * 32
        for session, person in self.people:
            for idea in self.ideas:
                while not self.stop.is_set() and not self._support(session, person, idea, token):
                    time.sleep(0.05)

    def _support(self, session: str, person: str, idea: int, token: str) -> bool:
        self.tried += 1
        door = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            door.request("POST", f"/bijdragen/{idea}/steunen", f"csrfmiddlewaretoken={token}", {
                "Host": "localhost", "Content-Type": "application/x-www-form-urlencoded",
                "Cookie": f"sessionid={session}; csrftoken={token}"})
            status = door.getresponse().status
        except (OSError, http.client.HTTPException):
            return False
        finally:
            door.close()
        if status in {200, 302, 303}:
            self.acknowledged.add((person, idea))
            return True
        return status != 503 and status < 500


def serve(port: int, workers: int = 1) -> subprocess.Popen:
    """The web server in its own group, ready to answer; a busy machine may take forty seconds for it."""
    command = [sys.executable, "-m", "rodedraad", "serve", "--port", str(port), "--workers", str(workers)]
    server = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _try in range(800):
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return server
        time.sleep(0.05)
    raise RuntimeError("the server does not start")


def kill(server: subprocess.Popen) -> None:
    """As a power cut: the whole group at once."""
    os.killpg(server.pid, signal.SIGKILL)
    server.wait()


def judge(acknowledged: set[tuple[str, int]]) -> dict[str, int]:
    """What was lost, what is double, which counters lie, how many audit faults."""
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django_scopes import scopes_disabled  # noqa: PLC0415

    from rodedraad.base.core.models import AuditLine  # noqa: PLC0415
    from rodedraad.listen.contributions.models import Contribution, Support  # noqa: PLC0415

    connection.close()
    with scopes_disabled():
        rows = [(str(person), idea) for person, idea in Support.objects.values_list("person_id", "contribution_id")]
        counters = dict(Contribution.objects.values_list("pk", "support_count"))
        lines = AuditLine.objects.filter(act="contribution.supported").count()
    lying = sum(counters[pk] != sum(idea == pk for _person, idea in rows) for pk in counters)
    call_command("verify_audit")
    return {"acknowledged": len(acknowledged), "rows": len(rows), "lost": len(acknowledged - set(rows)),
            "double": len(rows) - len(set(rows)), "lying_counters": lying, "audit_lines_missing": len(rows) - lines}


def run(kills: int, seed: int = 1) -> dict[str, int]:
    """The whole test on an empty, migrated database; figures."""
    chance, stop, port = random.Random(seed), threading.Event(), free_port()
    people, ideas = fill()
    server = serve(port)
    streams = [Stream(port, people[n::STREAMS], ideas, stop) for n in range(STREAMS)]
    for stream in streams:
        stream.start()
    for _each in range(kills):
        time.sleep(1.2 + chance.random())
        if not all(stream.is_alive() for stream in streams):
            raise RuntimeError("the stream ended before the last kill: make it longer")
        kill(server)
        server = serve(port)
    time.sleep(1)
    stop.set()
    for stream in streams:
        stream.join(timeout=20)
    kill(server)
    found = judge(set().union(*(stream.acknowledged for stream in streams)))
    return {"kills": kills, "tried": sum(stream.tried for stream in streams), **found}


def main() -> int:
    """Set up, run, print; 1 when something was lost or double."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    asked = parser.parse_args()
    found = on_a_new_database(lambda: run(asked.kills))
    bad = ("lost", "double", "lying_counters", "audit_lines_missing")
    return int(any(found[name] for name in bad) or found["acknowledged"] < asked.kills)


if __name__ == "__main__":
    sys.exit(main())
