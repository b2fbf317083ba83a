"""Where the parts of this kind hang what they add: sections of a meeting's public page, and pages at its desk."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from rodedraad.base.core.permissions import Actor
from rodedraad.listen.processes.hooks import BuiltSection

from .models import Meeting

Section = Callable[[HttpRequest, Meeting], tuple[str, dict[str, Any]] | None]
"""Gives a template and its context (it sees the context of the page too), or None for nothing to show."""


@dataclass(frozen=True)
class DeskLink:
    """One page of work on a meeting: its name in words, its address, and who may open it.

    `forms` says for which forms of meeting it is meant; empty is for all.
    """

    label: Any
    url: Callable[[Meeting], str]
    permission: str
    text: Any = ""
    forms: tuple[str, ...] = ()
    order: int = 50


DETAIL_SECTIONS: list[Section] = []
DESK_LINKS: list[DeskLink] = []


def register_section(build: Section) -> None:
    """Add a section to the public page of a meeting; registering twice is registering once."""
    if build not in DETAIL_SECTIONS:
        DETAIL_SECTIONS.append(build)


def register_desk_link(link: DeskLink) -> None:
    """Add a page to the desk of a meeting; the same page twice is once."""
    if link not in DESK_LINKS:
        DESK_LINKS.append(link)


def built_sections(request: HttpRequest, meeting: Meeting) -> list[BuiltSection]:
    """The sections of one public page that have something to show."""
    return [BuiltSection("", *built) for build in DETAIL_SECTIONS if (built := build(request, meeting)) is not None]


def desk_links(person: Actor, meeting: Meeting) -> list[tuple[DeskLink, str]]:
    """The pages of work that fit this meeting and that the person may open, each with its address."""
    fitting = [link for link in DESK_LINKS if not link.forms or meeting.form in link.forms]
    ordered = sorted(fitting, key=lambda link: link.order)
    return [(link, link.url(meeting)) for link in ordered if person.may(link.permission, meeting)]
