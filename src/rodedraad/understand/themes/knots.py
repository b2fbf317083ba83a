"""The knot *theme* of contributions, recomputed from the relations that make the thread.

A contribution has a **theme** in the public line when it has confirmed grounds in a published theme, or in an
observation under one; a merged one also when the contribution it was merged into has one. The desk counts draft
themes too, by itself (`queries`).
"""

from collections.abc import Iterable

from django.db.models import Q

from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.models.contribution import State
from rodedraad.listen.contributions.reached import CHUNK, mark_reached

from .levels import in_family
from .models import Grounds, Theme
from .signals import grounds_changed

LONGEST_CHAIN = 10
"""How often in a row a contribution can have been merged; a stop for a ring that should not exist."""


def bring_up_to_date(contribution_ids: Iterable[int]) -> None:
    """Set or clear the knot for these contributions, then tell the floors above (`grounds_changed`)."""
    ids = sorted(set(contribution_ids))
    if not ids:
        return
    level = ids
    for _ in range(LONGEST_CHAIN):
        for start in range(0, len(level), CHUNK):
            _set_chunk(level[start : start + CHUNK])
        level = _merged_into(level)
        if not level:
            break
    grounds_changed.send(sender=Grounds, contribution_ids=ids)


def _set_chunk(ids: list[int]) -> None:
    on_site = Q(theme__state=Theme.State.PUBLISHED) | Q(theme__parent__state=Theme.State.PUBLISHED)
    grounded = set(
        Grounds.objects.confirmed().live().filter(on_site, contribution_id__in=ids)
        .values_list("contribution_id", flat=True)
    )
    inherited = Contribution.objects.filter(pk__in=ids, state=State.MERGED, merged_into__has_theme=True)
    reached = grounded | set(inherited.values_list("pk", flat=True))
    mark_reached(knot="theme", reached=reached, not_reached=[pk for pk in ids if pk not in reached])


def _merged_into(ids: list[int]) -> list[int]:
    return [
        pk for start in range(0, len(ids), CHUNK)
        for pk in Contribution.objects.filter(merged_into__in=ids[start : start + CHUNK], state=State.MERGED)
        .values_list("pk", flat=True)
    ]


def contributions_of(theme: Theme) -> list[int]:
    """The contributions with confirmed grounds in a theme, or in an observation under it."""
    rows = Grounds.objects.confirmed().filter(in_family(theme)).order_by("contribution_id")
    return list(rows.values_list("contribution_id", flat=True).distinct())
