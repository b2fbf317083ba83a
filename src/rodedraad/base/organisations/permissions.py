"""Who may do what with an organisation."""

import rules

from .roles import STAFF, Role


@rules.predicate
def is_person(person: object, _subject: object = None) -> bool:
    """Logged in."""
    return bool(getattr(person, "is_authenticated", False))


def has_role(*roles: Role) -> rules.Predicate:
    """A predicate: the person has one of these roles in the organisation."""
    wanted = frozenset(roles)
    name = "has_role:" + ",".join(sorted(wanted))
    return rules.Predicate(lambda person, _subject=None: bool(wanted & person.roles), name=name)


is_administrator = has_role(Role.ADMINISTRATOR)
is_adviser = has_role(Role.ADMINISTRATOR, Role.ADVISER)
is_moderator = has_role(Role.ADMINISTRATOR, Role.ADVISER, Role.MODERATOR)
is_staff = has_role(*STAFF)
is_board = has_role(Role.ALDERMAN, Role.CLERK, Role.ADMINISTRATOR, Role.ADVISER)
reads_council_page = has_role(*STAFF, Role.COUNCIL_MEMBER)

rules.add_perm("organisations.visit", rules.always_allow)
rules.add_perm("organisations.edit", is_administrator)
