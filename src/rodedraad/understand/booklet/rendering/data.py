"""The booklet as JSON, for machines and for the archive."""

import json

from ..contents import Booklet


def to_json(booklet: Booklet) -> bytes:
    """The whole booklet, every ground too; the same booklet gives the same bytes."""
    return (json.dumps(booklet.as_dict(), ensure_ascii=False, indent=2) + "\n").encode()


def from_json(content: bytes) -> Booklet:
    """A booklet from what `to_json` made."""
    return Booklet.from_dict(json.loads(content))
