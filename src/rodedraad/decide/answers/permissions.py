"""Who may do what with answers and decisions."""

import rules

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.base.organisations.permissions import has_role
from rodedraad.base.organisations.roles import Role
from rodedraad.listen.processes.permissions import edits, is_public, moderates, part_of

from .models import Answer, Decision


@rules.predicate
def answer_is_published(_person: object, subject: Answer) -> bool:
    """The answer is published."""
    return subject.state == Answer.State.PUBLISHED


@rules.predicate
def decision_is_published(_person: object, subject: Decision) -> bool:
    """The decision is published."""
    return subject.is_published


@rules.predicate
def is_somebody_else(person: Person | Visitor, subject: Answer) -> bool:
    """The person did not write it: four eyes."""
    return subject.written_by_id != person.pk


@rules.predicate
def leads(person: Person | Visitor, subject: Answer) -> bool:
    """The person leads the process."""
    return part_of(person, subject.process) == "lead"


reads_along = moderates | has_role(Role.ALDERMAN, Role.CLERK)

rules.add_perm("answers.view", (answer_is_published & is_public) | reads_along)
rules.add_perm("answers.write", edits)
rules.add_perm("answers.approve", is_somebody_else & (has_role(Role.ADMINISTRATOR, Role.ADVISER, Role.ALDERMAN) | leads))
rules.add_perm("answers.publish", edits)
rules.add_perm("decisions.view", (decision_is_published & is_public) | reads_along)
rules.add_perm("decisions.record", edits | has_role(Role.ALDERMAN, Role.CLERK))
