"""How many: the size of themes and what has none yet; quick with a million contributions, in a few queries each."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.queries import MOST_COUNTED
from rodedraad.listen.contributions.querysets import COUNTED_ONCE
from rodedraad.listen.processes.models import Process

from .levels import NOT_COUNTED, family_counts, family_sizes, in_family
from .models import Grounds, Theme


@dataclass(frozen=True)
class Capped:
    """A number that is counted no further than 10,000."""

    number: int
    is_more: bool = False

    def __str__(self) -> str:
        shown = number_format(self.number, force_grouping=True)
        return _("more than %(n)s") % {"n": shown} if self.is_more else shown


@dataclass(frozen=True)
class Coverage:
    """Published contributions of a process: all, those with a theme on the site, and those without any, also draft."""

    total: int
    with_public_theme: int
    without: Capped


def public_contributions(process: Process) -> QuerySet:
    """What the desk sorts: the contributions of a process that count, those with words only for staff too."""
    return Contribution.objects.filter(process=process, state__in=COUNTED_ONCE)


def without_theme(rows: QuerySet) -> QuerySet:
    """Those of the contributions that nobody put under a theme, published or draft."""
    # The flag comes first: it stands in an index, and what has a published theme has a theme.
    confirmed = Grounds.objects.confirmed().live().filter(contribution_id=OuterRef("pk"))
    return rows.filter(~Exists(confirmed), has_theme=False)


def with_suggestion(process: Process, rows: QuerySet, theme: int | None = None) -> QuerySet:
    """Those of the contributions of a process that wait for a decision on a suggestion."""
    return rows.filter(pk__in=_in_themes(process, Grounds.State.SUGGESTED, theme))


def under_theme(process: Process, rows: QuerySet, theme: int) -> QuerySet:
    """Those of the contributions of a process that a person put under one theme."""
    return rows.filter(pk__in=_in_themes(process, Grounds.State.CONFIRMED, theme))


def _in_themes(process: Process, state: str, theme: int | None) -> QuerySet:
    """Ids of contributions, read from the themes down: few themes, and an index per theme and state."""
    themes = Theme.objects.live().filter(process=process).order_by()
    chosen = themes.filter(Q(pk=theme) | Q(parent_id=theme)) if theme else themes
    return Grounds.objects.filter(theme__in=chosen, state=state).order_by().values("contribution_id")


def capped(rows: QuerySet) -> Capped:
    """How many rows there are, at most 10,000."""
    found = rows.order_by()[: MOST_COUNTED + 1].count()
    return Capped(min(found, MOST_COUNTED), found > MOST_COUNTED)


def coverage_of_themes(process: Process) -> Coverage:
    """How far the sorting is; three queries."""
    rows = public_contributions(process)
    return Coverage(rows.count(), rows.filter(has_theme=True).count(), capped(without_theme(rows)))


def size_per_theme(process: Process) -> dict[int, int]:
    """Per theme (not merged) the number of published contributions with confirmed grounds; two queries."""
    return {theme: states.get(Grounds.State.CONFIRMED, 0) for theme, states in counts_per_theme(process).items()}


def counts_per_theme(process: Process) -> dict[int, dict[str, int]]:
    """Per theme (not merged) the number of contributions that count per state of its grounds; two or three queries.

    All grounds along their index, minus those of the few contributions that do not count: no join over all. A thread
    with observations counts each contribution under it once (two queries more).
    """
    grounds = Grounds.objects.filter(theme__in=Theme.objects.live().filter(process=process).order_by())
    hidden = Contribution.objects.filter(process=process, state__in=NOT_COUNTED)
    found: dict[int, dict[str, int]] = {}
    for sign, rows in ((1, grounds), (-1, grounds.filter(contribution__in=hidden))):
        for theme, state, number in rows.order_by().values_list("theme_id", "state").annotate(n=Count("pk")):
            states = found.setdefault(theme, {})
            states[state] = states.get(state, 0) + sign * number
    threads = Theme.objects.live().filter(process=process, parent__isnull=False).order_by()
    return found | family_counts(process, threads.values_list("parent_id", flat=True).distinct())


def size_of(theme: Theme) -> int:
    """The number of contributions that count with confirmed grounds in one theme, or in an observation under it."""
    rows = Grounds.objects.counting().filter(in_family(theme)).order_by()
    return int(rows.aggregate(n=Count("contribution_id", distinct=True))["n"])


def sizes(themes: Iterable[Theme]) -> dict[int, int]:
    """The sizes of some themes; two queries (three when there are observations)."""
    ids = [theme.pk for theme in themes]
    rows = Grounds.objects.counting().filter(theme__in=ids).order_by()
    return dict(rows.values_list("theme_id").annotate(n=Count("pk"))) | family_sizes(ids)
