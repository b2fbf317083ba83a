"""Who may do what with scans: everybody reads a published one, who edits the process works on it."""

import rules

from rodedraad.base.organisations.permissions import is_adviser, is_staff
from rodedraad.listen.processes.permissions import edits, is_changeable, is_in_a_team, is_in_team, is_public

from .models import Scan


def scan_of(subject: object) -> Scan:
    """The scan that a subject belongs to, or is."""
    return subject if isinstance(subject, Scan) else subject.scan  # type: ignore[attr-defined]


@rules.predicate
def is_published(_person: object, subject: object) -> bool:
    """The scan has a page for everybody."""
    return scan_of(subject).is_published


@rules.predicate
def is_open(_person: object, subject: object) -> bool:
    """The scan is not closed."""
    return not scan_of(subject).is_closed


rules.add_perm("scan.view", (is_published & is_public) | edits)
# The list at the desk and starting one stand apart from any process; the subject is the organisation.
rules.add_perm("scan.browse", is_staff | is_in_a_team)
rules.add_perm("scan.start", is_adviser)
rules.add_perm("scan.see", (is_staff & is_public) | is_adviser | is_in_team)
rules.add_perm("scan.edit", edits & is_changeable & is_open)
rules.add_perm("scan.reopen", edits & is_changeable)
