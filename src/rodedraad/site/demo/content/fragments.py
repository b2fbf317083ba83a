"""Reads the handwritten fragments from which the ideas and comments of the demo are put together.

The format of `data/*.txt`, one fragment a line:

    = key | theme | one sentence about it
    * subject        a knot of fragments that fit one another
    T title          S situation          W wish          R reason
    + comment for    - comment against    ? comment that asks (these three belong to the theme)

`[a|b]` is a choice, `{p}` a place ("de Wilgenlaan"), `{in}` the same with its preposition, `{wijk}` the
neighbourhood, `{school}` its school, `{jaar}` a stretch of years, `{nr}` a number.
"""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from .shapes import Neighbourhood, Theme

DATA = Path(__file__).parent / "data"
FILES = {
    "groen": ("groen_1.txt", "groen_2.txt"), "verkeer": ("verkeer_1.txt", "verkeer_2.txt"),
    "buurthuis": ("buurthuis.txt",), "oever": (),
}
CAR_FREE = re.compile(r"^langs\||park$|plantsoen$|gang$")
CHOICE = re.compile(r"\[([^\[\]]*)\]")
SENTENCE_START = re.compile(r"^([^\w']*)(\w)")  # "'s Avonds" keeps its small s


@dataclass
class Subject:
    """Fragments about one subject: every situation goes with every wish and every reason."""

    key: str
    titles: list[str] = field(default_factory=list)
    situations: list[str] = field(default_factory=list)
    wishes: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


@dataclass
class ThemeFragments:
    """A theme with its subjects and with the comments that fit the whole theme."""

    theme: Theme
    subjects: list[Subject] = field(default_factory=list)
    comments: dict[str, list[str]] = field(default_factory=lambda: {"for": [], "against": [], "asking": []})


STANCES = {"+": "for", "-": "against", "?": "asking"}
PARTS = {"T": "titles", "S": "situations", "W": "wishes", "R": "reasons"}


@cache
def themes_of(process: str) -> dict[str, ThemeFragments]:
    """The themes of a process with their fragments, in the order of the files."""
    found: dict[str, ThemeFragments] = {}
    for name in FILES[process]:
        current: ThemeFragments | None = None
        for line in (DATA / name).read_text(encoding="utf-8").splitlines():
            mark, _, rest = line.partition(" ")
            if mark == "=":
                current = ThemeFragments(Theme(*(part.strip() for part in rest.split("|"))))
                found[current.theme.key] = current
            elif current is not None:
                _add(current, mark, rest)
    return found


def _add(current: ThemeFragments, mark: str, rest: str) -> None:
    if mark == "*":
        current.subjects.append(Subject(rest))
    elif mark in STANCES:
        current.comments[STANCES[mark]].append(rest)
    elif mark in PARTS:
        getattr(current.subjects[-1], PARTS[mark]).append(rest)
    else:
        raise ValueError(f"unknown mark {mark!r} in the fragments: {rest}")


@cache
def table(name: str) -> dict[str, Any]:
    """One of the `data/*.toml` files."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def neighbourhoods() -> tuple[Neighbourhood, ...]:
    """The neighbourhoods of Voorbeeldstad, around its invented centre."""
    data = table("places")
    latitude, longitude = data["centre"]
    return tuple(
        Neighbourhood(
            name=row["name"], phrase=row["phrase"], school=row["school"], places=tuple(row["places"]),
            latitude=latitude + row["offset"][0], longitude=longitude + row["offset"][1],
        )
        for row in data["neighbourhood"]
    )


@dataclass(frozen=True)
class Spot:
    """One place in one neighbourhood, as the words of an idea name it."""

    neighbourhood: Neighbourhood
    place: str  # "in|de Wilgenlaan"
    years: str
    number: int

    @property
    def name(self) -> str:
        """The place without preposition and article."""
        return self.place.split("|")[1].split(" ", 1)[1]

    def fill(self, chance: Random, text: str) -> str:
        """A fragment with its choices made and its slots filled."""
        while "[" in text:
            text = CHOICE.sub(lambda match: chance.choice(match[1].split("|")), text, count=1)
        preposition, place = self.place.split("|")
        for slot, word in (
            ("{p}", place), ("{in}", f"{preposition} {place}"), ("{wijk}", self.neighbourhood.phrase),
            ("{school}", self.neighbourhood.school), ("{jaar}", self.years), ("{nr}", str(self.number)),
            ("{leeftijd}", str(70 + self.number % 20)), ("{jong}", str(13 + self.number % 6)),
        ):
            text = text.replace(slot, word)
        return SENTENCE_START.sub(lambda match: match[1] + match[2].upper(), text)


def spot(chance: Random, neighbourhood: Neighbourhood, *, with_cars: bool = False) -> Spot:
    """A random place in a neighbourhood; one where cars drive when that is asked for."""
    places = [place for place in neighbourhood.places if not (with_cars and CAR_FREE.search(place))]
    return Spot(neighbourhood, chance.choice(places), chance.choice(table("voices")["jaar"]["words"]),
                chance.randrange(3, 90))
