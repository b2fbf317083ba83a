"""News from below that changes which contributions have an answer: grounds, merged themes, merged contributions."""

from collections.abc import Iterable
from typing import Any

from django.dispatch import receiver

from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.reached import CHUNK
from rodedraad.listen.contributions.signals import merged
from rodedraad.understand.themes.models import Theme
from rodedraad.understand.themes.signals import grounds_changed, theme_merged

from .knots import grounded_in, recompute
from .locking import hold_process
from .models import Answer
from .tasks import tell_newly_covered


@receiver(grounds_changed)
def follow_grounds(contribution_ids: Iterable[int], **_: Any) -> None:
    """Contributions gained or lost a theme: with it they gain or lose its answers."""
    bring_up_to_date(contribution_ids)


@receiver(theme_merged)
def follow_merged_theme(source: Theme, target: Theme, **_: Any) -> None:
    """What was answered under the old name is answered under the new one."""
    for answer in Answer.objects.filter(themes=source):
        answer.themes.add(target)
    bring_up_to_date(grounded_in([source.pk, target.pk]))


@receiver(merged)
def follow_merged_contribution(source: Contribution, target: Contribution, **_: Any) -> None:
    """An answer to a double is an answer to the one that stays; the double shares in what that one has."""
    for answer in Answer.objects.filter(contributions=source):
        answer.contributions.add(target)
    bring_up_to_date([source.pk, target.pk])


def bring_up_to_date(contribution_ids: Iterable[int]) -> None:
    """Recompute the knots, and tell the authors of what they gained (by tasks, each person once)."""
    ids = sorted(set(contribution_ids))
    if not ids:
        return
    first = Contribution.objects.filter(pk__in=ids[:1]).values_list("organisation_id", "process_id").first()
    if first is None:
        return
    hold_process(first[1])
    recompute(ids)
    if not Answer.objects.published().filter(process_id=first[1]).exists():
        return
    for start in range(0, len(ids), CHUNK):
        tell_newly_covered.enqueue(first[0], ids[start : start + CHUNK])
