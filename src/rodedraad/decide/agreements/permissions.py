"""Who may do what with commitments and results."""

import rules

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.base.organisations.permissions import has_role, reads_council_page
from rodedraad.base.organisations.roles import Role
from rodedraad.listen.processes.permissions import edits, is_public, moderates

from .models import Commitment


@rules.predicate
def is_published(_person: object, subject: Commitment) -> bool:
    """The commitment is published."""
    return subject.is_published


@rules.predicate
def is_owner(person: Person | Visitor, subject: Commitment) -> bool:
    """The person promised it."""
    return person.is_authenticated and subject.owner_id == person.pk


keeps_promises = edits | has_role(Role.ALDERMAN, Role.CLERK)

rules.add_perm("commitments.list", is_public | moderates | has_role(Role.ALDERMAN, Role.CLERK))
rules.add_perm("commitments.view",
               (is_published & is_public) | moderates | has_role(Role.ALDERMAN, Role.CLERK) | is_owner)
rules.add_perm("commitments.overview", reads_council_page)
rules.add_perm("commitments.make", keeps_promises)
rules.add_perm("commitments.report", keeps_promises | is_owner)
