"""A running site whose mail server or database is away: the page answers, nothing is lost, nothing goes out twice."""

import http.client
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from tests.load.kill_supports import free_port, kill, serve

pytestmark = pytest.mark.load
TOKEN = "a" * 32
MAKE = """
from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.processes.tests.factories import OrganisationFactory, ProcessFactory
process = ProcessFactory(organisation=OrganisationFactory(host="localhost"), slug="plein")
ActivityFactory(process=process, slug="idee", access="anyone")
"""
DUE = """
from django.utils import timezone
from django_scopes import scopes_disabled
from rodedraad.base.notifications.models import Message
with scopes_disabled():
    print(list(Message.objects.values_list("state", flat=True)))
    Message.objects.update(next_attempt_at=timezone.now())
"""


class Postbox(Message):
    """Keeps what arrives."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: list[str] = []

    def handle_message(self, message) -> None:
        """One more letter."""
        self.letters.append(message["To"])


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict]:
    """A site of its own in a folder, with a mail server that is not there."""
    mail_port = free_port()
    for name in [name for name in os.environ if name.startswith(("DATABASE_URL", "RD_"))]:
        monkeypatch.delenv(name)
    settings = {"RD_DATA_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/site.sqlite3", "RD_SEND_MAIL": "1",
                "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}", "RD_SECRET_KEY": "only-for-this-test"}
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    rodedraad("migrate", "--verbosity", "0")
    rodedraad("shell", "--verbosity", "0", "-c", MAKE)
    port = free_port()
    server = serve(port)
    yield {"port": port, "mail": mail_port, "file": tmp_path / "site.sqlite3"}
    kill(server)


def rodedraad(*command: str) -> str:
    """Run a command of the site; what it prints."""
    done = subprocess.run([sys.executable, "-m", "rodedraad", *command], capture_output=True, text=True, timeout=120,
                          check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def post(port: int, path: str, **values: str) -> tuple[int, str]:
    """Send a form as a browser does; the status and the page."""
    door = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    door.request("POST", path, urlencode({"csrfmiddlewaretoken": TOKEN, **values}), {
        "Host": "localhost", "Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={TOKEN}"})
    answer = door.getresponse()
    page = answer.read().decode()
    door.close()
    return answer.status, page


def test_mail_waits_for_the_mail_server_and_goes_out_once(site: dict) -> None:
    status, page = post(site["port"], "/inloggen", email="nel@dorp.example")
    assert status == 302, page[:500]
    rodedraad("work", "--batch", "--interval", "0")  # the mail server is away: the worker goes on
    assert rodedraad("shell", "--verbosity", "0", "-c", DUE).strip() == "['queued']"
    postbox = Postbox()
    server = Controller(postbox, hostname="127.0.0.1", port=site["mail"])
    server.start()
    try:
        for _twice in range(2):
            rodedraad("shell", "--verbosity", "0", "-c",
                      "from rodedraad.base.notifications.tasks import sweep_outbox; sweep_outbox.enqueue()")
            rodedraad("work", "--batch", "--interval", "0")
    finally:
        server.stop()
    assert postbox.letters == ["nel@dorp.example"]
    assert rodedraad("shell", "--verbosity", "0", "-c", DUE).strip() == "['sent']"


def test_a_database_that_is_away_keeps_what_was_typed(site: dict) -> None:
    idea = {"title": "Een bank bij de vijver", "text": "Dan kan ik zitten & <kijken>.", "stap": "2",
            "author_role": "resident"}
    path = "/trajecten/plein/ideeen/idee/nieuw"
    lock = sqlite3.connect(site["file"], isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")  # nobody can write until this connection lets go
    status, page = post(site["port"], path, **idea)
    lock.execute("ROLLBACK")
    lock.close()
    assert status == 503
    assert "Een bank bij de vijver" in page
    assert "Dan kan ik zitten &amp; &lt;kijken&gt;." in page
    assert re.search(r"<form[^>]+method=\"post\"", page)
    status, page = post(site["port"], path, **idea)
    assert status == 302, page[:500]
