"""Acts: a decision is recorded, published, corrected in the open, or withdrawn with a reason."""

from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.listen.processes.models import Process

from ..errors import RefusedError, WrongStateError
from ..files import checked_pdf, keep
from ..inputs import DecisionInput
from ..knots import covered_by, recompute
from ..locking import hold, hold_process
from ..models import Answer, Decision, DecisionVersion
from ..rules import require, require_reason
from ..signals import decision_changed
from ..tasks import tell_decision


@transaction.atomic
def record_decision(*, process: Process, data: DecisionInput, by: Person,
                    document: UploadedFile | None = None) -> Decision:
    """Record what a body decided; it is shown once it is published."""
    require(by, "decisions.record", process)
    data = data.cleaned()
    _require_complete(data)
    answers = _check_answers(process, data, linked=frozenset())
    decision = Decision(organisation_id=process.organisation_id, process=process, title=data.title, body=data.body,
                        decided_on=data.decided_on, text=data.text, document_url=data.document_url, recorded_by=by)
    _keep_document(decision, document)
    decision.save(force_insert=True)
    decision.answers.set(answers)
    audit.record("decision.recorded", on=decision, by=by)
    return decision


@transaction.atomic
def edit_decision(*, decision: Decision, version: int, data: DecisionInput, by: Person, reason: str = "",
                  document: UploadedFile | None = None) -> Decision:
    """Change a decision; once published this is a correction, with a reason, and the old words stay readable."""
    require(by, "decisions.record", decision)
    hold_process(decision.process_id)
    decision = hold(decision, version)
    if decision.withdrawn_at:
        raise WrongStateError
    data = data.cleaned()
    _require_complete(data)
    linked = frozenset(decision.answers.values_list("pk", flat=True))
    answers = _check_answers(decision.process, data, linked=linked)
    if decision.is_published:
        require_reason(reason)
        _keep_version(decision, reason.strip(), by)
    decision.title, decision.body, decision.decided_on, decision.text, decision.document_url = (
        data.title, data.body, data.decided_on, data.text, data.document_url)
    _keep_document(decision, document)
    decision.version += 1
    decision.save()
    decision.answers.set(answers)
    if decision.is_published:
        _spread(decision, linked | data.answer_ids)
    audit.record("decision.edited", on=decision, by=by, version=decision.version)
    return decision


@transaction.atomic
def publish_decision(*, decision: Decision, version: int, by: Person) -> Decision:
    """Show the decision to everybody and tell those whose contribution led to it."""
    require(by, "decisions.record", decision)
    hold_process(decision.process_id)
    decision = hold(decision, version)
    if decision.is_published or decision.withdrawn_at:
        raise WrongStateError
    if not decision.process.is_public:
        raise RefusedError(_("Publish the process first. After that you can publish this."))
    decision.is_published = True
    decision.published_at = timezone.now()
    decision.version += 1
    decision.save()
    _spread(decision, decision.answers.values_list("pk", flat=True))
    audit.record("decision.published", on=decision, by=by, version=decision.version)
    return decision


@transaction.atomic
def withdraw_decision(*, decision: Decision, version: int, reason: str, by: Person) -> Decision:
    """Take a published decision off the thread; the page stays, with the reason."""
    require(by, "decisions.record", decision)
    hold_process(decision.process_id)
    decision = hold(decision, version)
    if not decision.is_published:
        raise WrongStateError
    require_reason(reason)
    decision.is_published = False
    decision.withdrawn_at = timezone.now()
    decision.withdraw_reason = reason.strip()
    decision.version += 1
    decision.save()
    _spread(decision, decision.answers.values_list("pk", flat=True))
    audit.record("decision.withdrawn", on=decision, by=by, version=decision.version)
    return decision


def _require_complete(data: DecisionInput) -> None:
    if not data.title:
        raise RefusedError(_("Give the decision a title."), "title")
    if not data.text:
        raise RefusedError(_("Write what was decided."), "text")
    if data.body not in Decision.Body.values:
        raise RefusedError(_("Choose who decided."), "body")
    if data.decided_on > timezone.localdate():
        raise RefusedError(_("This day is still to come. Record the decision once it is taken."), "decided_on")


def _check_answers(process: Process, data: DecisionInput, *, linked: frozenset[int]) -> list[Answer]:
    """The answers a decision rests on: published ones of this process, or those it already rested on."""
    found = [
        answer for answer in Answer.objects.filter(process=process, pk__in=data.answer_ids)
        if answer.state == Answer.State.PUBLISHED or answer.pk in linked
    ]
    if len(found) != len(data.answer_ids):
        raise RefusedError(_("Choose published answers of this process."), "answers")
    return found


def _keep_document(decision: Decision, document: UploadedFile | None) -> None:
    if document is not None:
        decision.document_name = keep(decision.document, checked_pdf(document, field="document"))


def _keep_version(decision: Decision, reason: str, by: Person) -> None:
    DecisionVersion(
        organisation_id=decision.organisation_id, decision=decision, number=decision.version, title=decision.title,
        body=decision.body, decided_on=decision.decided_on, text=decision.text, document_url=decision.document_url,
        document=decision.document.name, document_name=decision.document_name, reason=reason, replaced_by=by,
    ).save(force_insert=True)


def _spread(decision: Decision, answer_ids: Iterable[int]) -> None:
    """Bring the knots up to date and tell: those above at once, people by a task."""
    recompute(covered_by(answer_ids))
    decision_changed.send(sender=Decision, decision=decision)
    tell_decision.enqueue(decision.organisation_id, decision.pk)
