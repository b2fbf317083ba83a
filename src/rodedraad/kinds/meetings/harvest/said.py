"""One statement on its way from a card to the thread: checked before anything of it is kept."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from rodedraad.base.core.text import clean_line, clean_text
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.models.contribution import Channel, State
from rodedraad.listen.contributions.words import TEXT_LENGTH
from rodedraad.listen.notes import detect_language
from rodedraad.listen.processes.errors import RefusedError

from ..models import Consent, Meeting, Part
from ..models.people import GuestRole

MOST_AT_ONCE = 5000
NAME_LENGTH = 120
MOST_TIMES = 30_000
AUTHOR_ROLES: dict[str, str] = {
    GuestRole.RESIDENT: Contribution.AuthorRole.RESIDENT, GuestRole.BUSINESS: Contribution.AuthorRole.BUSINESS,
    GuestRole.ASSOCIATION: Contribution.AuthorRole.ASSOCIATION,
}


@dataclass(frozen=True)
class Said:
    """What one person said, in which role, and what may be done with it; a name only with consent for the name."""

    text: str
    role: str = GuestRole.OTHER
    consent: str = Consent.ROLE
    name: str = ""
    part: Part | None = None
    times_said: int = 1

    def clean(self) -> "Said":
        """The statement as it is kept. Raises `RefusedError`, which says what to do."""
        text, name = clean_text(self.text), clean_line(self.name)
        if self.consent not in Consent.values:
            raise RefusedError(_("Choose what may be done with this statement."))
        if self.consent == Consent.NONE:
            raise RefusedError(_("This statement may not be used, so we do not keep it. Remove it from the card."))
        if not text:
            raise RefusedError(_("Write down what was said."))
        if len(text) > TEXT_LENGTH:
            raise RefusedError(_("This statement is too long: at most %(most)s characters, now %(now)s. Split it.")
                               % {"most": TEXT_LENGTH, "now": len(text)})
        if self.consent == Consent.NAME and not name:
            raise RefusedError(_("Write the name of who said this, or choose “with role”."))
        return replace(self, text=text, name=name[:NAME_LENGTH] if self.consent == Consent.NAME else "",
                       role=self.role if self.role in GuestRole.values else GuestRole.OTHER,
                       times_said=min(max(self.times_said, 1), MOST_TIMES))


def cleaned(statements: Iterable[Said], meeting: Meeting) -> list[Said]:
    """All statements as they are kept; one that cannot be kept refuses them all, with its number."""
    given = list(statements)
    if not given:
        raise RefusedError(_("There is no statement on the card yet."))
    if len(given) > MOST_AT_ONCE:
        raise RefusedError(_("A card holds at most %(most)s statements.") % {"most": MOST_AT_ONCE})
    kept = []
    for number, each in enumerate(given, start=1):
        try:
            kept.append(each.clean())
        except RefusedError as error:
            raise RefusedError(_("Statement %(number)s: %(why)s") % {"number": number, "why": error}) from error
        if each.part is not None and each.part.meeting_id != meeting.pk:
            raise RefusedError(_("Statement %(number)s: this part is not of this meeting.") % {"number": number})
    return kept


def language_of(text: str) -> str:
    """The language of a statement, as the column holds it."""
    return (detect_language(text) or "nl")[:8]


def contribution_values(said: Said, meeting: Meeting) -> dict[str, Any]:
    """The columns of the contribution that a statement becomes, as far as the statement decides them."""
    return {
        "text": said.text, "language": language_of(said.text),
        "state": State.INSIDE if said.consent == Consent.THEME else State.PUBLISHED,
        "author_role": AUTHOR_ROLES.get(said.role, Contribution.AuthorRole.OTHER), "is_anonymous": True,
        "channel": Channel.STREET if meeting.form == Meeting.Form.STREET else Channel.MEETING,
    }
