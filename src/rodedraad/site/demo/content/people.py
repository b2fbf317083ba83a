"""The invented people of the demo: their names say that they do not exist."""

from random import Random
from typing import Any

from .fragments import neighbourhoods, table
from .shapes import Resident, Staff

SURNAMES = ("Demo", "Voorbeeld")
INITIALS = "ABCDEFGHIJKLMNOPRSTVWZ"


def residents(count: int, domain: str, areas: tuple[str, ...]) -> tuple[Resident, ...]:
    """The demo residents, each with an own name and an address under `.example`, which nobody can ever own."""
    chance = Random(f"residents {domain}")  # noqa: S311 -- invented people, not a secret
    names = table("people")["first_names"].split()
    made: dict[str, Resident] = {}
    while len(made) < count:
        name = f"{chance.choice(names)} {chance.choice(INITIALS)}. {chance.choice(SURNAMES)}"
        if name not in made:
            made[name] = Resident(name, f"bewoner{len(made) + 1:04}@{domain}", chance.choice(areas))
    return tuple(made.values())


def area_names() -> tuple[str, ...]:
    """The names of the neighbourhoods of Voorbeeldstad."""
    return tuple(area.name for area in neighbourhoods())


def staff(rows: list[dict[str, Any]]) -> tuple[Staff, ...]:
    """The people who work for an organisation, from their rows in a data file."""
    return tuple(Staff(**row) for row in rows)
