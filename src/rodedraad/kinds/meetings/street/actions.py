"""Acts on street talks: keep one that a phone sent, however often it sends it, and say whom one expects to meet."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.processes.errors import RefusedError, StaleError
from rodedraad.understand.themes.actions import assign

from ..harvest import drafts
from ..harvest.actions import finish_card, open_card, record_statements
from ..harvest.said import Said
from ..locking import locked_meeting
from ..models import Conversation, Meeting
from ..models.people import GuestRole
from .entries import Entry

OPTION = "street_expected"


@dataclass(frozen=True)
class Kept:
    """What became of a talk: `recorded` in the thread, a `draft` for a colleague to look at, or `known` already."""

    conversation: Conversation
    state: str


@transaction.atomic
def keep_talk(*, meeting: Meeting, entry: Entry, by: Person) -> Kept:
    """Let a talk become a conversation with a contribution per remark; a `client_key` that is known changes nothing.

    What may hold personal data, and nobody chose about, waits as a draft that only staff see. Raises `RefusedError`.
    """
    current = locked_meeting(meeting.pk, must_be_changeable=True)
    if current.state not in {Meeting.State.PUBLISHED, Meeting.State.HELD}:
        raise RefusedError(_("These street talks are not public yet, or were cancelled. Your text stays here."))
    known = entry.client_key and Conversation.objects.filter(meeting=current, client_key=entry.client_key).first()
    if known:
        return Kept(known, "known")
    card = open_card(
        meeting=current, by=by, title=entry.title, held_at=entry.held_at or timezone.now(), place=entry.place,
        neighbourhood=entry.neighbourhood, people_by_role={GuestRole.RESIDENT: 1}, age=entry.age,
        client_key=entry.client_key)
    if entry.found() and not entry.personal:
        return _draft(card, entry, by)
    remarks = entry.masked() if entry.personal == "mask" else entry.remarks
    quotes = record_statements(conversation=card, by=by, statements=[
        Said(text=remark, role=GuestRole.RESIDENT, consent=entry.consent) for remark in remarks])
    card.refresh_from_db()
    finish_card(card=card, version=card.version, by=by)
    if entry.theme is not None and by.may("themes.analyse", current.process):
        assign(theme=entry.theme, contribution_ids=[quote.contribution_id for quote in quotes], by=by)
    audit.record("street_talk.kept", on=card, by=by, remarks=len(remarks), personal=entry.personal)
    return Kept(card, "recorded")


def _draft(card: Conversation, entry: Entry, by: Person) -> Kept:
    rows = drafts.Defaults(role=GuestRole.RESIDENT, consent=entry.consent)
    drafts.add_rows(card, [drafts.new_row(remark, rows) for remark in entry.remarks])
    audit.record("street_talk.waits", on=card, by=by, remarks=len(entry.remarks))
    return Kept(card, "draft")


@transaction.atomic
def set_expected(*, activity: Activity, version: int, shares: Mapping[str, Mapping[str, float]], by: Person) -> None:
    """Say which share of the talks one expects per age band and neighbourhood; empty is an equal share for all.

    Raises `StaleError`, `RefusedError`.
    """
    current = Activity.objects.select_for_update(of=("self",)).select_related("process").get(pk=activity.pk)
    if not current.process.is_changeable:
        raise RefusedError(_("This process is finished. Open it again before you change it."))
    if current.version != version:
        raise StaleError(current)
    kept = {kind: {key: value for key, value in groups.items() if value} for kind, groups in shares.items()}
    current.options = {**current.options, OPTION: kept}
    current.version += 1
    current.save(update_fields=["options", "version", "updated_at"])
    audit.record("street_talks.expected", on=current, by=by, groups=sum(len(each) for each in kept.values()))
