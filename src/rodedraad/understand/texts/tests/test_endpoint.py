"""An address of the operator: what is asked, what is done with faults, and that texts go nowhere else."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import numpy as np
import pytest

from rodedraad.understand.texts import EncoderError
from rodedraad.understand.texts.endpoint import KEY, EndpointEncoder


class Desk(BaseHTTPRequestHandler):
    """Answers as the test wants; remembers what was asked."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, asked, self.headers.get("Authorization")))
        code, body = self.server.answer(asked, len(self.server.asked))
        self.send_response(code)
        if code == 302:
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/elsewhere")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args) -> None:
        """Be quiet."""


def vectors(asked, _turn):
    rows = [{"index": place, "embedding": [float(len(text)), 1.0, 0.0]} for place, text in enumerate(asked["input"])]
    return 200, json.dumps({"data": rows[::-1]}).encode()


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    desk = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    desk.asked, desk.answer = [], vectors
    thread = Thread(target=desk.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield desk
    desk.shutdown()
    desk.server_close()
    thread.join()


def encoder(server, path="/v1") -> EndpointEncoder:
    return EndpointEncoder(f"http://127.0.0.1:{server.server_port}{path}#klein", timeout=2, pause=0)


def test_asks_in_batches_and_keeps_the_order(server) -> None:
    texts = [f"{'x' * (number % 7)} zin {number}" for number in range(150)]
    rows = encoder(server).encode(texts)
    assert rows.shape == (150, 3)
    want = np.array([[len(text.strip()), 1.0] for text in texts])
    assert np.allclose(rows[:, :2], want / np.linalg.norm(want, axis=1, keepdims=True), atol=1e-5)
    path, asked, _key = server.asked[-1]
    assert path == "/v1/embeddings"
    assert asked["model"] == "klein"
    assert len(server.asked) == 4, "one for the dimensions, three batches of at most 64"


def test_tells_its_key_only_when_there_is_one(server, monkeypatch) -> None:
    monkeypatch.delenv(KEY, raising=False)
    encoder(server).encode(["een"])
    assert server.asked[-1][2] is None
    monkeypatch.setenv(KEY, "abc")
    encoder(server).encode(["een"])
    assert server.asked[-1][2] == "Bearer abc"


def test_tries_again_when_the_address_is_busy(server) -> None:
    server.answer = lambda asked, turn: (503, b"") if turn < 3 else vectors(asked, turn)
    assert encoder(server).dimensions == 3
    assert len(server.asked) == 3


@pytest.mark.parametrize(("code", "body", "words", "asked"), [
    (401, b"", "code 401", 1),
    (500, b"", "code 500", 3),
    (200, b"<html>", "not a list of vectors", 1),
    (200, b'{"data": []}', "0 vectors for 1 texts", 1),
    (200, b'{"data": [{"index": 0, "embedding": ["x"]}]}', "not a list of vectors", 1),
    (302, b"", "code 302", 1),
])
def test_faults_are_said_in_one_sentence(server, code, body, words, asked) -> None:
    server.answer = lambda _asked, _turn: (code, body)
    with pytest.raises(EncoderError, match=words):
        encoder(server).encode(["een"])
    assert len(server.asked) == asked


def test_nobody_answers(server) -> None:
    server.server_close()
    with pytest.raises(EncoderError, match=r"127\.0\.0\.1 gave no vectors"):
        encoder(server).encode(["een"])


@pytest.mark.parametrize("spec", ["http://x", "file:///etc/passwd#m", "#m", "ftp://x/y#m", "https://#m"])
def test_an_address_must_be_one(spec: str) -> None:
    with pytest.raises(EncoderError, match="Write an endpoint as"):
        EndpointEncoder(spec)
