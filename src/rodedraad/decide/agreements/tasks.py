"""Work after a promise or result: telling the authors, and reminding owners every day. Doing it twice tells once."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from rodedraad.base.core.paging import one_by_one
from rodedraad.base.organisations.models import Organisation
from rodedraad.decide.answers.models import Decision
from rodedraad.decide.answers.tasks import answers_about, in_organisation

from .models import Commitment, Result
from .news import remind_owner, tell_commitment_news, tell_result_news
from .querysets import CommitmentQuerySet

DAYS_BEFORE = 14


@task()
def tell_commitment(organisation_id: int, commitment_id: int) -> None:
    """Tell authors and followers of a promise as it now stands."""
    with in_organisation(organisation_id):
        commitment = _commitments().filter(pk=commitment_id).first()
        if commitment is not None:
            tell_commitment_news(commitment)


@task()
def tell_result(organisation_id: int, result_id: int) -> None:
    """Tell authors and followers of a result."""
    with in_organisation(organisation_id):
        result = Result.objects.select_related("commitment__process").filter(pk=result_id).first()
        if result is not None:
            tell_result_news(result)


@task()
def tell_newly_promised(organisation_id: int, contribution_ids: list[int]) -> None:
    """Tell the authors of contributions that came under promises and results that were there already."""
    with in_organisation(organisation_id):
        answers = answers_about(contribution_ids).order_by().values("pk")
        decisions = Decision.objects.published().filter(answers__in=answers).order_by().values("pk")
        promised = _commitments().filter(Q(answer__in=answers) | Q(decision__in=decisions), is_published=True)
        for commitment in promised:
            tell_commitment_news(commitment, contribution_ids)
        results = Result.objects.filter(commitment__in=promised.order_by().values("pk"))
        for result in results.select_related("commitment__process"):
            tell_result_news(result, contribution_ids)


@task()
def remind_owners() -> None:
    """Remind the owners of open promises: 14 days before, on the day, and when late. Meant for every day."""
    for organisation_id in Organisation.objects.values_list("pk", flat=True):
        with in_organisation(organisation_id):
            today = timezone.localdate()
            due = _commitments().filter(state=Commitment.State.OPEN, is_published=True, owner__isnull=False,
                                        owner__erased_at=None, due_on__lte=today + timedelta(days=DAYS_BEFORE))
            for commitment in one_by_one(due.select_related("owner")):
                remind_owner(commitment, today)


def _commitments() -> CommitmentQuerySet:
    return Commitment.objects.select_related("process")
