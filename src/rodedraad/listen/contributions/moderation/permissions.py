"""Who may open the moderation queue: moderators, and team members for their own processes."""

import rules

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.base.organisations.permissions import is_moderator

from .queries import PARTS


@rules.predicate
def judges_in_a_team(person: Person | Visitor, _subject: object = None) -> bool:
    """Leads, edits or moderates some process."""
    return isinstance(person, Person) and person.team_parts.filter(part__in=PARTS).exists()


rules.add_perm("moderation.queue", is_moderator | judges_in_a_team)
