"""The knots *answer* and *decision* of contributions, recomputed from the relations that make the thread.

A contribution has an **answer** when a published answer names it, or names a published theme in which its grounds
are confirmed, or the thread above that theme: what is answered of a thread is answered of its observations. It has a
**decision** when a published decision rests on such an answer. A merged contribution also has what the one it was
merged into has. Nothing else sets `has_answer` and `has_decision`.

Work goes in chunks of ids: per chunk one select and, only where something changed, one or two updates.
"""

from collections.abc import Iterable, Iterator, Mapping

from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.models.contribution import State
from rodedraad.listen.contributions.reached import CHUNK, mark_reached
from rodedraad.understand.themes.models import Grounds, Theme

from .models import Answer, Decision
from .signals import answers_moved

SPARSE = 100
"""Up to so many ids are always asked for one by one."""
LONGEST_CHAIN = 10
"""How often in a row a contribution can have been merged; a stop for a ring that should not exist."""


def recompute(contribution_ids: Iterable[int]) -> None:
    """Bring answer and decision of these contributions up to date, then tell the floors above (`answers_moved`)."""
    ids = sorted(set(contribution_ids))
    if not ids:
        return
    published = Answer.objects.filter(state=Answer.State.PUBLISHED)
    decided = published.filter(pk__in=Decision.objects.filter(is_published=True).values("answers"))
    set_knots(ids, {"answer": reached_by(published), "decision": reached_by(decided)})
    answers_moved.send(sender=Answer, contribution_ids=ids)


def reached_by(answers: QuerySet) -> Q:
    """The condition on a contribution that one of these answers covers it: by name, or through a theme."""
    ids = answers.order_by().values("pk")
    by_name = Answer.contributions.through.objects.filter(contribution_id=OuterRef("pk"), answer_id__in=ids)
    themes = Answer.themes.through.objects.filter(
        Q(theme_id=OuterRef("theme_id")) | Q(theme_id=OuterRef("theme__parent_id")), answer_id__in=ids)
    through_theme = Grounds.objects.filter(
        Exists(themes), contribution_id=OuterRef("pk"), state=Grounds.State.CONFIRMED,
        theme__state=Theme.State.PUBLISHED,
    )
    return Q(Exists(by_name)) | Q(Exists(through_theme))


def covered_by(answer_ids: Iterable[int]) -> set[int]:
    """The contributions that these answers cover or would cover when published: by name and through themes."""
    ids = list(answer_ids)
    by_name = Answer.contributions.through.objects.filter(answer_id__in=ids).values_list("contribution_id", flat=True)
    themes = Answer.themes.through.objects.filter(answer_id__in=ids).values("theme_id")
    return set(by_name) | grounded_in(themes)


def grounded_in(theme_ids: QuerySet | Iterable[int]) -> set[int]:
    """The contributions with confirmed grounds in these themes, or in an observation under one of them."""
    grounds = Grounds.objects.filter(Q(theme_id__in=theme_ids) | Q(theme__parent_id__in=theme_ids),
                                     state=Grounds.State.CONFIRMED)
    return set(grounds.values_list("contribution_id", flat=True))


def set_knots(contribution_ids: Iterable[int], conditions: Mapping[str, Q]) -> None:
    """Make the flag of each knot equal to its condition, also for what was merged into these contributions."""
    for level in _with_merged(contribution_ids):
        for start in range(0, len(level), CHUNK):
            _set_chunk(level[start : start + CHUNK], conditions)


def _with_merged(contribution_ids: Iterable[int]) -> Iterator[list[int]]:
    """The ids, then those merged into them, then those merged into these: a target always before its sources.

    Asked without the organisation, which these ids imply: with it SQLite walks all its contributions instead of
    the index on `merged_into`.
    """
    level = sorted(set(contribution_ids))
    for _ in range(LONGEST_CHAIN):
        if not level:
            return
        yield level
        level = sorted(
            pk for start in range(0, len(level), CHUNK)
            for pk in Contribution._base_manager.filter(
                _among("merged_into", level[start : start + CHUNK]), state=State.MERGED
            ).values_list("pk", flat=True)
        )


def _among(field: str, ids: list[int]) -> Q:
    """The condition that a field holds one of these sorted ids, or (cheaper) one between the first and the last.

    A dense run of thousands of ids, as an import leaves, is asked for as a range. The few others that lie in it
    are recomputed too, which changes nothing when they were right.
    """
    if len(ids) > SPARSE and ids[-1] - ids[0] < 2 * len(ids):
        return Q(**{f"{field}__gte": ids[0], f"{field}__lte": ids[-1]})
    return Q(**{f"{field}__in": ids})


def _set_chunk(ids: list[int], conditions: Mapping[str, Q]) -> None:
    inherited = Q(state=State.MERGED)
    now = {
        f"now_{knot}": Case(
            When(condition | (inherited & Q(**{f"merged_into__has_{knot}": True})), then=Value(True)),
            default=Value(False), output_field=BooleanField(),
        )
        for knot, condition in conditions.items()
    }
    changed = Q()
    for knot in conditions:
        changed |= ~Q(**{f"now_{knot}": F(f"has_{knot}")})
    rows = list(
        Contribution.objects.order_by().filter(_among("pk", ids)).annotate(**now).filter(changed)
        .values("pk", *now, *(f"has_{knot}" for knot in conditions))
    )
    for knot in conditions:
        moved = [row for row in rows if row[f"now_{knot}"] != row[f"has_{knot}"]]
        mark_reached(
            knot=knot,
            reached=[row["pk"] for row in moved if row[f"now_{knot}"]],
            not_reached=[row["pk"] for row in moved if not row[f"now_{knot}"]],
        )
