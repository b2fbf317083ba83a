"""The components: each declared once with its props and slots; anything undeclared is an error at compile time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

REQUIRED = object()
"""The default of a prop that must be given."""


class UnknownComponentError(LookupError):
    """No component with this name is declared."""


@dataclass(frozen=True)
class Prop:
    """One prop: its default (REQUIRED when there is none) and, when limited, the values a literal may have."""

    default: Any = REQUIRED
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Component:
    """A component: its template `ui/components/<name>.html`, props, slots, body, and what it takes from the page."""

    name: str
    props: Mapping[str, Prop] = field(default_factory=dict)
    slots: tuple[str, ...] = ()
    has_body: bool = False
    takes: tuple[str, ...] = ()

    @property
    def template_name(self) -> str:
        """Where its markup is."""
        return f"ui/components/{self.name.replace('-', '_')}.html"


_components: dict[str, Component] = {}


def declare(
    name: str, /, *, slots: tuple[str, ...] = (), body: bool = False, takes: tuple[str, ...] = (), **props: Prop,
) -> None:
    """Add a component; `takes` names what it sees of the page's own context. Twice the same name is an error."""
    if name in _components:
        raise ValueError(f"component {name!r} is declared twice")
    _components[name] = Component(name, props, slots, body, takes)


def component(name: str) -> Component:
    """The component of that name. Raises `UnknownComponentError`."""
    try:
        return _components[name]
    except KeyError as error:
        raise UnknownComponentError(name) from error


def all_components() -> list[Component]:
    """Every component, by name."""
    return [_components[name] for name in sorted(_components)]
