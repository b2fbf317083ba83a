"""Contributions of one activity that probably say the same, pair by pair: for a moderator, who decides."""

from dataclasses import dataclass

from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.db.models import Count, Max

from rodedraad.listen.activities.models import Activity
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.models.contribution import State
from rodedraad.listen.processes.models import Process

from .similarity import Text, WordSimilarity
from .suggesting import words_of

READ = 3_000
"""The newest contributions that are compared with each other."""
AS_WRITTEN = "xx"
"""No language: nearly the same words need no base forms, and finding those takes seconds in a page."""
AT_LEAST = 0.6
MOST = 200
PER_PAGE = 10
KEPT_SECONDS = 3_600


@dataclass(frozen=True)
class AlikePair:
    """Two contributions, the first the earlier one; `percent` is how much of their words is the same."""

    first: Contribution
    second: Contribution
    percent: int


@dataclass(frozen=True)
class Alike:
    """One page of pairs, the most alike first, of the activity that was chosen; `is_all` when all were compared."""

    activity: Activity | None
    activities: list[Activity]
    page: Page
    pairs: list[AlikePair]
    is_all: bool


def alike_page(process: Process, wanted: int | None, number: int) -> Alike:
    """The likely doubles of an activity of a process, by default of the one with the most contributions."""
    counted = Activity.objects.filter(process=process).annotate(said=Count("contributions"))
    activities = sorted(counted, key=lambda each: (-each.said, each.pk))
    chosen = next((each for each in activities if each.pk == wanted), activities[0] if activities else None)
    found, is_all = _found(chosen) if chosen else ([], True)
    page = Paginator(found, PER_PAGE).get_page(number)
    rows = Contribution.objects.filter(
        pk__in={pk for first, second, _percent in page.object_list for pk in (first, second)}, state=State.PUBLISHED,
    ).select_related("author", "activity").in_bulk()
    # Somebody may have merged one of them a moment ago.
    pairs = [AlikePair(rows[first], rows[second], percent) for first, second, percent in page.object_list
             if first in rows and second in rows]
    return Alike(chosen, activities, page, pairs, is_all)


def _found(activity: Activity) -> tuple[list[tuple[int, int, int]], bool]:
    """(earlier, later, percent), and whether all were read; computed anew only when a public text changed."""
    public = Contribution.objects.filter(activity=activity, state=State.PUBLISHED)
    told = public.aggregate(n=Count("pk"), newest=Max("pk"), edited=Max("edited_at"))
    key = f"themes:alike:{activity.pk}:{told['n']}:{told['newest']}:{told['edited'] and told['edited'].timestamp()}"
    found = cache.get_or_set(key, lambda: _compared(activity), KEPT_SECONDS)
    return found or [], told["n"] <= READ


def _compared(activity: Activity) -> list[tuple[int, int, int]]:
    public = Contribution.objects.filter(activity=activity, state=State.PUBLISHED)
    rows = sorted(public.order_by("-pk").values_list("created_at", "pk", "title", "text")[:READ])
    texts = [Text(words_of(title, text), AS_WRITTEN) for _at, _pk, title, text in rows]
    return [(rows[pair.first][1], rows[pair.second][1], round(100 * pair.likeness))
            for pair in WordSimilarity().fit(texts).near_doubles(AT_LEAST, MOST)]
