"""The list of ideas: twenty rows along an index, whatever the number of ideas; and what its filters offer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Substr
from django.utils.translation import get_language, gettext as _

from rodedraad.base.organisations.models import Neighbourhood
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.models.contribution import Stage, State
from rodedraad.listen.contributions.queries import CappedPaginator
from rodedraad.listen.contributions.search import search
from rodedraad.understand.themes.models import Grounds, Theme

from .filters import Filters
from .lines import mini_line

PER_PAGE = 20
EXCERPT = 220
SMALL_THEME = 2000
"""A theme with at most this many ideas is read from the theme; a larger one along the order of the list."""
ORDERS = {
    "gesteund": ("-support_count", "-id"),
    "nieuw": ("-created_at", "-id"),
    "wacht": ("has_answer", "-support_count", "-id"),
}
KNOTS = ("has_theme", "has_answer", "has_decision", "has_commitment", "has_result")
FIELDS = ("id", "title", "is_anonymous", "author_id", "created_at", "support_count", "comment_count", "stage", *KNOTS)


class RandomOrder:
    """The ideas in a random order that a seed fixes: from the seed up, then round again from the beginning.

    Every page reads along the index on `random_key`; together the pages hold each idea once.
    """

    def __init__(self, rows: QuerySet, seed: int) -> None:
        self.rows = rows.order_by("random_key", "id")
        self.first = self.rows.filter(random_key__gte=seed)
        self.second = self.rows.filter(random_key__lt=seed)

    def __getitem__(self, part: slice) -> list[dict[str, Any]]:
        rows = list(self.first[part])
        missing = part.stop - part.start - len(rows)
        if missing > 0:
            skipped = 0 if rows else part.start - self.first.order_by()[: part.start].count()
            rows += list(self.second[skipped : skipped + missing])
        return rows


@dataclass(frozen=True)
class Options:
    """What the filters offer."""

    themes: list[tuple[int, str]]
    neighbourhoods: list[tuple[int, str]]


def page_of_ideas(activity: Activity, filters: Filters, seed: int) -> Page:
    """One page of published ideas as rows for the template, in two queries (three when the random order goes round)."""
    rows = ideas_shown(activity, filters)
    counted = CappedPaginator(rows, PER_PAGE)
    ordered = rows.annotate(excerpt=Substr("text", 1, EXCERPT + 60), name=F("author__name"),
                            area=F("neighbourhood__name")).values(*FIELDS, "excerpt", "name", "area")
    page = counted.get_page(filters.page)
    start = (page.number - 1) * PER_PAGE
    wanted = slice(start, start + PER_PAGE)
    if filters.sort == "willekeurig":
        found = RandomOrder(ordered, seed)[wanted]
    else:
        found = list(ordered.order_by(*order_of(filters))[wanted])
    page.object_list = list(_for_template(found))
    return page


def ideas_shown(activity: Activity, filters: Filters) -> QuerySet:
    """The published ideas that the filters leave."""
    rows: QuerySet = Contribution.objects.filter(
        organisation_id=activity.organisation_id, activity=activity, state=State.PUBLISHED)
    if filters.stage_number is not None:
        rows = rows.filter(stage=int(filters.stage_number))
    if filters.neighbourhood:
        rows = rows.filter(neighbourhood_id=filters.neighbourhood)
    if filters.theme:
        rows = _in_theme(rows, filters.theme)
    return search(rows, filters.search, activity)


def order_of(filters: Filters) -> tuple[str, ...]:
    """The order; ideas of one stage all have an answer or all have none, so there support alone decides."""
    if filters.sort == "wacht" and filters.stage:
        return ORDERS["gesteund"]
    return ORDERS[filters.sort]


def _in_theme(rows: QuerySet, theme: int) -> QuerySet:
    shown = Grounds.objects.filter(theme_id=theme, theme__state=Theme.State.PUBLISHED, state=Grounds.State.CONFIRMED)
    if shown.order_by()[: SMALL_THEME + 1].count() <= SMALL_THEME:
        return rows.filter(pk__in=shown.values("contribution_id"))
    return rows.filter(Exists(shown.filter(contribution_id=OuterRef("pk"))))


def _for_template(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    language = get_language() or "nl"
    resident = _("A resident")
    labels = {stage.value: str(stage.label) for stage in Stage}
    for row in rows:
        text = " ".join(row["excerpt"].split())
        row["lines"] = text if len(text) <= EXCERPT else text[: EXCERPT - 1].rsplit(" ", 1)[0] + "…"
        row["heading"] = row["title"] or (text if len(text) <= 80 else text[:77].rsplit(" ", 1)[0] + "…")
        row["by"] = "" if row["is_anonymous"] or row["author_id"] is None else row["name"] or resident
        row["line"] = mini_line(language, *(bool(row[knot]) for knot in KNOTS))
        row["status_label"] = labels[row["stage"]]
        yield row


def options_for(activity: Activity) -> Options:
    """The published themes of the process and the neighbourhoods of the organisation, in one query."""
    themes = Theme.objects.filter(process_id=activity.process_id, state=Theme.State.PUBLISHED).order_by()
    areas = Neighbourhood.objects.order_by()
    both = themes.values_list(Value("t"), "position", "pk", "title").union(
        areas.values_list(Value("a"), Value(0), "pk", "name"), all=True)
    found = sorted(both, key=lambda row: (row[1], row[3].casefold()))
    return Options([(pk, name) for kind, _position, pk, name in found if kind == "t"],
                   [(pk, name) for kind, _position, pk, name in found if kind == "a"])
