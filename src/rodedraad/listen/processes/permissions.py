"""Who may do what with a process: role in the organisation or part in the team × state of the process."""

import rules

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.base.organisations.permissions import has_role, is_adviser, is_person, is_staff
from rodedraad.base.organisations.roles import Role

from .models import Process, TeamMember


def part_of(person: Person | Visitor, process: Process) -> str | None:
    """The person's part in the team of a process."""
    return parts_of(person).get(process.pk)


def parts_of(person: Person | Visitor) -> dict[int, str]:
    """The person's part per process id; one query per person, then remembered."""
    if person.pk is None:
        return {}
    parts = person.__dict__.get("_team_parts")
    if parts is None:
        parts = dict(TeamMember.objects.filter(person_id=person.pk).values_list("process_id", "part"))
        person.__dict__["_team_parts"] = parts
    return parts


def process_of(subject: object) -> Process:
    """The process that a subject belongs to, or is."""
    return subject if isinstance(subject, Process) else subject.process  # type: ignore[attr-defined]


@rules.predicate
def is_public(_person: object, subject: object) -> bool:
    """The process of the subject is published."""
    return process_of(subject).is_public


@rules.predicate
def is_in_team(person: Person | Visitor, subject: object) -> bool:
    """Any part in the team."""
    return part_of(person, process_of(subject)) is not None


@rules.predicate
def works_on_process(person: Person | Visitor, subject: object) -> bool:
    """Leads or edits the process."""
    return part_of(person, process_of(subject)) in {TeamMember.Part.LEAD, TeamMember.Part.EDITOR}


@rules.predicate
def moderates_process(person: Person | Visitor, subject: object) -> bool:
    """Leads, edits or moderates the process."""
    return part_of(person, process_of(subject)) in {
        TeamMember.Part.LEAD, TeamMember.Part.EDITOR, TeamMember.Part.MODERATOR,
    }


@rules.predicate
def leads_process(person: Person | Visitor, subject: object) -> bool:
    """Leads the process."""
    return part_of(person, process_of(subject)) == TeamMember.Part.LEAD


@rules.predicate
def is_in_a_team(person: Person | Visitor, _subject: object = None) -> bool:
    """Any part in any team."""
    return bool(parts_of(person))


@rules.predicate
def is_changeable(_person: object, subject: object) -> bool:
    """Draft or running."""
    return process_of(subject).is_changeable


edits = is_adviser | works_on_process
moderates = is_adviser | has_role(Role.MODERATOR) | moderates_process
leads = is_adviser | leads_process

rules.add_perm("processes.browse", rules.always_allow)
rules.add_perm("processes.view", is_public | is_adviser | is_in_team)
rules.add_perm("processes.follow", is_person & is_public)
rules.add_perm("processes.use_desk", is_staff | is_in_a_team)
rules.add_perm("processes.see_desk", is_staff & is_public | is_adviser | is_in_team)
rules.add_perm("processes.create", is_adviser)
rules.add_perm("processes.copy", is_adviser)
rules.add_perm("processes.edit", edits & is_changeable)
rules.add_perm("processes.publish", leads)
rules.add_perm("processes.manage_team", leads)
