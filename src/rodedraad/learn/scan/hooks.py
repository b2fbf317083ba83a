"""Where other parts hang their work on the pages of a scan: a link on the desk and in its step."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rodedraad.base.core.permissions import Actor

from .models import Scan


@dataclass(frozen=True)
class Link:
    """One way to work on a scan; `url(scan)` gives None when there is nothing to do yet."""

    name: str
    step: int
    order: int
    label: Any
    text: Any
    url: Callable[[Scan], str | None]
    permission: str


_links: dict[str, Link] = {}


def register_link(link: Link) -> None:
    """Add a way to work; a second one with the same name is a programming error."""
    if link.name in _links:
        raise ValueError(f"link {link.name!r} is registered twice")
    _links[link.name] = link


def unregister_link(name: str) -> None:
    """Take a link out again; for tests."""
    _links.pop(name, None)


def links_for(scan: Scan, person: Actor, step: int | None = None) -> list[tuple[Link, str]]:
    """The work that this person can do on a scan now (in one step), each with its address."""
    ordered = sorted(_links.values(), key=lambda each: (each.step, each.order, each.name))
    return [(link, url) for link in ordered
            if step in {None, link.step} and (url := link.url(scan)) and person.may(link.permission, scan)]


_public: list[Callable[[Scan], tuple[Any, str] | None]] = []


def register_public_link(build: Callable[[Scan], tuple[Any, str] | None]) -> None:
    """Add a link, a label with an address, to the page of a scan for everybody; None when there is nothing yet."""
    _public.append(build)


def public_links(scan: Scan) -> list[tuple[Any, str]]:
    """The links on the page for everybody, in the order in which parts registered them."""
    return [found for build in _public if (found := build(scan)) is not None]
