"""The words a booklet starts with: ten core values and fifteen instruments; an organisation may change them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .contents import Term

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Value:
    """A core value: its name, one sentence, and the threads of the first booklet beside which it stood."""

    name: str
    meaning: str
    threads: tuple[str, ...]

    def as_term(self) -> Term:
        """The value as a word with its meaning."""
        return Term(self.name, self.meaning)


@dataclass(frozen=True)
class Instrument:
    """An instrument: its number ("D03"), name, one sentence, and the threads for which it was named."""

    code: str
    name: str
    description: str
    threads: tuple[str, ...]

    def as_term(self) -> Term:
        """The instrument as a word with its meaning."""
        return Term(self.name, self.description)


@cache
def starting_values() -> tuple[Value, ...]:
    """The ten core values, in the order of the first booklet."""
    return tuple(Value(row["name"], row["meaning"], tuple(row["threads"]))
                 for row in tomllib.loads((DATA / "values.toml").read_text("utf-8"))["values"])


@cache
def starting_instruments() -> tuple[Instrument, ...]:
    """The fifteen DiAmanten, by number."""
    return tuple(Instrument(row["code"], row["name"], row["description"], tuple(row["threads"]))
                 for row in tomllib.loads((DATA / "instruments.toml").read_text("utf-8"))["instruments"])
