"""Who may do what with booklets: advisers write them, a second person approves, everybody reads what is published."""

import rules

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.base.organisations.permissions import has_role, is_adviser
from rodedraad.base.organisations.roles import Role

from .models import Booklet


@rules.predicate
def was_published(_person: object, subject: Booklet) -> bool:
    """Everybody has been able to read it; when it was withdrawn, the page says why."""
    return subject.was_published


@rules.predicate
def is_somebody_else(person: Person | Visitor, subject: Booklet) -> bool:
    """The person did not write it: four eyes."""
    return subject.written_by_id != person.pk


approves = has_role(Role.ADMINISTRATOR, Role.ADVISER, Role.ALDERMAN, Role.CLERK)

rules.add_perm("booklet.list", rules.always_allow)
rules.add_perm("booklet.view", was_published)
rules.add_perm("booklet.desk", approves)
rules.add_perm("booklet.preview", approves)
rules.add_perm("booklet.write", is_adviser)
rules.add_perm("booklet.approve", is_somebody_else & approves)
