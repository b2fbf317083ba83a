"""What a survey no longer needs of people: unfinished answers, addresses, codes; and whose answers are whose."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_scopes import scope
from django_tasks import task

from rodedraad.base.accounts import privacy
from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.notifications.periodic import register_job
from rodedraad.base.organisations.models import Organisation

from .actions.answering import withdraw_response
from .models import Invitation, PaperForm, Response, Survey

KEEP_DAYS = 30
PROMISE_ANONYMOUS = _("Your answers are anonymous: we do not keep who gave them, and nobody can find out later.")
PROMISE_NAMED = _("We know that these answers are yours. Only who works on this survey can see them.")


def register() -> None:
    """Hang the job, the part of the download, the eraser and the withdrawer on their hooks."""
    register_job("forget_surveys", every=timedelta(hours=12), task=forget_surveys)
    privacy.register_export("responses", export_responses)
    privacy.register_eraser(let_go)
    privacy.register_withdrawer(withdraw_all)


def due() -> Q:
    """Surveys that closed or were stopped long enough ago."""
    before = timezone.now() - timedelta(days=KEEP_DAYS)
    return Q(closes_at__lt=before) | Q(stopped_at__lt=before)


@transaction.atomic
def forget_survey(*, survey: Survey, by: Person | None) -> int:
    """Delete what was never sent in or typed in once only, and addresses and codes of who was invited; gives how many.

    Doing it twice is doing it once. The counts of invitations stay.
    """
    begun, _tables = Response.objects.filter(survey=survey, state=Response.State.BEGUN).delete()
    paper, _tables = PaperForm.objects.filter(survey=survey).exclude(state=PaperForm.State.DONE).delete()
    known = Invitation.objects.filter(Q(code_hash__isnull=False) | ~Q(email=""), survey=survey)
    invited = known.update(code_hash=None, email="")
    codes = Response.objects.filter(survey=survey, resume_hash__isnull=False).update(resume_hash=None)
    if begun or paper or invited or codes:
        audit.record("survey.forgotten", on=survey, by=by, unfinished=begun + paper, invitations=invited)
    return begun + paper + invited + codes


@task()
def forget_surveys() -> int:
    """Do so for every survey whose time is up, in every organisation; returns how many rows it touched."""
    touched = 0
    for organisation in Organisation.objects.order_by("pk"):
        with scope(organisation=organisation):
            for survey in Survey.objects.filter(due()).order_by("pk"):
                touched += forget_survey(survey=survey, by=None)
    return touched


def export_responses(person: Person) -> list[dict[str, Any]]:
    """The answers of a person in surveys that are not anonymous; others nobody can find."""
    own = Response.objects.filter(person=person).select_related("survey__activity").order_by("begun_at", "pk")
    return [{"survey": each.survey.activity.title, "state": each.state, "group": each.group, "answers": each.answers,
             "begun_at": each.begun_at, "finished_at": each.finished_at} for each in own]


def let_go(person: Person) -> None:
    """Cut the answers loose from somebody who deletes the account; they keep counting."""
    Response.objects.filter(person=person).update(person=None, invitation=None, resume_hash=None)


def withdraw_all(person: Person) -> None:
    """Delete the answers of somebody who also takes back what was contributed."""
    for response in Response.objects.filter(person=person).order_by("pk"):
        withdraw_response(response=response, by=None)


def promise(survey: Survey) -> str:
    """The one true sentence that a respondent reads about anonymity."""
    return str(PROMISE_ANONYMOUS if survey.is_anonymous else PROMISE_NAMED)
