"""Vectors from an OpenAI-compatible address that an operator wrote down; texts go nowhere else."""

import json
import os
import time
from functools import cached_property
from typing import Any
from urllib import error, parse, request  # noqa: TID251 -- the one kernel that may ask another machine, when told to

import numpy as np
from numpy.typing import NDArray

from .errors import EncoderError
from .vectors import Batched

KEY = "RD_ENDPOINT_KEY"
"""Name of the environment variable with the key of the address, if it wants one."""
TIMEOUT = 30.0
TRIES = 3
LARGEST_ANSWER = 64 * 2**20
RETRIED = {408, 425, 429, 500, 502, 503, 504}


class _StayHere(request.HTTPRedirectHandler):
    """Texts go to the address that was written down, not to where it points."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """No redirection is followed."""
        return


class EndpointEncoder(Batched):
    """`endpoint:<url>#<model>`: asks `<url>/embeddings` in batches, with a time limit, three times at most."""

    batch = 64

    def __init__(self, spec: str, timeout: float = TIMEOUT, pause: float = 1.0) -> None:
        address, _, self.model = spec.partition("#")
        parts = parse.urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.hostname or not self.model:
            raise EncoderError("Write an endpoint as endpoint:https://address/v1#model.")
        path = parts.path.rstrip("/")
        path += "" if path.endswith("/embeddings") else "/embeddings"
        self.address = parse.urlunsplit((parts.scheme, parts.netloc, path, parts.query, ""))
        self.host, self.timeout, self.pause = parts.hostname, timeout, pause
        self.name = f"endpoint/{self.host}/{self.model}"

    @cached_property
    def dimensions(self) -> int:  # type: ignore[override]
        """As many as the address gives for one word."""
        return len(self._ask(["woord"])[0])

    def _compute(self, part: list[str]) -> NDArray[np.floating]:
        return np.asarray(self._ask(part), dtype=np.float32)

    def _ask(self, part: list[str]) -> list[list[float]]:
        body = json.dumps({"model": self.model, "input": part, "encoding_format": "float"}).encode()
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if key := os.environ.get(KEY):
            headers["Authorization"] = f"Bearer {key}"
        asked = request.Request(self.address, data=body, headers=headers)  # noqa: S310 -- http(s) only
        return self._read(self._send(asked), len(part))

    def _send(self, asked: request.Request) -> bytes:
        opener = request.build_opener(_StayHere, request.ProxyHandler({}))
        why = ""
        for attempt in range(TRIES):
            if attempt:
                time.sleep(self.pause * 2 ** (attempt - 1))
            try:
                with opener.open(asked, timeout=self.timeout) as answer:
                    return bytes(answer.read(LARGEST_ANSWER + 1))
            except error.HTTPError as problem:
                why = f"it answered with code {problem.code}"
                if problem.code not in RETRIED:
                    break
            except (error.URLError, OSError) as problem:
                why = str(getattr(problem, "reason", problem))
        raise EncoderError(f"{self.host} gave no vectors: {why}.")

    def _read(self, answer: bytes, count: int) -> list[list[float]]:
        if len(answer) > LARGEST_ANSWER:
            raise EncoderError(f"{self.host} gave an answer of more than 64 MB.")
        try:
            rows = sorted(json.loads(answer)["data"], key=lambda row: int(row["index"]))
            found = [[float(number) for number in row["embedding"]] for row in rows]
        except (ValueError, KeyError, TypeError) as problem:
            raise EncoderError(f"{self.host} gave an answer that is not a list of vectors.") from problem
        if len(found) != count or len({len(row) for row in found}) != 1:
            raise EncoderError(f"{self.host} gave {len(found)} vectors for {count} texts, or of unlike lengths.")
        return found
