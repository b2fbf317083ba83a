"""The act that makes personal codes, which are shown this once; mailing and withdrawing stand in `inviting/`."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.core.text import clean_line
from rodedraad.base.organisations.models import Neighbourhood
from rodedraad.listen.processes.errors import RefusedError

from ..codes import hash_of, new_code
from ..models import Invitation, Survey
from ..reading import instrument_of
from .surveys import locked_survey

MOST_AT_ONCE = 100_000


@dataclass(frozen=True)
class Invitee:
    """To whom a code goes: a group, perhaps a neighbourhood, perhaps an address. Never a name."""

    group: str = ""
    neighbourhood: Neighbourhood | None = None
    email: str = ""


@dataclass(frozen=True)
class Invited:
    """An invitation with its code, which nobody can read again later."""

    invitation: Invitation
    code: str


@transaction.atomic
def invite(*, survey: Survey, invitees: Sequence[Invitee], batch: str = "", by: Person) -> list[Invited]:
    """Make a personal code for each; who was invited at this address already gets none. Raises `RefusedError`.

    The rows are written in an order by chance, so that the order of the keys does not tell the order of a list.
    """
    current = locked_survey(survey.pk)
    _check(current, invitees)
    known = set(Invitation.objects.filter(survey=current).exclude(email="").values_list("email", flat=True))
    made: list[Invited] = []
    for each in invitees:
        email = clean_line(each.email).lower()
        if email and email in known:
            continue
        known.add(email)
        code = new_code()
        made.append(Invited(Invitation(
            organisation_id=current.organisation_id, survey=current, code_hash=hash_of(code), group=each.group,
            neighbourhood=each.neighbourhood, email=email, batch=clean_line(batch)[:40]), code))
    mixed = list(made)
    secrets.SystemRandom().shuffle(mixed)
    Invitation.objects.bulk_create([each.invitation for each in mixed], batch_size=1000)
    audit.record("survey.invited", on=current, by=by, number=len(made), batch=clean_line(batch)[:40])
    return made


def _check(survey: Survey, invitees: Sequence[Invitee]) -> None:
    if not survey.allows_code:
        raise RefusedError(_("This survey works without personal codes."))
    if survey.state == Survey.State.STOPPED:
        raise RefusedError(_("The survey is closed. You cannot invite anybody any more."))
    if len(invitees) > MOST_AT_ONCE:
        raise RefusedError(_("These are too many invitations at once."))
    allowed = {"", *(survey.groups or instrument_of(survey.asks).group_keys)}
    if any(each.group not in allowed for each in invitees):
        raise RefusedError(_("The questionnaire does not know this group."))
    needs_group = survey.group_choice == Survey.GroupChoice.CODE
    if needs_group and not all(each.group for each in invitees):
        raise RefusedError(_("Choose the group of each invitation: it comes with the code."))
