"""Reads for the public pages of themes, and for other apps: each a fixed number of SQL queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.core.paginator import Page
from django.db.models import Count, Exists, Min, OuterRef, Q
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
from .levels import Numbered, in_family
from .models import Draft, Grounds, Theme
from .passages import Marked, marked

__all__ = ["coverage_of_themes", "size_per_theme", "theme_choices", "theme_list", "theme_page", "themes_of"]

PER_PAGE = 20
MOST_VOICES = 6
KNOTS = ("answer", "decision", "commitment", "result")
LONGEST_CHAIN = 20


def find_theme(request: HttpRequest, process_slug: str, theme_id: int) -> Theme:
    """A theme at its public address, whatever its state. Raises Http404."""
    process = find_process(request, process_slug)
    rows = Theme.objects.select_related("merged_into", "split_from", "parent")
    found = rows.filter(process=process, pk=theme_id).first()
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


def live_theme(process: Process, ids: list[int]) -> Theme | None:
    """The theme with the posted id, when the desk still works with it."""
    return Theme.objects.live().filter(process=process, pk__in=ids).first()


def find_draft(request: HttpRequest, process_slug: str, draft_id: int) -> Draft:
    """A draft at the desk; a visitor gets an empty one and is sent to the login page."""
    process = find_for_desk(request, process_slug)
    if process.pk is None:
        return Draft(theme=Theme(process=process))
    found = Draft.objects.select_related("theme").filter(theme__process=process, pk=draft_id).first()
    if found is None:
        raise Http404(str(draft_id))
    found.theme.process = process
    return found


def drafts_of(theme: Theme) -> list[Draft]:
    """The drafts of a theme that wait for a person, newest first; one query."""
    waiting = [Draft.State.WAITING, Draft.State.OPEN, Draft.State.REFUSED]
    return list(Draft.objects.filter(theme=theme, state__in=waiting).order_by("-pk")[:5])


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
    """A theme in a list: how many contributions, how far they came, its number and its observations."""

    theme: Theme
    size: int
    line: ThreadLine
    number: str = ""
    below: "list[ThemeRow]" = field(default_factory=list)


def theme_list(process: Process) -> list[ThemeRow]:
    """The published themes of a process, the largest thread first, with observations; a fixed number of queries."""
    themes = list(Theme.objects.published().filter(process=process).annotate(**_reached()))
    known = size_per_theme(process)
    rows = [ThemeRow(theme, known.get(theme.pk, 0), hooks.short_line(theme, known.get(theme.pk, 0)))
            for theme in themes]
    on_site = {theme.pk for theme in themes}
    threads = [row for row in rows if row.theme.parent_id not in on_site]
    ordered = sorted(threads, key=lambda row: (-row.size, row.theme.position, row.theme.pk))
    return [replace(row, number=str(place), below=_below(row, rows, place))
            for place, row in enumerate(ordered, start=1)]


def _below(thread: ThemeRow, rows: list[ThemeRow], number: int) -> list[ThemeRow]:
    own = sorted((row for row in rows if row.theme.parent_id == thread.theme.pk),
                 key=lambda row: (row.theme.position, row.theme.pk))
    return [replace(row, number=f"{number}.{place}") for place, row in enumerate(own, start=1)]


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
    observations: list[tuple[Numbered, int]]
    line: ThreadLine
    is_following: bool
    inside: int = 0


def theme_page(theme: Theme, person: Person | Visitor, number: int = 1) -> ThemePage:
    """The page of a theme: what people say in their own words, how many, from where; a fixed number of queries."""
    grounds = Grounds.objects.readable().filter(_own(theme))
    full = grounds.select_related("contribution__activity", "contribution__author", "contribution__neighbourhood")
    quoted = full.exclude(passage="").order_by("-contribution__support_count", "pk")[: 2 * MOST_VOICES]
    page = CappedPaginator(full.order_by("-contribution_id"), PER_PAGE).get_page(number)
    size = size_of(theme)
    inside = Grounds.objects.counting().filter(_own(theme), contribution__state="inside").count()
    voices = [voice for row in quoted if (voice := _voice(row, theme.process)).said.length][:MOST_VOICES]
    is_following = isinstance(person, Person) and Follow.objects.filter(person=person, topic=theme.topic).exists()
    return ThemePage(
        theme=theme, size=size, channels=_channels(theme), voices=voices, page=page,
        rows=[_voice(row, theme.process) for row in page.object_list],
        observations=_observations(theme),
        merged=list(theme.merged.all().order_by("pk")), line=hooks.thread_line(theme, size),
        is_following=is_following, inside=inside,
    )


def _own(theme: Theme) -> Q:
    """The grounds of a theme; of a thread with observations one per contribution, its own or those of the first."""
    if not Theme.objects.live().filter(parent=theme).exists():
        return Q(theme=theme)
    family = Grounds.objects.counting().filter(in_family(theme)).order_by().values("contribution_id")
    return Q(pk__in=family.annotate(first=Min("pk")).values("first"))


def _observations(theme: Theme) -> list[tuple[Numbered, int]]:
    """The published observations of a thread, numbered 1, 2, 3, with their sizes; two queries."""
    own = list(Theme.objects.published().filter(parent=theme).order_by("position", "pk"))
    known = sizes(own) if own else {}
    return [(Numbered(each, str(place), is_observation=True), known.get(each.pk, 0))
            for place, each in enumerate(own, start=1)]


def _voice(row: Grounds, process: Process) -> Voice:
    contribution = row.contribution
    contribution.activity.process = process
    return Voice(contribution, marked(contribution, row.passage, row.passage_start), shown_author(contribution),
                 kind_of(contribution.activity).contribution_url(contribution))


def _channels(theme: Theme) -> list[tuple[str, int]]:
    rows = Grounds.objects.counting().filter(_own(theme)).order_by()
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
