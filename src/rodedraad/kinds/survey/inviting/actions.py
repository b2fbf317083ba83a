"""Acts of inviting: send the invitations of a batch, remind who has not answered, take back what was not used."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.listen.processes.errors import RefusedError

from ..actions.surveys import locked_survey
from ..models import Invitation, Survey
from .queries import unanswered
from .tasks import mail_invitations

MOST_REMINDERS = 3


def _refuse_closed(survey: Survey) -> None:
    if survey.state != Survey.State.RUNNING or survey.closes_at <= timezone.now():
        raise RefusedError(_("You can send e-mail as soon as the survey is started, until it closes."))


@transaction.atomic
def send_invitations(*, survey: Survey, subject: str, text: str, by: Person) -> int:
    """Mail everybody with an address who had no mail yet; returns how many. Raises `RefusedError`."""
    current = locked_survey(survey.pk)
    _refuse_closed(current)
    number: int = unanswered(current).filter(is_mailed=False).count()
    if not number:
        raise RefusedError(_("Everybody with an e-mail address was invited already."))
    mail_invitations.enqueue(current.organisation_id, current.pk, 0, subject, text)
    audit.record("survey.mailed", on=current, by=by, number=number, reminder=0)
    return number


@transaction.atomic
def remind(*, survey: Survey, subject: str, text: str, by: Person) -> int:
    """Mail who was invited and has not answered, with a new code; returns how many. Raises `RefusedError`."""
    current = locked_survey(survey.pk)
    _refuse_closed(current)
    waiting = unanswered(current).filter(is_mailed=True, times_reminded__lt=MOST_REMINDERS)
    turns = sorted(waiting.values_list("times_reminded", flat=True).distinct())
    if not turns:
        raise RefusedError(_("There is nobody to remind: all have answered, or were reminded three times."))
    turn = turns[0] + 1
    number: int = waiting.filter(times_reminded__lt=turn).count()
    mail_invitations.enqueue(current.organisation_id, current.pk, turn, subject, text)
    audit.record("survey.mailed", on=current, by=by, number=number, reminder=turn)
    return number


@transaction.atomic
def withdraw_batch(*, survey: Survey, batch: str, by: Person) -> int:
    """Make all codes of a batch that were not used worthless, and forget its addresses; returns how many."""
    current = locked_survey(survey.pk)
    rows = Invitation.objects.filter(survey=current, batch=batch, state=Invitation.State.OPEN)
    number: int = rows.update(state=Invitation.State.WITHDRAWN, code_hash=None, email="")
    if not number:
        raise RefusedError(_("No code of this batch is left: all were used or withdrawn."))
    audit.record("survey.batch_withdrawn", on=current, by=by, number=number, batch=batch)
    return number


@transaction.atomic
def refuse_mail(*, invitation: Invitation) -> None:
    """Somebody wants no mail about this survey: the address is forgotten and the code works no more; twice is once."""
    rows = Invitation.objects.filter(pk=invitation.pk, state=Invitation.State.OPEN)
    if rows.update(state=Invitation.State.WITHDRAWN, code_hash=None, email=""):
        audit.record("survey.mail_refused", on=invitation, by=None, survey=invitation.survey_id)
