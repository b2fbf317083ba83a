"""Drafts of a language model at the one address that the organisation wrote down, and the check on what it quotes."""

import json
import os
import re
from collections.abc import Sequence
from typing import Any
from urllib import error, parse, request  # noqa: TID251 -- asks only the address of RD_LANGUAGE_MODEL, on demand

KEY = "RD_LANGUAGE_MODEL_KEY"
TIMEOUT = 60.0
LARGEST_ANSWER = 2**20
LONGEST = 3_000
QUOTED = re.compile(r"[“„\"«]([^”\"»“„«]{3,}?)[”\"»]")
LINK = re.compile(r"https?://|www\.|@\w+\.\w+")
TASK = (
    "Je schrijft voor een gemeente wat inwoners zeggen over één onderwerp. Schrijf drie korte zinnen in eenvoudig "
    "Nederlands (niveau B1). Zeg alleen wat in de bijdragen staat, ook waar mensen verschillen. Geef daarna één "
    "citaat, letterlijk uit een bijdrage, tussen “ en ”. Verzin niets. Noem geen namen."
)


class ModelError(Exception):
    """The address gave no draft."""


class _StayHere(request.HTTPRedirectHandler):
    """Texts go to the address that was written down, not to where it points."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """No redirection is followed."""
        return


def draft_text(spec: str, title: str, texts: Sequence[str]) -> str:
    """What the model of `<url>#<model>` writes about these contributions. Raises `ModelError`."""
    address, _hash, model = spec.partition("#")
    parts = parse.urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or not model:
        raise ModelError("RD_LANGUAGE_MODEL is not written as https://address/v1#model.")
    said = "\n".join(f"- {' '.join(text.split())}" for text in texts)
    body = {"model": model, "temperature": 0, "seed": 0, "messages": [
        {"role": "system", "content": TASK},
        {"role": "user", "content": f"Onderwerp: {title}\n\nBijdragen:\n{said}"}]}
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if key := os.environ.get(KEY):
        headers["Authorization"] = f"Bearer {key}"
    asked = request.Request(address.rstrip("/") + "/chat/completions",  # noqa: S310 -- http(s) only
                            data=json.dumps(body).encode(), headers=headers)
    try:
        opener = request.build_opener(_StayHere, request.ProxyHandler({}))
        with opener.open(asked, timeout=TIMEOUT) as answer:
            raw = answer.read(LARGEST_ANSWER + 1)
        text = json.loads(raw)["choices"][0]["message"]["content"]
    except (OSError, error.URLError) as problem:
        raise ModelError(f"{parts.hostname} gave no answer.") from problem
    except (ValueError, LookupError, TypeError) as problem:
        raise ModelError(f"{parts.hostname} gave an answer that is no text.") from problem
    if not isinstance(text, str) or not text.strip():
        raise ModelError(f"{parts.hostname} gave an empty answer.")
    return text.strip()[:LONGEST]


def invented_quotes(text: str, sources: Sequence[str]) -> list[str]:
    """The quoted words of a draft that stand literally in none of the contributions."""
    plain = [_plain(source) for source in sources]
    return [quote for quote in QUOTED.findall(text) if not any(_plain(quote) in source for source in plain)]


def has_links(text: str) -> bool:
    """Whether a draft holds an address of a site or of a person."""
    return bool(LINK.search(text))


def _plain(text: str) -> str:
    return " ".join(text.split()).strip(" .,;:!?").casefold()
