"""Acts: an answer goes from draft, past a second person where the organisation wants that, to the authors."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.listen.processes.models import Process

from .. import news
from ..errors import FourEyesError, RefusedError, WrongStateError
from ..inputs import AnswerInput
from ..knots import covered_by, recompute
from ..locking import hold, hold_process
from ..models import Answer
from ..rules import check_targets, input_of, require, require_complete, require_reason
from ..tasks import tell_answer

State = Answer.State
EDITABLE = {State.DRAFT, State.SUBMITTED, State.APPROVED}


@transaction.atomic
def write_answer(*, process: Process, data: AnswerInput, by: Person) -> Answer:
    """Start an answer as a draft; it may still be incomplete."""
    require(by, "answers.write", process)
    data = data.cleaned()
    if not data.title:
        raise RefusedError(_("Give the answer a title."), "title")
    answer = Answer(organisation_id=process.organisation_id, process=process, title=data.title, outcome=data.outcome,
                    text=data.text, motivation=data.motivation, written_by=by)
    themes, contributions = check_targets(process, data)
    answer.save(force_insert=True)
    answer.themes.set(themes)
    answer.contributions.set(contributions)
    audit.record("answer.written", on=answer, by=by)
    return answer


@transaction.atomic
def edit_answer(*, answer: Answer, version: int, data: AnswerInput, by: Person) -> Answer:
    """Change an answer that is not published; who changed it last counts as its writer, an approval falls away."""
    require(by, "answers.write", answer)
    answer = hold(answer, version)
    if answer.state not in EDITABLE:
        raise WrongStateError
    data = data.cleaned()
    if not data.title:
        raise RefusedError(_("Give the answer a title."), "title")
    themes, contributions = check_targets(answer.process, data)
    answer.title, answer.outcome, answer.text, answer.motivation = (
        data.title, data.outcome, data.text, data.motivation)
    answer.state = State.DRAFT
    answer.written_by, answer.approved_by, answer.approved_at = by, None, None
    _save(answer)
    answer.themes.set(themes)
    answer.contributions.set(contributions)
    audit.record("answer.edited", on=answer, by=by, version=answer.version)
    return answer


@transaction.atomic
def submit_answer(*, answer: Answer, version: int, by: Person) -> Answer:
    """Ask a second person to approve a complete draft."""
    require(by, "answers.write", answer)
    answer = hold(answer, version)
    if answer.state != State.DRAFT:
        raise WrongStateError
    _require_ready(answer)
    answer.state = State.SUBMITTED
    answer.return_reason = ""
    _save(answer)
    audit.record("answer.submitted", on=answer, by=by, version=answer.version)
    return answer


@transaction.atomic
def approve_answer(*, answer: Answer, version: int, by: Person) -> Answer:
    """Approve the words of somebody else, as they stand in this version."""
    answer = hold(answer, version)
    _require_second_person(answer, by)
    if answer.state != State.SUBMITTED:
        raise WrongStateError
    answer.state = State.APPROVED
    answer.approved_by, answer.approved_at = by, timezone.now()
    _save(answer)
    news.tell_writer_approved(answer)
    audit.record("answer.approved", on=answer, by=by, version=answer.version)
    return answer


@transaction.atomic
def return_answer(*, answer: Answer, version: int, reason: str, by: Person) -> Answer:
    """Give an answer back to its writer with what must be different."""
    answer = hold(answer, version)
    _require_second_person(answer, by)
    if answer.state not in {State.SUBMITTED, State.APPROVED}:
        raise WrongStateError
    require_reason(reason)
    answer.state = State.DRAFT
    answer.return_reason = reason.strip()
    answer.approved_by, answer.approved_at = None, None
    _save(answer)
    news.tell_writer_returned(answer)
    audit.record("answer.returned", on=answer, by=by, version=answer.version)
    return answer


@transaction.atomic
def publish_answer(*, answer: Answer, version: int, by: Person) -> Answer:
    """Give the answer to everybody: it stands on the site and its authors are told."""
    require(by, "answers.publish", answer)
    hold_process(answer.process_id)
    answer = hold(answer, version)
    allowed = {State.APPROVED} if answer.organisation.answers_need_approval else EDITABLE
    if answer.state not in allowed:
        if answer.state in EDITABLE:
            raise RefusedError(_("A colleague has to approve this answer first."))
        raise WrongStateError
    if not answer.process.is_public:
        raise RefusedError(_("Publish the process first. After that you can publish this."))
    _require_ready(answer)
    answer.state = State.PUBLISHED
    answer.published_at = timezone.now()
    answer.return_reason = ""
    _save(answer)
    recompute(covered_by([answer.pk]))
    tell_answer.enqueue(answer.organisation_id, answer.pk)
    audit.record("answer.published", on=answer, by=by, version=answer.version, outcome=answer.outcome)
    return answer


@transaction.atomic
def withdraw_answer(*, answer: Answer, version: int, reason: str, by: Person) -> Answer:
    """Take a published answer back; the page stays, with the reason."""
    require(by, "answers.publish", answer)
    hold_process(answer.process_id)
    answer = hold(answer, version)
    if answer.state != State.PUBLISHED:
        raise WrongStateError
    require_reason(reason)
    answer.state = State.WITHDRAWN
    answer.withdrawn_at = timezone.now()
    answer.withdraw_reason = reason.strip()
    _save(answer)
    recompute(covered_by([answer.pk]))
    tell_answer.enqueue(answer.organisation_id, answer.pk)
    audit.record("answer.withdrawn", on=answer, by=by, version=answer.version)
    return answer


def _save(answer: Answer) -> None:
    answer.version += 1
    answer.save()


def _require_ready(answer: Answer) -> None:
    data = input_of(answer)
    require_complete(answer.process, data)
    check_targets(answer.process, data)


def _require_second_person(answer: Answer, by: Person) -> None:
    if answer.written_by_id == by.pk:
        raise FourEyesError
    require(by, "answers.approve", answer)
