"""The knots *commitment* and *result* of contributions, recomputed from the relations that make the thread.

A contribution has a **commitment** when a published commitment was made in a published answer that covers it, or in
a published decision that rests on such an answer; it has a **result** when a result was reported on one of these.
Nothing else sets `has_commitment` and `has_result`.
"""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from rodedraad.decide.answers import knots as answer_knots
from rodedraad.decide.answers.models import Answer, Decision

from .models import Commitment, Result


def recompute(contribution_ids: Iterable[int]) -> None:
    """Bring commitment and result of these contributions up to date."""
    ids = sorted(set(contribution_ids))
    if not ids:
        return
    promised = Commitment.objects.filter(is_published=True)
    reported = promised.filter(Exists(Result.objects.filter(commitment_id=OuterRef("pk"))))
    answer_knots.set_knots(ids, {
        "commitment": answer_knots.reached_by(answers_behind(promised)),
        "result": answer_knots.reached_by(answers_behind(reported)),
    })


def answers_behind(commitments: QuerySet) -> QuerySet:
    """The published answers in which these commitments were made, or on which their published decision rests."""
    promised = commitments.order_by()
    made_in = promised.exclude(answer=None).values("answer_id")
    decisions = Decision.objects.filter(is_published=True, pk__in=promised.exclude(decision=None).values("decision_id"))
    resting = Decision.answers.through.objects.filter(decision_id__in=decisions.order_by().values("pk"))
    published = Answer.objects.filter(state=Answer.State.PUBLISHED)
    return published.filter(pk__in=made_in.union(resting.values("answer_id")))


def covered_by(*commitments: Commitment) -> set[int]:
    """The contributions to which these commitments belong or would belong when everything is published."""
    answers = {commitment.answer_id for commitment in commitments if commitment.answer_id}
    decisions = {commitment.decision_id for commitment in commitments if commitment.decision_id}
    resting = Decision.answers.through.objects.filter(decision_id__in=decisions)
    return answer_knots.covered_by(answers | set(resting.values_list("answer_id", flat=True)))
