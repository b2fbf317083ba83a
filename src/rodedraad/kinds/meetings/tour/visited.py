"""What the own site of a visited organisation tells everybody, when that organisation is on this install, too.

The one place where this kind looks at another organisation: only at what a visitor without an account reads there.
"""

from dataclasses import dataclass

from django.utils import timezone
from django_scopes import scope

from rodedraad.base.organisations.models import Organisation
from rodedraad.decide.agreements.models import Commitment
from rodedraad.decide.answers.models import Answer
from rodedraad.listen.processes.models import Process

from .lines import read_code


@dataclass(frozen=True)
class PublicFigures:
    """Counts that anybody could make on the other site."""

    name: str
    address: str
    running: int
    answered: int
    kept: int
    open: int
    late: int


def public_figures(code: str) -> PublicFigures | None:
    """The public figures of the organisation with this CBS code; None when it is not on this install."""
    found = _organisation(code)
    if found is None:
        return None
    today = timezone.localdate()
    with scope(organisation=found):
        promises = Commitment.objects.public()
        return PublicFigures(
            found.name, found.absolute("/"),
            running=Process.objects.filter(state=Process.State.PUBLISHED).count(),
            answered=Answer.objects.filter(state=Answer.State.PUBLISHED).exclude(process__state="draft").count(),
            kept=promises.filter(state=Commitment.State.DONE).count(),
            open=promises.filter(state=Commitment.State.OPEN).count(), late=promises.late(today).count())


def _organisation(code: str) -> Organisation | None:
    """By the code in one way of writing: GM0344, 0344 and 344 are the same municipality."""
    wanted = _plain(code)
    if not wanted:
        return None
    written = Organisation.objects.exclude(cbs_code="").order_by("pk")
    return next((each for each in written if _plain(each.cbs_code) == wanted), None)


def _plain(code: str) -> str:
    try:
        return read_code(code)
    except ValueError:
        return ""
