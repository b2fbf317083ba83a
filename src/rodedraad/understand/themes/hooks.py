"""Where higher floors hang what they know of a theme: sections of its page (the answer) and its whole thread line.

Each `register_…` is called once, from the `ready()` of a higher app. Without any of them the pages still work.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from rodedraad.base.ui.thread import Knot, ThreadLine
from rodedraad.listen.contributions.models import Contribution

from .models import Grounds, Theme

Section = Callable[[HttpRequest, Theme], tuple[str, dict[str, Any]] | None]
"""Gives the template and its own context (it sees the context of the page too), or None for nothing to show."""
LATER = ("answer", "decision", "commitment", "result")


@dataclass(frozen=True)
class BuiltSection:
    """A section of one theme page, ready to be included."""

    name: str
    template: str
    context: dict[str, Any]


_sections: dict[str, tuple[int, Section]] = {}
_thread_line: list[Callable[[Theme], ThreadLine]] = []


def register_section(name: str, order: int, build: Section) -> None:
    """Add a section to the page of a theme; a second one with the same name is a programming error."""
    if name in _sections:
        raise ValueError(f"section {name!r} is registered twice")
    _sections[name] = (order, build)


def unregister_section(name: str) -> None:
    """Take a section out again; for tests."""
    _sections.pop(name, None)


def sections(request: HttpRequest, theme: Theme) -> list[BuiltSection]:
    """The sections of a theme page that have something to show, in order."""
    found = []
    for name, (_order, build) in sorted(_sections.items(), key=lambda each: (each[1][0], each[0])):
        built = build(request, theme)
        if built is not None:
            found.append(BuiltSection(name, *built))
    return found


def register_thread_line(build: Callable[[Theme], ThreadLine]) -> None:
    """Say how the thread line of a theme is made, with dates and promises; the last registration holds."""
    _thread_line[:] = [build]


def unregister_thread_line() -> None:
    """Forget how it is made; for tests."""
    _thread_line.clear()


def thread_line(theme: Theme, size: int) -> ThreadLine:
    """The thread line of a theme; without a registered floor, the knots that its contributions know."""
    if _thread_line:
        return _thread_line[0](theme)
    counting = Grounds.objects.counting().filter(theme=theme)
    rows = Contribution.objects.filter(pk__in=counting.values("contribution_id")).order_by()
    for knot in LATER:
        setattr(theme, f"has_{knot}", rows.filter(**{f"has_{knot}": True}).exists())
    return short_line(theme, size)


def short_line(theme: Theme, size: int) -> ThreadLine:
    """The knots of a theme that was fetched with `has_answer` … `has_result`."""
    on = timezone.localdate(theme.published_at) if theme.published_at and theme.is_public else None
    first = [Knot(stage="contribution", state="done" if size else "open", count=size or None),
             Knot(stage="theme", state="done" if theme.is_public else "open", date=on)]
    return ThreadLine([*first, *(Knot(stage=knot, state="done" if getattr(theme, f"has_{knot}") else "open")
                                 for knot in LATER)])


def path_of(theme: Theme) -> str:
    """The public address of a theme."""
    return reverse("themes:detail", args=[theme.process.slug, theme.pk])
