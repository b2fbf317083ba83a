"""Two levels: threads with observations under them, in order, numbered, and counted together."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.models.contribution import State
from rodedraad.listen.contributions.querysets import COUNTED_ONCE
from rodedraad.listen.processes.models import Process

from .models import Grounds, Theme

NOT_COUNTED = [state for state in State.values if state not in COUNTED_ONCE]


@dataclass(frozen=True)
class Numbered:
    """A theme with its number: 2 for a thread, 2.1 for the first observation under it."""

    theme: Theme
    number: str
    is_observation: bool


def in_order(themes: Iterable[Theme]) -> list[Numbered]:
    """Threads by position, each followed by its observations; one whose thread is not among them stands by itself."""
    listed = sorted(themes, key=lambda theme: (theme.position, theme.pk))
    known = {theme.pk for theme in listed}
    below: dict[int, list[Theme]] = {}
    for theme in listed:
        if theme.parent_id in known:
            below.setdefault(theme.parent_id or 0, []).append(theme)
    found = []
    threads = [theme for theme in listed if theme.parent_id not in known]
    for number, thread in enumerate(threads, start=1):
        found.append(Numbered(thread, str(number), is_observation=False))
        found += [Numbered(each, f"{number}.{place}", is_observation=True)
                  for place, each in enumerate(below.get(thread.pk, []), start=1)]
    return found


def family_ids(theme: Theme) -> list[int]:
    """The theme itself and the observations that stand under it."""
    below = Theme.objects.live().filter(parent=theme).order_by("position", "pk")
    return [theme.pk, *below.values_list("pk", flat=True)]


def with_observations(theme_ids: Iterable[int]) -> QuerySet:
    """Ids of these themes and of the live observations under them: what is said of a thread holds for those too."""
    ids = list(theme_ids)
    return (Theme.objects.live().filter(Q(pk__in=ids) | Q(parent_id__in=ids)).order_by().values_list("pk", flat=True))


def in_family(theme: Theme) -> Q:
    """Grounds in the theme or in an observation under it."""
    return Q(theme=theme) | Q(theme__parent=theme) & ~Q(theme__state="merged")


def family_counts(process: Process, parents: Iterable[int]) -> dict[int, dict[str, int]]:
    """Per thread with observations, the number of different contributions per state, also of those; two queries."""
    ids = list(parents)
    if not ids:
        return {}
    grounds = Grounds.objects.live().filter(Q(theme__in=ids) | Q(theme__parent__in=ids))
    hidden = Contribution.objects.filter(process=process, state__in=NOT_COUNTED)
    found: dict[int, dict[str, int]] = {pk: {} for pk in ids}
    for sign, rows in ((1, grounds), (-1, grounds.filter(contribution__in=hidden))):
        top = rows.order_by().annotate(top=Coalesce(F("theme__parent_id"), F("theme_id")))
        for thread, state, number in top.values_list("top", "state").annotate(
                n=Count("contribution_id", distinct=True)):
            states = found.setdefault(thread, {})
            states[state] = states.get(state, 0) + sign * number
    return found


def family_sizes(theme_ids: Iterable[int]) -> dict[int, int]:
    """Sizes of the threads among these themes that have observations: different contributions; two queries."""
    ids = list(theme_ids)
    parents = list(Theme.objects.live().filter(parent_id__in=ids).order_by().values_list("parent_id", flat=True)
                   .distinct())
    if not parents:
        return {}
    rows = Grounds.objects.counting().live().filter(Q(theme__in=parents) | Q(theme__parent__in=parents)).order_by()
    counted = rows.annotate(top=Coalesce(F("theme__parent_id"), F("theme_id"))).values_list("top")
    return dict(counted.annotate(n=Count("contribution_id", distinct=True)))
