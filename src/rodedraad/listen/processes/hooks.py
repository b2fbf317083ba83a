"""Where higher floors hang what they know of a process: sections, the thread line, the agenda, who took part.

Each `register_…` is called once, from the `ready()` of a higher app. Without any of them the pages still work.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from rodedraad.base.core.permissions import Actor

from .agenda import Agenda, Moment
from .models import Process

Section = Callable[[HttpRequest, Process], tuple[str, dict[str, Any]] | None]
"""Gives the template and its own context (it sees the context of the page too), or None for nothing to show."""


@dataclass(frozen=True)
class _NamedSection:
    name: str
    order: int
    build: Section


@dataclass(frozen=True)
class BuiltSection:
    """A section of one process page, ready to be included."""

    name: str
    template: str
    context: dict[str, Any]


@dataclass(frozen=True)
class DeskLink:
    """One way from the desk of a process to work that a higher floor offers."""

    name: str
    order: int
    label: Any
    url: Callable[[Process], str]
    permission: str
    text: Any = ""
    is_moderation: bool = False


_sections: dict[str, _NamedSection] = {}
_thread_line: list[Callable[[Process], Any]] = []
_agenda: list[Callable[[Iterable[Process]], dict[int, Agenda]]] = []
_moments: list[Callable[[Process], list[Moment]]] = []
_closing: list[Callable[[datetime], QuerySet]] = []
_participants: list[Callable[[Process], QuerySet]] = []
_obstacles: list[Callable[[Process], str | None]] = []
_desk_links: dict[str, DeskLink] = {}


def register_section(name: str, order: int, build: Section) -> None:
    """Add a section to the process page; a second one with the same name is a programming error."""
    if name in _sections:
        raise ValueError(f"section {name!r} is registered twice")
    _sections[name] = _NamedSection(name, order, build)


def unregister_section(name: str) -> None:
    """Take a section out again; for tests."""
    _sections.pop(name, None)


def register_thread_line(build: Callable[[Process], Any]) -> None:
    """Say how the thread line of a process is made; the last registration holds."""
    _thread_line[:] = [build]


def register_agenda(build: Callable[[Iterable[Process]], dict[int, Agenda]],
                    closing: Callable[[datetime], QuerySet]) -> None:
    """Say what is open and when, for many processes at once; and which process ids have something closing before."""
    _agenda[:] = [build]
    _closing[:] = [closing]


def register_moments(build: Callable[[Process], list[Moment]]) -> None:
    """Add moments to the timeline of a process page, beside the phases of its activities."""
    _moments.append(build)


def register_participants(find: Callable[[Process], QuerySet]) -> None:
    """Say who took part: a queryset of `Person`. Those people are told when the rules change."""
    _participants.append(find)


def register_obstacle(find: Callable[[Process], str | None]) -> None:
    """Give a reason why a draft process cannot be deleted, or None."""
    _obstacles.append(find)


def register_desk_link(link: DeskLink) -> None:
    """Add a way to work on the desk of a process; a second one with the same name is a programming error."""
    if link.name in _desk_links:
        raise ValueError(f"desk link {link.name!r} is registered twice")
    _desk_links[link.name] = link


def unregister_desk_link(name: str) -> None:
    """Take a desk link out again; for tests."""
    _desk_links.pop(name, None)


def desk_links(person: Actor, process: Process) -> list[tuple[DeskLink, str]]:
    """The desk links that the person may use, in order, each with its address."""
    ordered = sorted(_desk_links.values(), key=lambda link: (link.order, link.name))
    return [(link, link.url(process)) for link in ordered if person.may(link.permission, process)]


def sections(request: HttpRequest, process: Process) -> list[BuiltSection]:
    """The sections of a process page that have something to show, in order."""
    found = []
    for section in sorted(_sections.values(), key=lambda each: (each.order, each.name)):
        built = section.build(request, process)
        if built is not None:
            found.append(BuiltSection(section.name, *built))
    return found


def moments(process: Process) -> list[Moment]:
    """What registered floors add to the timeline of one process."""
    return [moment for build in _moments for moment in build(process)]


def thread_line(process: Process) -> Any | None:
    """The thread line of a process, as the registered floor makes it; None when nobody does."""
    return _thread_line[0](process) if _thread_line else None


def agendas(processes: Iterable[Process]) -> dict[int, Agenda]:
    """The agenda per process id, in a fixed number of queries."""
    listed = list(processes)
    found = _agenda[0](listed) if _agenda else {}
    return {process.pk: found.get(process.pk, Agenda()) for process in listed}


def closing_before(moment: datetime) -> QuerySet:
    """Ids of the processes in which something that is open now closes before the moment."""
    return _closing[0](moment) if _closing else Process.objects.none().values("pk")


def participants(process: Process) -> list[QuerySet]:
    """Querysets of the people who took part in a process."""
    return [find(process) for find in _participants]


def obstacles(process: Process) -> list[str]:
    """Why a process cannot be deleted; empty when it can."""
    return [reason for find in _obstacles if (reason := find(process))]
