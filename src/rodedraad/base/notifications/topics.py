"""What can be followed: the floors above register their kinds of topic and how one is called."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

TOPIC = re.compile(r"^([a-z_]{2,30}):(\d{1,18})$")

Describe = Callable[[int], tuple[str, str] | None]
DescribeMany = Callable[[list[int]], dict[int, tuple[str, str]]]


@dataclass(frozen=True)
class Kind:
    """A kind of topic: how to name one, and how to name many in one query."""

    describe: Describe
    describe_many: DescribeMany | None


@dataclass(frozen=True)
class Topic:
    """Something that can be followed, as a reader sees it."""

    key: str
    title: str
    path: str


_kinds: dict[str, Kind] = {}


def register_topic(kind: str, *, describe: Describe, describe_many: DescribeMany | None = None) -> None:
    """Let topics `kind:<id>` be followed. `describe(id)` gives (title, path), None when it is not public."""
    _kinds[kind] = Kind(describe, describe_many)


def find_topic(key: str) -> Topic | None:
    """The topic behind a key, None when the key is misformed, of an unknown kind, or not there for readers."""
    return describe_topics([key]).get(key)


def describe_topics(keys: Iterable[str]) -> dict[str, Topic]:
    """The topics behind keys, one query a kind where the kind can; unknown ones are left out."""
    wanted: dict[str, list[int]] = {}
    for key in set(keys):
        match = TOPIC.match(key)
        if match and match[1] in _kinds:
            wanted.setdefault(match[1], []).append(int(match[2]))
    found = {}
    for name, ids in wanted.items():
        for pk, (title, path) in _describe(_kinds[name], ids).items():
            found[f"{name}:{pk}"] = Topic(f"{name}:{pk}", title, path)
    return found


def _describe(kind: Kind, ids: list[int]) -> dict[int, tuple[str, str]]:
    if kind.describe_many:
        return kind.describe_many(ids)
    described = ((pk, kind.describe(pk)) for pk in ids)
    return {pk: told for pk, told in described if told}
