"""Drafts of a language model: only from what everybody can read, checked on quotes, never taken over by themselves."""

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from rodedraad.base.accounts.models import Person
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.processes.models import Process
from rodedraad.understand.themes import actions
from rodedraad.understand.themes.drafting.language_model import invented_quotes
from rodedraad.understand.themes.errors import RefusedError, WrongStateError
from rodedraad.understand.themes.models import Draft, Theme
from rodedraad.understand.themes.tasks import write_draft
from rodedraad.understand.themes.tests.factories import GroundsFactory, ThemeFactory

Said = Callable[..., Contribution]
GOOD = "Mensen willen groen. Iemand zegt: “Ik wil meer bomen in onze straat”."


class Stub:
    """A language model on this machine that says what a test wants, and remembers what it was asked."""

    def __init__(self) -> None:
        self.text, self.asked = GOOD, []
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                stub.asked.append((self.path, json.loads(self.rfile.read(int(self.headers["Content-Length"])))))
                body = json.dumps({"choices": [{"message": {"content": stub.text}}]}).encode()
                self.send_response(200)
                self.end_headers()
                self.wfile.write(body if stub.text != "kapot" else b"<html>")

            def log_message(self, *_args: object) -> None:
                """Silent."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def stub(settings: object) -> Iterator[Stub]:
    """The stub, set as the language model of the site."""
    made = Stub()
    settings.LANGUAGE_MODEL = f"http://127.0.0.1:{made.server.server_port}/v1#proef"
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def theme(process: Process, said: Said) -> Theme:
    """A theme with two public contributions and one whose words stay inside."""
    made = ThemeFactory(process=process, title="Groen", description="Oud.")
    for row in (said(text="Ik wil meer bomen in onze straat."), said(text="Gras is ook goed."),
                said(text="Dit blijft binnen.", state="inside")):
        GroundsFactory(theme=made, contribution=row)
    return made


def drafted(theme: Theme, by: Person) -> Draft:
    """Ask for a draft and let the worker write it."""
    draft = actions.ask_draft(theme=theme, by=by, model="proef")
    write_draft.func(draft.organisation_id, draft.pk)
    draft.refresh_from_db()
    return draft


def test_a_draft_waits_for_a_person(stub: Stub, theme: Theme, adviser: Person, client_of: Callable) -> None:
    draft = drafted(theme, adviser)
    assert draft.state == "open"
    assert Theme.objects.get(pk=theme.pk).description == "Oud."
    path, body = stub.asked[0]
    assert path == "/v1/chat/completions"
    assert "meer bomen" in json.dumps(body)
    assert "blijft binnen" not in json.dumps(body)
    client = client_of(adviser)
    page = client.get(f"/beheer/trajecten/plein/analyse/themas/{theme.pk}/woorden").content.decode()
    assert "niet door een mens geschreven" in page
    client.post(f"/beheer/trajecten/plein/analyse/concepten/{draft.pk}", {"do": "take", "text": "Mensen willen groen."})
    assert Theme.objects.get(pk=theme.pk).description == "Mensen willen groen."
    with pytest.raises(WrongStateError):
        actions.decide_draft(draft=draft, by=adviser, take=False)


@pytest.mark.parametrize(("text", "told"), [
    ("Iemand zegt: “Weg met alle bomen”.", "niemand zei"), ("Lees meer op https://example.org.", "adres"),
    ("kapot", "no text"), ("   ", "empty"),
])
def test_what_is_invented_is_refused(stub: Stub, theme: Theme, adviser: Person, text: str, told: str) -> None:
    stub.text = text
    draft = drafted(theme, adviser)
    assert draft.state == "refused"
    assert told in draft.problem
    with pytest.raises(WrongStateError):
        actions.decide_draft(draft=draft, by=adviser, take=True)
    actions.decide_draft(draft=draft, by=adviser, take=False)
    assert Draft.objects.get(pk=draft.pk).text == ""


def test_without_a_model_nothing_can_be_asked(theme: Theme, adviser: Person, client_of: Callable) -> None:
    with pytest.raises(RefusedError):
        actions.ask_draft(theme=theme, by=adviser, model="")
    page = client_of(adviser).get(f"/beheer/trajecten/plein/analyse/themas/{theme.pk}/woorden").content.decode()
    assert "taalmodel" not in page


def test_an_address_that_is_away_stands_on_the_draft(theme: Theme, adviser: Person, settings: object) -> None:
    settings.LANGUAGE_MODEL = "http://127.0.0.1:9/v1#proef"
    assert "gave no answer" in drafted(theme, adviser).problem


@pytest.mark.parametrize(("text", "expected"), [
    ("Zij zegt “meer bomen  graag”.", []), ('Zij zegt "meer struiken".', ["meer struiken"]), ("Geen citaat.", []),
    ("„Meer bomen graag!”", []),
])
def test_quotes_are_looked_up_literally(text: str, expected: list[str]) -> None:
    assert invented_quotes(text, ["Ik wil meer bomen graag in de straat"]) == expected
