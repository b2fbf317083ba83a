"""Reads for the public pages of themes, and for other apps: each a fixed number of SQL queries."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import Count, Exists, OuterRef
from django.http import Http404, HttpRequest

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.base.notifications.models import Follow
from rodedraad.base.ui.thread import ThreadLine
from rodedraad.listen.activities.kinds import kind_of
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.models.contribution import Channel
from rodedraad.listen.contributions.queries import CappedPaginator, shown_author
from rodedraad.listen.processes.models import Process
from rodedraad.listen.processes.queries import find_for_desk, find_process

from . import hooks
from .counts import coverage_of_themes, size_of, size_per_theme, sizes
from .models import Grounds, Theme
from .passages import Marked, marked

__all__ = ["coverage_of_themes", "size_per_theme", "theme_choices", "theme_list", "theme_page", "themes_of"]

PER_PAGE = 20
MOST_VOICES = 6
KNOTS = ("answer", "decision", "commitment", "result")
LONGEST_CHAIN = 20


def find_theme(request: HttpRequest, process_slug: str, theme_id: int) -> Theme:
    """A theme at its public address, whatever its state. Raises Http404."""
    process = find_process(request, process_slug)
    found = Theme.objects.select_related("merged_into", "split_from").filter(process=process, pk=theme_id).first()
    if found is None:
        raise Http404(str(theme_id))
    found.process = process
    return found


def find_desk_theme(request: HttpRequest, process_slug: str, theme_id: int) -> Theme:
    """A theme at the desk; a visitor gets an empty one, so that every desk address leads to the login page."""
    process = find_for_desk(request, process_slug)
    if process.pk is None:
        return Theme(process=process)
    return find_theme(request, process_slug, theme_id)


def final_theme(theme: Theme) -> Theme | None:
    """Where a merged theme ended; None when that is not on the site (any more)."""
    for _ in range(LONGEST_CHAIN):
        if theme.state != Theme.State.MERGED:
            return theme if theme.is_public else None
        if theme.merged_into is None:
            return None
        theme = theme.merged_into
    return None


def theme_choices(process: Process, person: Person | Visitor) -> list[tuple[int, str]]:
    """The themes of a process that somebody may see and that are not merged, for a filter; one query."""
    rows = Theme.objects.visible_to(person).live().filter(process=process).order_by("position", "pk")
    return list(rows.values_list("pk", "title"))


def themes_of(contribution_ids: Iterable[int], *, with_drafts: bool = False) -> dict[int, list[Theme]]:
    """The themes of contributions by confirmed grounds, in order: published ones, or also drafts; one query."""
    ids = list(contribution_ids)
    rows = Grounds.objects.confirmed().filter(contribution_id__in=ids).select_related("theme")
    rows = rows.live() if with_drafts else rows.filter(theme__state=Theme.State.PUBLISHED)
    found: dict[int, list[Theme]] = {pk: [] for pk in ids}
    for row in rows.order_by("theme__position", "theme_id"):
        found[row.contribution_id].append(row.theme)
    return found


@dataclass(frozen=True)
class ThemeRow:
    """A theme in a list: how many contributions, and how far they came."""

    theme: Theme
    size: int
    line: ThreadLine


def theme_list(process: Process) -> list[ThemeRow]:
    """The published themes of a process, the largest first; three queries."""
    themes = list(Theme.objects.published().filter(process=process).annotate(**_reached()))
    known = size_per_theme(process)
    rows = [ThemeRow(theme, known.get(theme.pk, 0), hooks.short_line(theme, known.get(theme.pk, 0)))
            for theme in themes]
    return sorted(rows, key=lambda row: (-row.size, row.theme.position, row.theme.pk))


def _reached() -> dict[str, Exists]:
    """Whether a contribution of the theme reached each later knot."""
    own = Grounds.objects.counting().filter(theme_id=OuterRef("pk"))
    return {f"has_{knot}": Exists(own.filter(**{f"contribution__has_{knot}": True})) for knot in KNOTS}


@dataclass(frozen=True)
class Voice:
    """One contribution under a theme, as others may read it."""

    contribution: Contribution
    said: Marked
    author: str
    href: str

    @property
    def quote(self) -> str:
        """The marked words."""
        start = self.said.start or 0
        return self.said.text[start : start + self.said.length]


@dataclass(frozen=True)
class ThemePage:
    """Everything that the page of a theme shows of its grounds."""

    theme: Theme
    size: int
    channels: list[tuple[str, int]]
    voices: list[Voice]
    page: Page
    rows: list[Voice]
    merged: list[Theme]
    line: ThreadLine
    is_following: bool
    inside: int = 0


def theme_page(theme: Theme, person: Person | Visitor, number: int = 1) -> ThemePage:
    """The page of a theme: what people say in their own words, how many, from where; a fixed number of queries."""
    grounds = Grounds.objects.readable().filter(theme=theme)
    full = grounds.select_related("contribution__activity", "contribution__author", "contribution__neighbourhood")
    quoted = full.exclude(passage="").order_by("-contribution__support_count", "pk")[: 2 * MOST_VOICES]
    page = CappedPaginator(full.order_by("-contribution_id"), PER_PAGE).get_page(number)
    size = size_of(theme)
    inside = Grounds.objects.counting().filter(theme=theme, contribution__state="inside").count()
    voices = [voice for row in quoted if (voice := _voice(row, theme.process)).said.length][:MOST_VOICES]
    is_following = isinstance(person, Person) and Follow.objects.filter(person=person, topic=theme.topic).exists()
    return ThemePage(
        theme=theme, size=size, channels=_channels(theme), voices=voices, page=page,
        rows=[_voice(row, theme.process) for row in page.object_list],
        merged=list(theme.merged.all().order_by("pk")), line=hooks.thread_line(theme, size),
        is_following=is_following, inside=inside,
    )


def _voice(row: Grounds, process: Process) -> Voice:
    contribution = row.contribution
    contribution.activity.process = process
    return Voice(contribution, marked(contribution, row.passage, row.passage_start), shown_author(contribution),
                 kind_of(contribution.activity).contribution_url(contribution))


def _channels(theme: Theme) -> list[tuple[str, int]]:
    rows = Grounds.objects.counting().filter(theme=theme).order_by()
    counted = rows.values_list("contribution__channel").annotate(n=Count("pk"))
    labels = dict(Channel.choices)
    return sorted(((str(labels[channel]), number) for channel, number in counted), key=lambda each: (-each[1], each[0]))


def describe_topics(ids: list[int]) -> dict[int, tuple[str, str]]:
    """(title, path) of the themes that readers can follow; one query."""
    rows = Theme.objects.published().filter(pk__in=ids).exclude(process__state="draft").select_related("process")
    return {theme.pk: (theme.title, hooks.path_of(theme)) for theme in rows}


def largest(process: Process, limit: int) -> tuple[list[tuple[Theme, int]], int]:
    """The largest published themes with their sizes, and how many themes there are; two queries."""
    themes = list(Theme.objects.published().filter(process=process))
    known = sizes(themes)
    ordered = sorted(themes, key=lambda theme: (-known.get(theme.pk, 0), theme.position, theme.pk))
    return [(theme, known.get(theme.pk, 0)) for theme in ordered[:limit]], len(themes)
