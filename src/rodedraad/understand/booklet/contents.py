"""What stands in a booklet, without Django: the one shape between the desk (or a folder of notes) and paper.

Everyone who makes a booklet (the desk, the command) fills these classes; everyone who writes one (PDF, DOCX, EPUB,
JSON, a web page) reads them. `as_dict` and `from_dict` are its form on disk, with a version key.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from typing import Any, Self, get_args, get_origin, get_type_hints

FORMAT = "rodedraad-booklet"
VERSION = 1


@dataclass(frozen=True)
class Fault:
    """One thing that is not right in a booklet: a code, the place ("thread 3, observation 2") and what was found."""

    code: str
    place: str
    found: str = ""

    def __str__(self) -> str:
        """The fault in one English line, for logs."""
        return f"{self.place}: {self.code}" + (f" ({self.found})" if self.found else "")


class FaultyBookletError(ValueError):
    """The booklet cannot be written; `faults` says why."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("; ".join(map(str, faults)))


@dataclass
class RoleCount:
    """How many people took part in this role ("inwoner", "raadslid")."""

    role: str
    number: int


@dataclass
class OrganisationCount:
    """How many conversations were held with one organisation, and with how many people."""

    name: str
    conversations: int
    people: int = 0


@dataclass
class Term:
    """A word of a vocabulary (a core value, an instrument) with its meaning in one sentence."""

    name: str
    meaning: str = ""


@dataclass
class Ground:
    """One statement under an observation, literally as it was noted, and where it is to be found."""

    text: str
    source: str
    role: str = ""
    address: str = ""


@dataclass
class BookletQuote:
    """A striking sentence, literally; `name` only when that person said yes to being named."""

    text: str
    role: str = ""
    name: str = ""
    source: str = ""


@dataclass
class Observation:
    """What was heard, numbered within its thread, with its weight.

    `conversations` of the `out_of` conversations have at least one statement under it; `statements` counts them all.
    `hidden` counts grounds whose words may not be shown (any more): they count, and are not printed.
    """

    number: int
    text: str
    conversations: int
    out_of: int
    statements: int
    grounds: list[Ground] = field(default_factory=list)
    hidden: int = 0


@dataclass
class Thread:
    """A red thread: its title, what was heard, and who brought it up.

    `counts_by_organisation`: how many statements of each organisation stand under it. `conversations`: in how many
    conversations it came up at all (0 = not counted).
    """

    number: int
    title: str
    lead: str = ""
    observations: list[Observation] = field(default_factory=list)
    quotes: list[BookletQuote] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    instruments: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    counts_by_organisation: dict[str, int] = field(default_factory=dict)
    conversations: int = 0


@dataclass
class Booklet:
    """The whole booklet. Long texts (foreword, method, missing, closing) are paragraphs, a blank line between them.

    `proposal`: when a machine wrote it and nobody has looked yet, the sentence that says so; it stands on the cover
    and in the colophon. `values` and `instruments` are the vocabularies with their meanings; `edition`, `address` and
    `colophon` go to the colophon.
    """

    title: str
    subtitle: str = ""
    publisher: str = ""
    date: dt.date = field(default_factory=dt.date.today)
    foreword: str = ""
    method: str = ""
    taking_part: list[RoleCount] = field(default_factory=list)
    organisations: list[OrganisationCount] = field(default_factory=list)
    missing: str = ""
    threads: list[Thread] = field(default_factory=list)
    closing: str = ""
    conversation_count: int = 0
    statement_count: int = 0
    proposal: str = ""
    values: list[Term] = field(default_factory=list)
    instruments: list[Term] = field(default_factory=list)
    edition: str = ""
    address: str = ""
    colophon: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The booklet as JSON-ready data, with `format` and `version` first."""
        return {"format": FORMAT, "version": VERSION, **asdict(self), "date": self.date.isoformat()}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """A booklet from what `as_dict` made; FaultyBookletError when it is something else."""
        if not isinstance(data, dict) or data.get("format") != FORMAT or data.get("version") != VERSION:
            raise FaultyBookletError([Fault("not_a_booklet", "booklet", f"want {FORMAT} version {VERSION}")])
        return _built(cls, data, "booklet")

    def faults(self) -> list[Fault]:
        """Everything that stands in the way of writing this booklet; empty when all is well."""
        return list(_faults(self))

    def check(self) -> Self:
        """Itself, or FaultyBookletError."""
        if faults := self.faults():
            raise FaultyBookletError(faults)
        return self


def _faults(booklet: Booklet) -> Iterator[Fault]:
    if not booklet.title.strip():
        yield Fault("no_title", "booklet")
    if not booklet.threads:
        yield Fault("no_threads", "booklet")
    if (numbers := [thread.number for thread in booklet.threads]) != list(range(1, len(numbers) + 1)):
        yield Fault("thread_numbers", "booklet", ", ".join(map(str, numbers)))
    known = {each.name for each in booklet.organisations}
    for thread in booklet.threads:
        yield from _faults_of_thread(thread, known, f"thread {thread.number}")


def _faults_of_thread(thread: Thread, known: set[str], place: str) -> Iterator[Fault]:
    if not thread.title.strip():
        yield Fault("no_title", place)
    if (numbers := [each.number for each in thread.observations]) != list(range(1, len(numbers) + 1)):
        yield Fault("observation_numbers", place, ", ".join(map(str, numbers)))
    for name in sorted(set(thread.counts_by_organisation) - known):
        yield Fault("unknown_organisation", place, name)
    for observation in thread.observations:
        yield from _faults_of_observation(observation, f"{place}, observation {observation.number}")
    for number, quote in enumerate(thread.quotes, start=1):
        if not quote.text.strip():
            yield Fault("no_text", f"{place}, quote {number}")


def _faults_of_observation(observation: Observation, place: str) -> Iterator[Fault]:
    if not observation.text.strip():
        yield Fault("no_text", place)
    if not observation.grounds and observation.hidden < 1:
        yield Fault("no_grounds", place)
    if any(not ground.text.strip() or not ground.source.strip() for ground in observation.grounds):
        yield Fault("empty_ground", place)
    if observation.statements < len(observation.grounds):
        yield Fault("fewer_statements_than_grounds", place, f"{observation.statements} < {len(observation.grounds)}")
    if not 1 <= observation.conversations <= observation.out_of:
        yield Fault("weight", place, f"{observation.conversations} of {observation.out_of}")


def _built(kind: Any, data: Any, place: str) -> Any:
    """`data` as a `kind`: a dataclass, a list or dict of something, a date, a string or a whole number."""
    if is_dataclass(kind):
        return _built_class(kind, data, place)
    origin, inner = get_origin(kind), get_args(kind)
    if origin is list and isinstance(data, list):
        return [_built(inner[0], each, f"{place}[{n}]") for n, each in enumerate(data)]
    if origin is dict and isinstance(data, dict):
        return {_built(inner[0], key, place): _built(inner[1], each, f"{place}.{key}") for key, each in data.items()}
    if kind is dt.date and isinstance(data, str):
        try:
            return dt.date.fromisoformat(data)
        except ValueError:
            raise FaultyBookletError([Fault("wrong_type", place, repr(data)[:80])]) from None
    if (kind is str and isinstance(data, str)) or (kind is int and type(data) is int):
        return data
    raise FaultyBookletError([Fault("wrong_type", place, repr(data)[:80])])


def _built_class(kind: Any, data: Any, place: str) -> Any:
    """Keys nobody knows are left out, so that an older reader reads a newer booklet of the same version."""
    if not isinstance(data, dict):
        raise FaultyBookletError([Fault("wrong_type", place, repr(data)[:80])])
    hints = get_type_hints(kind)
    given = {each.name: _built(hints[each.name], data[each.name], f"{place}.{each.name}")
             for each in fields(kind) if each.name in data}
    try:
        return kind(**given)
    except TypeError as error:  # a field without a default is not there
        raise FaultyBookletError([Fault("missing_key", place, str(error)[-80:])]) from None
