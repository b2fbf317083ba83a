"""Mailing a batch in the background: each person once, also when the worker is stopped half-way."""

from django.db import transaction
from django.db.models import QuerySet
from django_scopes import scope
from django_tasks import task

from rodedraad.base.organisations.models import Organisation

from ..codes import hash_of, new_code
from ..models import Invitation, Survey
from .mails import queue_invitation
from .queries import unanswered

AT_ONCE = 200


@task()
def mail_invitations(organisation_id: int, survey_id: int, turn: int, subject: str, text: str) -> int:
    """Mail who is due: `turn` 0 is the invitation, 1 to 3 a reminder. Returns how many were put in the outbox.

    A code is kept as a hash only, so each mail brings a new one; the mark and the mail are one transaction.
    """
    organisation = Organisation.objects.get(pk=organisation_id)
    sent, last = 0, 0
    with scope(organisation=organisation):
        survey = Survey.objects.select_related("activity__process", "organisation").get(pk=survey_id)
        while keys := list(_due(survey, turn).filter(pk__gt=last).values_list("pk", flat=True)[:AT_ONCE]):
            last = keys[-1]
            with transaction.atomic():
                for invitation in _due(survey, turn).select_for_update().filter(pk__in=keys):
                    _mail(survey, invitation, turn, subject, text)
                    sent += 1
    return sent


def _due(survey: Survey, turn: int) -> QuerySet[Invitation]:
    rows = unanswered(survey)
    return rows.filter(is_mailed=True, times_reminded__lt=turn) if turn else rows.filter(is_mailed=False)


def _mail(survey: Survey, invitation: Invitation, turn: int, subject: str, text: str) -> None:
    code = new_code()
    invitation.code_hash, invitation.is_mailed, invitation.times_reminded = hash_of(code), True, turn
    invitation.save(update_fields=["code_hash", "is_mailed", "times_reminded"])
    queue_invitation(survey, invitation, code, subject, text)
