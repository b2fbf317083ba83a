"""What the floors above know about a person: each app registers how to hand it out, erase it or withdraw it."""

from collections.abc import Callable
from typing import Any

from .models import Person

Export = Callable[[Person], list[dict[str, Any]]]
Erase = Callable[[Person], None]

_exports: dict[str, Export] = {}
_erasers: list[Erase] = []
_withdrawers: list[Erase] = []


def register_export(name: str, export: Export) -> None:
    """Add a part (`<name>.json`) to the download of own data; `export(person)` gives JSON-able rows."""
    _exports[name] = export


def register_eraser(erase: Erase) -> None:
    """Have `erase(person)` run, in the same transaction, when a person deletes the account."""
    if erase not in _erasers:
        _erasers.append(erase)


def register_withdrawer(withdraw: Erase) -> None:
    """Have `withdraw(person)` run when a person also takes back what they contributed."""
    if withdraw not in _withdrawers:
        _withdrawers.append(withdraw)


def exports() -> dict[str, Export]:
    """Every registered part of the download, by name."""
    return dict(sorted(_exports.items()))


def erase_elsewhere(person: Person) -> None:
    """Run every registered eraser."""
    for erase in _erasers:
        erase(person)


def withdraw_contributions(person: Person) -> None:
    """Run every registered withdrawer."""
    for withdraw in _withdrawers:
        withdraw(person)
