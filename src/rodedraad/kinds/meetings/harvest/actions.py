"""Acts on harvest cards: open, write, record what was said as contributions, finish, and undo a whole card."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.core.text import clean_line, clean_text
from rodedraad.base.organisations.models import Neighbourhood
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.models.contribution import State
from rodedraad.listen.contributions.signals import accepted
from rodedraad.listen.processes.errors import RefusedError
from rodedraad.understand.themes.models import Grounds

from ..locking import locked_meeting
from ..models import Conversation, HarvestDraft, Meeting, Part, Quote, Table
from ..models.people import GuestRole
from . import drafts
from .locking import bump, locked_card
from .said import Said, cleaned, contribution_values

CHUNK = 500
MOST_OF_A_ROLE = 10_000


@transaction.atomic
def open_card(*, meeting: Meeting, by: Person, table: Table | None = None, title: str = "",
              held_at: datetime | None = None, place: str = "", neighbourhood: Neighbourhood | None = None,
              people_by_role: dict[str, int] | None = None, age: str = "", client_key: str | None = None,
              ) -> Conversation:
    """The card of a table, made when it was not there yet; without a table a new card each time.

    With the `client_key` of a phone the same card comes back however often it is sent.
    """
    locked = locked_meeting(meeting.pk, must_be_changeable=True)
    known = _known(locked, table, client_key)
    if known is not None:
        return known
    made = Conversation(
        organisation_id=locked.organisation_id, meeting=locked, table=table, client_key=client_key or None,
        title=clean_line(title)[:120] or _first_title(locked, table), held_at=held_at or locked.starts_at,
        place=clean_line(place)[:120], neighbourhood=neighbourhood, age=age, written_by=by,
        people_by_role=counted_roles(people_by_role) if people_by_role else _seated(table),
    )
    made.save(force_insert=True)
    audit.record("harvest.card_opened", on=made, by=by, meeting=locked.pk, table=table.pk if table else None)
    return made


def _known(meeting: Meeting, table: Table | None, client_key: str | None) -> Conversation | None:
    rows = Conversation.objects.filter(meeting=meeting)
    if client_key:
        return rows.filter(client_key=client_key).first()
    return rows.filter(table=table).order_by("pk").first() if table is not None else None


def _first_title(meeting: Meeting, table: Table | None) -> str:
    if table is not None:
        return _("Table %(number)s") % {"number": table.number}
    number = Conversation.objects.filter(meeting=meeting).count() + 1
    return _("Conversation %(number)s") % {"number": number}


def _seated(table: Table | None) -> dict[str, int]:
    """How many of each role began at the table: who changes tables with each course is counted at one only."""
    first = Part.objects.filter(meeting=table.meeting_id, seats__isnull=False).first() if table else None
    if table is None or first is None:
        return {}
    seats = table.seats.filter(part=first).exclude(guest__has_come=False).order_by()
    return dict(seats.values_list("guest__role").annotate(n=Count("guest", distinct=True)))


def counted_roles(given: dict[str, int]) -> dict[str, int]:
    """How many people of each known role; nothing else is kept."""
    return {role: min(int(given[role]), MOST_OF_A_ROLE) for role in GuestRole.values if int(given.get(role) or 0) > 0}


@transaction.atomic
def save_card(*, card: Conversation, version: int, values: dict[str, Any], by: Person) -> Conversation:
    """Change what the card says about the talk itself: title, moment, place, and how many people of each role."""
    locked = locked_card(card.pk, version)
    locked.title = clean_line(values["title"])[:120] or locked.title
    locked.held_at = values.get("held_at") or locked.held_at
    locked.place = clean_line(values.get("place", ""))[:120]
    locked.neighbourhood = values.get("neighbourhood")
    locked.people_by_role = counted_roles(values.get("people_by_role", {}))
    bump(locked, "title", "held_at", "place", "neighbourhood", "people_by_role")
    audit.record("harvest.card_saved", on=locked, by=by, people=sum(locked.people_by_role.values()))
    return locked


@transaction.atomic
def save_notes(*, card: Conversation, version: int, notes: str, by: Person) -> Conversation:
    """Keep the rough notes with the card; nobody but staff reads them, and they go when they are recorded.

    Raises `StaleError` with the card as somebody else saved it.
    """
    locked = locked_card(card.pk, version, must_be_open=True)
    locked.notes = clean_text(notes)
    bump(locked, "notes")
    audit.record("harvest.notes_saved", on=locked, by=by, length=len(locked.notes))
    return locked


@transaction.atomic
def record_statements(*, conversation: Conversation, statements: Sequence[Said], by: Person | None,
                      version: int | None = None) -> list[Quote]:
    """Let what was said become contributions: published, or inside where only the count may be known.

    All or none: a statement that may not be used, or misses a name that was promised, refuses everything and nothing
    of it is kept. Raises `RefusedError` and, with a version, `StaleError`.
    """
    locked = locked_card(conversation.pk, version, must_be_open=True)
    kept = cleaned(statements, locked.meeting)
    said = _contributions(locked, kept, by)
    last = Quote.objects.filter(conversation=locked).aggregate(last=Max("position"))["last"] or 0
    quotes = Quote.objects.bulk_create([
        Quote(organisation_id=locked.organisation_id, contribution=contribution, conversation=locked, part=each.part,
              position=position, said_by_role=each.role, said_by_name=each.name, consent=each.consent,
              times_said=each.times_said)
        for position, (each, contribution) in enumerate(zip(kept, said, strict=True), start=last + 1)
    ], batch_size=CHUNK)
    bump(locked)
    audit.record("harvest.recorded", on=locked, by=by, contributions=[each.pk for each in said],
                 consents=dict(Counter(str(each.consent) for each in kept)))
    return quotes


def _contributions(card: Conversation, kept: list[Said], by: Person | None) -> list[Contribution]:
    activity, now = card.meeting.activity, timezone.now()
    rows = [
        Contribution(
            organisation_id=card.organisation_id, process_id=activity.process_id, activity=activity, entered_by=by,
            neighbourhood=card.neighbourhood, place=card.place, **values,
            published_at=now if values["state"] == State.PUBLISHED else None)
        for values in (contribution_values(each, card.meeting) for each in kept)
    ]
    made = Contribution.objects.bulk_create(rows, batch_size=CHUNK)
    accepted.send(sender=Contribution, process_id=activity.process_id, contribution_ids=[each.pk for each in made])
    return made


@transaction.atomic
def send_card(*, meeting: Meeting, statements: Sequence[Said], by: Person, client_key: str = "", title: str = "",
              people_by_role: dict[str, int] | None = None) -> Conversation:
    """A whole card at once, from another program: opened and recorded, or nothing at all.

    With the same `client_key` the card that is there comes back and nothing is recorded twice. Raises `RefusedError`.
    """
    card = open_card(meeting=meeting, by=by, title=title, people_by_role=people_by_role, client_key=client_key or None)
    if not card.quotes.exists():
        record_statements(conversation=card, statements=statements, by=by)
    return card


@transaction.atomic
def record_draft(*, card: Conversation, version: int, by: Person, accepts_personal: bool = False) -> list[Quote]:
    """Record the prepared statements of a card, but those that may not be used; then the draft and notes are gone.

    What may be personal and is still there has to be accepted by a person who saw it.
    """
    locked = locked_card(card.pk, version, must_be_open=True)
    draft = HarvestDraft.objects.filter(conversation=locked).first()
    rows = [row for row in (draft.rows if draft else []) if row["consent"] != "none"]
    if not accepts_personal and any(row.get("found") for row in rows):
        raise RefusedError(_("Some statements may still hold personal data. Mask it, or say that it may stay."))
    quotes = record_statements(conversation=locked, statements=drafts.said_of(rows, locked.meeting), by=by)
    HarvestDraft.objects.filter(conversation=locked).delete()
    Conversation.objects.filter(pk=locked.pk).update(notes="")
    return quotes


@transaction.atomic
def finish_card(*, card: Conversation, version: int, by: Person) -> Conversation:
    """Say that the card is done. Refused while statements or notes are still waiting on it."""
    locked = locked_card(card.pk, version, must_be_open=True)
    waiting = HarvestDraft.objects.filter(conversation=locked).exclude(rows=[]).exists()
    if waiting or locked.notes.strip():
        raise RefusedError(_("There are still statements or notes that are not recorded. Record or remove them first."))
    locked.state = Conversation.State.DONE
    bump(locked, "state")
    audit.record("harvest.card_finished", on=locked, by=by)
    return locked


@transaction.atomic
def reopen_card(*, card: Conversation, version: int, by: Person) -> Conversation:
    """Let people write on a card again that was done."""
    locked = locked_card(card.pk, version)
    locked.state = Conversation.State.OPEN
    bump(locked, "state")
    audit.record("harvest.card_reopened", on=locked, by=by)
    return locked


@transaction.atomic
def undo_card(*, card: Conversation, version: int, by: Person) -> Conversation:
    """Take all statements of a card out of the thread again and back to its draft, as long as no theme rests on them.

    What a speaker withdrew stays counted and does not come back.
    """
    locked = locked_card(card.pk, version)
    quotes = list(Quote.objects.filter(conversation=locked, withdrawn_at=None).select_related("contribution", "part"))
    ids = [quote.contribution_id for quote in quotes]
    refuse_when_used(ids)
    rows = [drafts.row_of(quote) for quote in quotes if quote.contribution.text]
    Contribution.objects.filter(pk__in=ids).delete()
    locked.state = Conversation.State.OPEN
    bump(locked, "state")
    drafts.add_rows(locked, rows)
    audit.record("harvest.card_undone", on=locked, by=by, contributions=ids)
    return locked


def refuse_when_used(contribution_ids: list[int]) -> None:
    """Raises `RefusedError` when a person put a contribution under a theme, or it has an answer or a reaction."""
    if Grounds.objects.confirmed().filter(contribution__in=contribution_ids).exists():
        raise RefusedError(_("A theme rests on a statement of this card. Take it out of the theme first."))
    used = Contribution.objects.filter(pk__in=contribution_ids)
    if used.filter(answers__isnull=False).exists() or used.filter(merged__isnull=False).exists():
        raise RefusedError(_("An answer or another contribution rests on a statement of this card. It has to stay."))
    if used.filter(comment_count__gt=0).exists():
        raise RefusedError(_("People reacted to a statement of this card. It has to stay."))
