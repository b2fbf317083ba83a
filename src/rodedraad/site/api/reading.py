"""How a JSON body is read: a text with a NUL is refused there, for PostgreSQL can neither store nor compare one."""

import json
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser


class CleanParser(Parser):
    """JSON in which no text holds a NUL; ninja answers 400 to a `ValueError`."""

    def parse_body(self, request: HttpRequest) -> Any:
        """What the body says. Raises `ValueError` when it is not JSON or holds a NUL."""
        found = json.loads(request.body)
        if b"\\u0000" in request.body and _holds_nul(found):
            raise ValueError("a text holds a NUL")
        return found


def _holds_nul(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_holds_nul(part) for pair in value.items() for part in pair)
    if isinstance(value, list):
        return any(map(_holds_nul, value))
    return isinstance(value, str) and "\x00" in value
