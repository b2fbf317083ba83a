"""Acts: a promise is made, moved only with a reason that all can read, stopped, and answered for with results."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.decide.answers.errors import RefusedError, WrongStateError
from rodedraad.decide.answers.files import checked_evidence, keep
from rodedraad.decide.answers.locking import hold, hold_process
from rodedraad.decide.answers.models import Answer, Decision
from rodedraad.decide.answers.rules import require, require_reason
from rodedraad.listen.processes.models import Process

from . import news
from .inputs import CommitmentInput, ResultInput
from .knots import covered_by, recompute
from .models import Commitment, CommitmentChange, Result
from .tasks import tell_commitment, tell_result

State = Commitment.State


@transaction.atomic
def make_commitment(*, process: Process, data: CommitmentInput, by: Person, is_published: bool = True) -> Commitment:
    """Make a promise in an answer or a decision of this process."""
    require(by, "commitments.make", process)
    hold_process(process.pk)
    data = data.cleaned()
    _require_complete(data)
    answer, decision = _origin(process, data)
    commitment = Commitment(
        organisation_id=process.organisation_id, process=process, answer=answer, decision=decision, what=data.what,
        details=data.details, owner=_owner(data.owner_id), owner_title=data.owner_title, due_on=data.due_on,
        is_published=is_published, made_by=by,
    )
    commitment.save(force_insert=True)
    if is_published:
        _spread(commitment)
    news.tell_owner_made(commitment)
    audit.record("commitment.made", on=commitment, by=by, due_on=commitment.due_on.isoformat())
    return commitment


@transaction.atomic
def publish_commitment(*, commitment: Commitment, version: int, by: Person) -> Commitment:
    """Show a promise that was kept back."""
    require(by, "commitments.make", commitment)
    hold_process(commitment.process_id)
    commitment = hold(commitment, version)
    if commitment.is_published:
        raise WrongStateError
    commitment.is_published = True
    commitment.version += 1
    commitment.save()
    _spread(commitment)
    audit.record("commitment.published", on=commitment, by=by, version=commitment.version)
    return commitment


@transaction.atomic
def change_commitment(*, commitment: Commitment, version: int, data: CommitmentInput, by: Person,
                      reason: str = "") -> Commitment:
    """Change a promise. What, who and when of a published promise change only with a reason, shown to everybody."""
    require(by, "commitments.make", commitment)
    hold_process(commitment.process_id)
    commitment = hold(commitment, version)
    if commitment.state != State.OPEN:
        raise WrongStateError
    data = data.cleaned()
    _require_complete(data)
    if data.due_on != commitment.due_on and data.due_on < timezone.localdate():
        raise RefusedError(_("This day has passed. Choose a day that is still to come."), "due_on")
    answer, decision = _origin(commitment.process, data)
    before = covered_by(commitment)
    old_due, owner_before = commitment.due_on, commitment.owner_id
    if commitment.is_published and _differs(commitment, data):
        require_reason(reason)
        _keep_change(commitment, data, reason.strip(), by)
    commitment.what, commitment.details, commitment.owner_title, commitment.due_on = (
        data.what, data.details, data.owner_title, data.due_on)
    commitment.owner, commitment.answer, commitment.decision = _owner(data.owner_id), answer, decision
    commitment.version += 1
    commitment.save()
    if commitment.is_published:
        recompute(before | covered_by(commitment))
        tell_commitment.enqueue(commitment.organisation_id, commitment.pk)
    if commitment.owner_id != owner_before:
        news.tell_owner_made(commitment)
    audit.record("commitment.changed", on=commitment, by=by, version=commitment.version,
                 old_due_on=old_due.isoformat(), due_on=commitment.due_on.isoformat())
    return commitment


@transaction.atomic
def stop_commitment(*, commitment: Commitment, version: int, reason: str, by: Person) -> Commitment:
    """Say openly that a promise will not be kept, and why."""
    require(by, "commitments.make", commitment)
    commitment = hold(commitment, version)
    if commitment.state != State.OPEN:
        raise WrongStateError
    require_reason(reason)
    commitment.state = State.STOPPED
    commitment.stop_reason = reason.strip()
    commitment.version += 1
    commitment.save()
    tell_commitment.enqueue(commitment.organisation_id, commitment.pk)
    audit.record("commitment.stopped", on=commitment, by=by, version=commitment.version)
    return commitment


@transaction.atomic
def report_result(*, commitment: Commitment, version: int, data: ResultInput, by: Person,
                  evidence: UploadedFile | None = None) -> Result:
    """Report what happened. The last result says how it stands: busy keeps the promise open (again), else done."""
    require(by, "commitments.report", commitment)
    hold_process(commitment.process_id)
    commitment = hold(commitment, version)
    if commitment.state == State.STOPPED:
        raise WrongStateError
    data = data.cleaned()
    _require_result(data)
    result = Result(organisation_id=commitment.organisation_id, commitment=commitment, achieved=data.achieved,
                    text=data.text, happened_on=data.happened_on, evidence_url=data.evidence_url, reported_by=by)
    if evidence is not None:
        result.evidence_name = keep(result.evidence, checked_evidence(evidence, field="evidence"))
    result.save(force_insert=True)
    commitment.state = State.DONE if result.is_final else State.OPEN
    commitment.done_at = timezone.now() if result.is_final else None
    commitment.version += 1
    commitment.save()
    recompute(covered_by(commitment))
    tell_result.enqueue(result.organisation_id, result.pk)
    audit.record("result.reported", on=result, by=by, commitment=commitment.pk, achieved=result.achieved)
    return result


def _require_complete(data: CommitmentInput) -> None:
    if not data.what:
        raise RefusedError(_("Write what is promised."), "what")
    if not data.owner_title:
        raise RefusedError(_("Write who keeps this promise, as people may read it."), "owner_title")


def _require_result(data: ResultInput) -> None:
    if data.achieved not in Result.Achieved.values:
        raise RefusedError(_("Choose how far it came."), "achieved")
    if not data.text:
        raise RefusedError(_("Write what happened."), "text")
    if data.happened_on > timezone.localdate():
        raise RefusedError(_("This day is still to come. Report what has happened."), "happened_on")


def _origin(process: Process, data: CommitmentInput) -> tuple[Answer | None, Decision | None]:
    """The answer and decision in which it was promised; at least one, both of this process."""
    answer = Answer.objects.filter(process=process, pk=data.answer_id).first() if data.answer_id else None
    decision = Decision.objects.filter(process=process, pk=data.decision_id).first() if data.decision_id else None
    if (data.answer_id and answer is None) or (data.decision_id and decision is None) or not (answer or decision):
        raise RefusedError(_("Choose the answer or the decision in which this is promised."), "origin")
    return answer, decision


def _owner(person_id: int | None) -> Person | None:
    if person_id is None:
        return None
    owner = Person.objects.filter(pk=person_id, erased_at=None, memberships__isnull=False).first()
    if owner is None:
        raise RefusedError(_("Choose somebody who works here."), "owner")
    return owner


def _differs(commitment: Commitment, data: CommitmentInput) -> bool:
    return (commitment.what, commitment.owner_title, commitment.due_on) != (data.what, data.owner_title, data.due_on)


def _keep_change(commitment: Commitment, data: CommitmentInput, reason: str, by: Person) -> None:
    CommitmentChange(
        organisation_id=commitment.organisation_id, commitment=commitment, old_what=commitment.what,
        new_what=data.what, old_owner_title=commitment.owner_title, new_owner_title=data.owner_title,
        old_due_on=commitment.due_on, new_due_on=data.due_on, reason=reason, changed_by=by,
    ).save(force_insert=True)


def _spread(commitment: Commitment) -> None:
    recompute(covered_by(commitment))
    tell_commitment.enqueue(commitment.organisation_id, commitment.pk)
