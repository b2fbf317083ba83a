"""The team of a process: invite, give a part, remove; a process is never left without somebody who leads it."""

from enum import StrEnum

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.notifications.actions import notify

from ..errors import RefusedError
from ..models import Process, TeamMember
from .life import locked

LEAD = TeamMember.Part.LEAD


class Invited(StrEnum):
    """What came of an invitation."""

    ADDED = "added"
    ALREADY = "already"
    UNKNOWN = "unknown"


@transaction.atomic
def invite_member(*, process: Process, email: str, part: str, by: Person) -> Invited:
    """Add the person with this e-mail address to the team, and tell them. Nobody is made who does not exist yet."""
    person = Person.objects.filter(account__email=email.strip().lower(), erased_at=None).first()
    if person is None:
        return Invited.UNKNOWN
    current = locked(process)
    member, is_new = TeamMember.objects.get_or_create(
        process=current, person=person, defaults={"organisation": current.organisation, "part": part})
    if not is_new:
        return Invited.ALREADY
    audit.record("team.invited", on=current, by=by, person=person.pk, part=part)
    notify(people=[person], event="team.invited", about=current.topic,
           title=_("You are in the team of “%(process)s”") % {"process": current.title},
           path=reverse("processes:desk", args=[current.slug]), once_key=f"team:{current.pk}:{member.pk}")
    return Invited.ADDED


@transaction.atomic
def change_part(*, member: TeamMember, part: str, by: Person) -> TeamMember:
    """Give a member another part. Raises `RefusedError` for the last one who leads."""
    process = locked(member.process)
    current = TeamMember.objects.get(pk=member.pk)
    if part != LEAD:
        _keep_a_lead(process, current)
    current.part = part
    current.save()
    audit.record("team.part_changed", on=process, by=by, person=current.person_id, part=part)
    return current


@transaction.atomic
def remove_member(*, member: TeamMember, by: Person) -> None:
    """Take somebody out of the team. Raises `RefusedError` for the last one who leads."""
    process = locked(member.process)
    current = TeamMember.objects.get(pk=member.pk)
    _keep_a_lead(process, current)
    audit.record("team.removed", on=process, by=by, person=current.person_id)
    current.delete()


def _keep_a_lead(process: Process, member: TeamMember) -> None:
    leads = TeamMember.objects.filter(process=process, part=LEAD)
    if member.part == LEAD and not leads.exclude(pk=member.pk).exists():
        raise RefusedError(_("This is the last person who leads the process. Let somebody else lead it first."))
