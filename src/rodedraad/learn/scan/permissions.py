"""Who may do what with scans: everybody reads a published one, who edits the process works on it."""

import rules
from django.conf import settings

from rodedraad.base.organisations.models import Organisation
from rodedraad.base.organisations.permissions import has_role, is_adviser, is_staff
from rodedraad.base.organisations.roles import Role
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


@rules.predicate
def sees_all(person: object, _subject: object = None) -> bool:
    """Works for the programme team: the organisation that the operator of the install names."""
    return bool(settings.PROGRAMME_ORGANISATION) and (
        person.organisation.slug == settings.PROGRAMME_ORGANISATION)  # type: ignore[attr-defined]


@rules.predicate
def sees_own_province(person: object, _subject: object = None) -> bool:
    """Works for a province, of which the CBS code is known."""
    return bool(province_seen_by(person.organisation))  # type: ignore[attr-defined]


def province_seen_by(organisation: Organisation) -> str:
    """The province whose scans an organisation oversees; "" when it is no province."""
    code = organisation.cbs_code if organisation.cbs_code.startswith("PV") else f"PV{organisation.cbs_code}"
    is_province = organisation.kind == Organisation.Kind.PROVINCE and code in Scan.Province.values
    return code if is_province else ""


rules.add_perm("scan.view", (is_published & is_public) | edits)
# The list at the desk and starting one stand apart from any process; the subject is the organisation.
rules.add_perm("scan.browse", is_staff | is_in_a_team)
# The council clerk mostly leads a scan, and gets a process of its own with it.
rules.add_perm("scan.start", is_adviser | has_role(Role.CLERK))
# How far the scans of all organisations are that share it; only for the programme team and for a province.
rules.add_perm("scan.overview", has_role(Role.ADMINISTRATOR, Role.ADVISER, Role.CLERK) & (sees_all | sees_own_province))
rules.add_perm("scan.see", (is_staff & is_public) | is_adviser | is_in_team)
rules.add_perm("scan.edit", edits & is_changeable & is_open)
rules.add_perm("scan.reopen", edits & is_changeable)
