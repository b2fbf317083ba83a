"""News from below: a contribution was accepted, merged into another, or lost its words."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.signals import accepted, merged, unmerged, words_withdrawn

from .knots import bring_up_to_date
from .models import AnalysisRun, Grounds, Theme
from .passages import locate, said_in
from .tasks import PAGE, enqueue_telling, place_newcomers

RANK: dict[str, int] = {Grounds.State.SUGGESTED: 0, Grounds.State.REJECTED: 1, Grounds.State.CONFIRMED: 2}


@receiver(merged)
def take_grounds_along(source: Contribution, target: Contribution, **_: Any) -> None:
    """Give the target the grounds of its double. The double keeps its own for its trail; it no longer counts.

    A yes wins over a suggestion; where a person said no to the target itself, that stays.
    """
    there = {row.theme_id: row for row in Grounds.objects.filter(contribution=target)}
    gained = []
    for row in Grounds.objects.filter(contribution=source).exclude(theme__state=Theme.State.MERGED):
        kept = there.get(row.theme_id)
        if kept is None:
            _copy(row, target).save(force_insert=True)
        elif kept.state == Grounds.State.SUGGESTED and RANK[row.state] > RANK[kept.state]:
            _copy(row, target, kept).save()
        else:
            continue
        if row.state == Grounds.State.CONFIRMED:
            gained.append(row.theme_id)
    bring_up_to_date([source.pk, target.pk])
    for theme in Theme.objects.published().filter(pk__in=gained):
        enqueue_telling(theme, [target.pk])


@receiver(unmerged)
def count_both_again(source: Contribution, target: Contribution, **_: Any) -> None:
    """Both stand by themselves again: the source counts once more, the target keeps the grounds that it was given."""
    bring_up_to_date([source.pk, target.pk])


@receiver(accepted)
def place_what_is_new(process_id: int, contribution_ids: list[int], **_: Any) -> None:
    """Ask for a place among the themes, where somebody asked for suggestions before; after the commit."""
    asked = AnalysisRun.objects.filter(process=process_id, purpose=AnalysisRun.Purpose.THEMES,
                                       state=AnalysisRun.State.DONE).order_by("-pk").first()
    if asked is None:
        return
    for start in range(0, len(contribution_ids), PAGE):
        place_newcomers.enqueue(asked.organisation_id, process_id, contribution_ids[start : start + PAGE])


@receiver(words_withdrawn)
def forget_passages(contribution_ids: list[int], **_: Any) -> None:
    """The marked words go with the words they were part of; that the contribution counts for the theme stays."""
    Grounds.objects.filter(contribution__in=contribution_ids).exclude(passage="").update(
        passage="", passage_start=None, updated_at=timezone.now())


def _copy(row: Grounds, target: Contribution, onto: Grounds | None = None) -> Grounds:
    copy = onto or Grounds(organisation_id=row.organisation_id, theme_id=row.theme_id, contribution=target)
    place = locate(said_in(target), row.passage, row.passage_start) if row.passage else None
    copy.passage, copy.passage_start = (place.words, place.start) if place else (copy.passage, copy.passage_start)
    copy.state, copy.confidence, copy.run_id = row.state, row.confidence, row.run_id
    copy.decided_by_id, copy.decided_at = row.decided_by_id, row.decided_at or timezone.now()
    if row.state == Grounds.State.SUGGESTED:
        copy.decided_at = None
    return copy
