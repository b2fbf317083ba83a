"""News from below that changes which contributions have a promise or a result: their answers and decisions."""

from collections.abc import Iterable
from typing import Any

from django.dispatch import receiver

from rodedraad.decide.answers.signals import answers_moved
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.reached import CHUNK

from .knots import recompute
from .models import Commitment
from .tasks import tell_newly_promised


@receiver(answers_moved)
def follow_answers(contribution_ids: Iterable[int], **_: Any) -> None:
    """Contributions gained or lost an answer or decision: with it go the promises made in it."""
    ids = sorted(set(contribution_ids))
    recompute(ids)
    first = Contribution.objects.filter(pk__in=ids[:1]).values_list("organisation_id", "process_id").first()
    if first is None or not Commitment.objects.filter(process_id=first[1], is_published=True).exists():
        return
    for start in range(0, len(ids), CHUNK):
        tell_newly_promised.enqueue(first[0], ids[start : start + CHUNK])
