"""Acts: the words of a published answer change in the open, past a second person where that is the rule."""

from django.db import transaction

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit

from .. import news
from ..errors import FourEyesError, StaleError, WrongStateError
from ..inputs import AnswerInput
from ..knots import covered_by, recompute
from ..locking import hold, hold_process
from ..models import Answer, AnswerRevision, AnswerVersion
from ..rules import check_targets, require, require_complete, require_reason
from ..tasks import tell_answer


@transaction.atomic
def revise_answer(*, answer: Answer, version: int, data: AnswerInput, reason: str, by: Person) -> Answer:
    """Change a published answer with a reason; the old words stay readable.

    Where a second person approves answers, the change waits as the answer's `revision` until somebody else agrees.
    """
    require(by, "answers.write", answer)
    hold_process(answer.process_id)
    answer = hold(answer, version)
    if answer.state != Answer.State.PUBLISHED:
        raise WrongStateError
    require_reason(reason)
    data = data.cleaned()
    require_complete(answer.process, data)
    check_targets(answer.process, data)
    if answer.organisation.answers_need_approval:
        _propose(answer, data, reason.strip(), by)
    else:
        _apply(answer, data, reason.strip(), by)
    return answer


@transaction.atomic
def approve_revision(*, revision: AnswerRevision, version: int, by: Person) -> Answer:
    """Put a proposed change of somebody else in place; `version` is the proposal's, as the person read it."""
    hold_process(revision.answer.process_id)
    answer = hold(revision.answer, None)
    revision = _hold_revision(answer, revision, version, by)
    if answer.state != Answer.State.PUBLISHED:
        raise WrongStateError
    if answer.version != revision.base_version:
        raise StaleError(answer)
    data = AnswerInput(
        title=revision.title, outcome=revision.outcome, text=revision.text, motivation=revision.motivation,
        theme_ids=frozenset(revision.theme_ids), contribution_ids=frozenset(revision.contribution_ids),
    )
    require_complete(answer.process, data)
    answer.approved_by = by
    reason, proposer = revision.reason, revision.proposed_by
    revision.delete()
    _apply(answer, data, reason, proposer)
    audit.record("answer.revision_approved", on=answer, by=by, version=answer.version)
    return answer


@transaction.atomic
def return_revision(*, revision: AnswerRevision, version: int, reason: str, by: Person) -> Answer:
    """Turn a proposed change down with a reason; the published words stand."""
    answer = hold(revision.answer, None)
    revision = _hold_revision(answer, revision, version, by)
    require_reason(reason)
    news.tell_revision_returned(revision, reason.strip())
    revision.delete()
    audit.record("answer.revision_returned", on=answer, by=by, version=answer.version)
    return answer


def _propose(answer: Answer, data: AnswerInput, reason: str, by: Person) -> None:
    AnswerRevision.objects.filter(answer=answer).delete()
    AnswerRevision(
        organisation_id=answer.organisation_id, answer=answer, base_version=answer.version, title=data.title,
        outcome=data.outcome, text=data.text, motivation=data.motivation, theme_ids=sorted(data.theme_ids),
        contribution_ids=sorted(data.contribution_ids), reason=reason, proposed_by=by,
    ).save(force_insert=True)
    audit.record("answer.revision_proposed", on=answer, by=by, version=answer.version)


def _hold_revision(answer: Answer, revision: AnswerRevision, version: int, by: Person) -> AnswerRevision:
    """The proposal, locked with its answer. A newer proposal is another row, so its id is its version."""
    current = AnswerRevision.objects.filter(answer=answer).select_related("proposed_by").first()
    if current is None or current.pk != revision.pk or current.pk != version:
        raise StaleError(answer)
    if current.proposed_by_id == by.pk:
        raise FourEyesError
    require(by, "answers.approve_revision", current)
    return current


def _apply(answer: Answer, data: AnswerInput, reason: str, by: Person | None) -> None:
    themes, contributions = check_targets(answer.process, data)
    before = covered_by([answer.pk])
    AnswerVersion(
        organisation_id=answer.organisation_id, answer=answer, number=answer.version, title=answer.title,
        outcome=answer.outcome, text=answer.text, motivation=answer.motivation, reason=reason, replaced_by=by,
    ).save(force_insert=True)
    answer.title, answer.outcome, answer.text, answer.motivation = (
        data.title, data.outcome, data.text, data.motivation)
    answer.written_by = by
    answer.version += 1
    answer.save()
    answer.themes.set(themes)
    answer.contributions.set(contributions)
    recompute(before | covered_by([answer.pk]))
    tell_answer.enqueue(answer.organisation_id, answer.pk)
    audit.record("answer.revised", on=answer, by=by, version=answer.version, outcome=answer.outcome)
