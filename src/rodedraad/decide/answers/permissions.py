"""Who may do what with answers and decisions."""

import rules

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.base.organisations.permissions import has_role
from rodedraad.base.organisations.roles import Role
from rodedraad.listen.processes.permissions import edits, is_public, moderates, part_of

from .models import Answer, AnswerRevision, Decision


@rules.predicate
def was_published(_person: object, subject: Answer | Decision) -> bool:
    """Everybody has been able to read it; what was withdrawn later stays readable, with the reason."""
    return subject.was_published


@rules.predicate
def is_somebody_else(person: Person | Visitor, subject: Answer) -> bool:
    """The person did not write it: four eyes."""
    return subject.written_by_id != person.pk


@rules.predicate
def leads(person: Person | Visitor, subject: Answer) -> bool:
    """The person leads the process."""
    return part_of(person, subject.process) == "lead"


@rules.predicate
def proposed_by_somebody_else(person: Person | Visitor, subject: AnswerRevision) -> bool:
    """The person did not propose this change: four eyes."""
    return subject.proposed_by_id != person.pk


@rules.predicate
def leads_answered_process(person: Person | Visitor, subject: AnswerRevision) -> bool:
    """The person leads the process of the answer that changes."""
    return part_of(person, subject.answer.process) == "lead"


approves = has_role(Role.ADMINISTRATOR, Role.ADVISER, Role.ALDERMAN)
reads_along = moderates | has_role(Role.ALDERMAN, Role.CLERK)

rules.add_perm("answers.list", is_public | reads_along)
rules.add_perm("answers.view", (was_published & is_public) | reads_along)
rules.add_perm("answers.desk", reads_along)
rules.add_perm("answers.write", edits)
rules.add_perm("answers.approve", is_somebody_else & (approves | leads))
rules.add_perm("answers.approve_revision", proposed_by_somebody_else & (approves | leads_answered_process))
rules.add_perm("answers.publish", edits)
rules.add_perm("decisions.view", (was_published & is_public) | reads_along)
rules.add_perm("decisions.record", edits | has_role(Role.ALDERMAN, Role.CLERK))
