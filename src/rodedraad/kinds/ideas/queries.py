"""The list of ideas: twenty rows along an index, whatever the number of ideas; and what its filters offer."""

from typing import Any

from django.core.cache import cache
from django.core.paginator import Page
from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.organisations.models import Neighbourhood
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.models.contribution import State
from rodedraad.listen.contributions.queries import SECONDS_REMEMBERED, CappedPaginator
from rodedraad.listen.contributions.search import search
from rodedraad.understand.themes.models import Grounds, Theme

from .filters import Filters
from .rows import EXCERPT, Options, Row, shorten

PER_PAGE = 20
SMALL_THEME = 2000
"""A theme with at most this many ideas is read from the theme; a larger one along the order of the list."""
ORDERS = {
    "gesteund": ("-support_count", "-id"),
    "nieuw": ("-created_at", "-id"),
    "wacht": ("has_answer", "-support_count", "-id"),
}
KNOTS = ("has_theme", "has_answer", "has_decision", "has_commitment", "has_result")
FIELDS = ("id", "title", "excerpt", "is_anonymous", "author_id", "author__name", "neighbourhood__name", "created_at",
          "support_count", "comment_count", "stage", *KNOTS)


class RandomOrder:
    """The ideas in a random order that a seed fixes: from the seed up, then round again from the beginning.

    Every page reads along the index on `random_key`; together the pages hold each idea once.
    """

    def __init__(self, rows: QuerySet, seed: int) -> None:
        self.rows = rows.order_by("random_key", "id")
        self.first = self.rows.filter(random_key__gte=seed)
        self.second = self.rows.filter(random_key__lt=seed)

    def __getitem__(self, part: slice) -> list[tuple[Any, ...]]:
        rows = list(self.first[part])
        missing = part.stop - part.start - len(rows)
        if missing > 0:
            skipped = 0 if rows else part.start - self.first.order_by()[: part.start].count()
            rows += list(self.second[skipped : skipped + missing])
        return rows


def page_of_ideas(activity: Activity, filters: Filters, seed: int) -> Page:
    """One page of published ideas as rows for the template, in two queries (three when the random order goes round)."""
    rows = ideas_shown(activity, filters)
    counted = CappedPaginator(rows.order_by(*ORDERS["nieuw"]), PER_PAGE)
    ordered = rows.annotate(excerpt=Substr("text", 1, EXCERPT + 60)).values_list(*FIELDS)
    counted.remember_as = f"ideas:count:{activity.pk}:{filters.query}"
    page = counted.get_page(filters.page)
    start = (page.number - 1) * PER_PAGE
    wanted = slice(start, start + PER_PAGE)
    if filters.sort == "willekeurig":
        found = RandomOrder(ordered, seed)[wanted]
    else:
        found = list(ordered.order_by(*order_of(filters))[wanted])
    resident = _("A resident")
    page.object_list = [_row(values, resident) for values in found]
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


def _row(values: tuple[Any, ...], resident: str) -> Row:
    pk, title, excerpt, anonymous, author, name, area, at, supports, comments, stage, *reached = values
    by = "" if anonymous or author is None else name or resident
    return Row(pk, title, shorten(excerpt, EXCERPT), by, area or "", timezone.localdate(at), supports, comments, stage,
               tuple(map(bool, reached)))


def options_for(activity: Activity) -> Options:
    """The published themes and the neighbourhoods to choose from, at most two seconds old; one query when read."""
    return cache.get_or_set(f"ideas:options:{activity.pk}", lambda: _options(activity), SECONDS_REMEMBERED)  # type: ignore[return-value]


def _options(activity: Activity) -> Options:
    themes = Theme.objects.filter(process_id=activity.process_id, state=Theme.State.PUBLISHED).order_by()
    areas = Neighbourhood.objects.order_by()
    both = themes.values_list(Value("t"), "position", "pk", "title").union(
        areas.values_list(Value("a"), Value(0), "pk", "name"), all=True)
    found = sorted(both, key=lambda row: (row[1], row[3].casefold()))
    return Options(tuple((pk, name) for kind, _position, pk, name in found if kind == "t"),
                   tuple((pk, name) for kind, _position, pk, name in found if kind == "a"))
