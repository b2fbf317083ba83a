"""Acts on the statements that are being prepared on a card: nothing of them is in the thread yet."""

import re
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.core.text import clean_line, clean_text
from rodedraad.listen.notes import Statement, find_personal, join_doubles, mask, read_notes, split_statements
from rodedraad.listen.processes.errors import RefusedError

from ..models import Consent, Conversation, HarvestDraft, Meeting, Quote
from ..models.people import GuestRole
from .locking import bump, locked_card
from .roles import role_named
from .said import MOST_AT_ONCE, NAME_LENGTH, Said

Row = dict[str, Any]
BLANK_LINE = re.compile(r"\n\s*\n")
FIELDS = ("text", "role", "consent", "name", "part")


@dataclass(frozen=True)
class Defaults:
    """In which role people on this card mostly spoke and what they mostly agreed to."""

    role: str = GuestRole.RESIDENT
    consent: str = Consent.ROLE
    part: int | None = None


def new_row(text: str, defaults: Defaults, *, speaker: str = "", times: int = 1) -> Row:
    """A prepared statement without a number yet; a speaker who is written as a role has that role."""
    return {"id": 0, "text": text, "role": role_named(speaker) or defaults.role, "consent": defaults.consent,
            "name": "", "part": defaults.part, "times": times, "speaker": clean_line(speaker)[:NAME_LENGTH]}


def look_for_personal(row: Row) -> None:
    """Keep with a statement how much of it may be personal, counted again only when its text changed."""
    known = f"{len(row['text'])}:{zlib.crc32(row['text'].encode())}"
    if row.get("looked") != known:
        row["found"], row["looked"] = len(find_personal(row["text"])), known


def row_of(quote: Quote) -> Row:
    """A recorded statement as it was prepared."""
    return {"id": 0, "text": quote.contribution.text, "role": quote.said_by_role, "consent": quote.consent,
            "name": quote.said_by_name, "part": quote.part_id, "times": quote.times_said, "speaker": ""}


def said_of(rows: Iterable[Row], meeting: Meeting) -> list[Said]:
    """Prepared statements as they are recorded."""
    parts = {part.pk: part for part in meeting.parts.all()}
    return [Said(text=row["text"], role=row["role"], consent=row["consent"], name=row["name"],
                 part=parts.get(row["part"]), times_said=row["times"]) for row in rows]


def draft_of(card: Conversation) -> HarvestDraft:
    """The draft of a card; not saved yet when there is none."""
    found: HarvestDraft | None = HarvestDraft.objects.filter(conversation=card).first()
    return found or HarvestDraft(organisation_id=card.organisation_id, conversation=card, rows=[])


def add_rows(card: Conversation, rows: list[Row]) -> HarvestDraft:
    """Put statements behind those that are there, each with its number; in the caller's transaction."""
    draft = draft_of(card)
    if len(draft.rows) + len(rows) > MOST_AT_ONCE:
        raise RefusedError(_("A card holds at most %(most)s statements.") % {"most": MOST_AT_ONCE})
    for number, row in enumerate(rows, start=draft.next_id):
        row["id"] = number
        look_for_personal(row)
    draft.rows, draft.next_id = [*draft.rows, *rows], draft.next_id + len(rows)
    draft.save()
    return draft


@transaction.atomic
def add_text(*, card: Conversation, version: int, text: str, defaults: Defaults, by: Person) -> int:
    """Split free text into statements and prepare them; says how many. Raises `RefusedError`, `StaleError`."""
    typed = clean_text(text)
    # Pasted text is read as a text file is: speakers, bullets and paragraphs are found in the same way.
    notes = read_notes(typed.encode(), "geplakt.txt") if typed else []
    return _add(card, version, split_statements(notes), defaults, by, "text")


@transaction.atomic
def add_file(*, card: Conversation, version: int, content: bytes, filename: str, defaults: Defaults,
             by: Person) -> int:
    """Prepare the statements in a file; says how many. Raises `UnreadableError`, `RefusedError`, `StaleError`."""
    return _add(card, version, split_statements(read_notes(content, filename)), defaults, by, "file")


def _add(card: Conversation, version: int, found: list[Statement], defaults: Defaults, by: Person, how: str) -> int:
    locked = locked_card(card.pk, version, must_be_open=True)
    if not found:
        raise RefusedError(_("We found no statements in it."))
    rows = [new_row(each.text, defaults, speaker=each.speaker, times=each.times_said) for each in join_doubles(found)]
    add_rows(locked, rows)
    bump(locked)
    audit.record("harvest.prepared", on=locked, by=by, statements=len(rows), how=how)
    return len(rows)


@dataclass(frozen=True)
class Change:
    """What somebody typed on a page of prepared statements, and what they asked to be done with it."""

    typed: Mapping[int, Mapping[str, Any]]
    do: str = "save"
    picked: frozenset[int] = frozenset()
    value: str = ""
    fresh: tuple[Row, ...] = ()
    notes: str | None = None


@transaction.atomic
def change_draft(*, card: Conversation, version: int, change: Change, by: Person) -> Conversation:
    """Keep what was typed, then do what was asked: join, split, drop, mask, or set a role or a consent for several.

    Raises `StaleError` with the card as it now is, `RefusedError`.
    """
    locked = locked_card(card.pk, version, must_be_open=True)
    draft, parts = draft_of(locked), {part.pk for part in locked.meeting.parts.all()}
    rows = [{**row, **_clean(change.typed.get(row["id"], {}), parts)} for row in draft.rows]
    rows = [row for row in rows if row["text"]]
    name, _colon, detail = change.do.partition(":")
    draft.rows = _DOINGS.get(name, _as_is)(rows, change, detail)
    draft = _with_new_numbers(draft)
    draft.save()
    fresh = [row for row in ({**row, **_clean(row, parts)} for row in change.fresh) if row["text"]]
    if fresh:
        add_rows(locked, fresh)
    if change.notes is not None:
        locked.notes = clean_text(change.notes)
    bump(locked, "notes")
    audit.record("harvest.prepared", on=locked, by=by, statements=len(draft.rows) + len(fresh), how=name)
    return locked


def _clean(typed: Mapping[str, Any], parts: set[int]) -> Row:
    """The fields of a row as far as they were typed and make sense."""
    kept: Row = {name: typed[name] for name in FIELDS if name in typed}
    if "text" in kept:
        kept["text"] = clean_text(kept["text"])
    if "name" in kept:
        kept["name"] = clean_line(kept["name"])[:NAME_LENGTH]
    if kept.get("role") not in GuestRole.values:
        kept.pop("role", None)
    if kept.get("consent") not in Consent.values:
        kept.pop("consent", None)
    if kept.get("part") not in parts and "part" in kept:
        kept["part"] = None
    return kept


def _with_new_numbers(draft: HarvestDraft) -> HarvestDraft:
    for row in draft.rows:
        look_for_personal(row)
        if not row["id"]:
            row["id"], draft.next_id = draft.next_id, draft.next_id + 1
    return draft


def _as_is(rows: list[Row], _change: Change, _detail: str) -> list[Row]:
    """Only keep what was typed."""
    return rows


def _split(rows: list[Row], _change: Change, detail: str) -> list[Row]:
    """One statement becomes as many as it has blocks of lines."""
    done: list[Row] = []
    for row in rows:
        pieces = [piece for part in BLANK_LINE.split(row["text"]) if (piece := part.strip())]
        if str(row["id"]) != detail or len(pieces) < 2:
            done.append(row)
            continue
        done.extend({**row, "id": row["id"] if place == 0 else 0, "text": piece} for place, piece in enumerate(pieces))
    return done


def _join(rows: list[Row], change: Change, _detail: str) -> list[Row]:
    """The picked statements become one, at the place of the first, which also gives the role and the consent."""
    picked = [row for row in rows if row["id"] in change.picked]
    if len(picked) < 2:
        raise RefusedError(_("Choose two or more statements to join."))
    order = list(Consent.values)
    first = {**picked[0], "text": "\n".join(row["text"] for row in picked),
             "consent": max((row["consent"] for row in picked), key=order.index),
             "times": max(row["times"] for row in picked)}
    gone = {row["id"] for row in picked[1:]}
    return [first if row["id"] == first["id"] else row for row in rows if row["id"] not in gone]


def _drop(rows: list[Row], change: Change, _detail: str) -> list[Row]:
    if not change.picked:
        raise RefusedError(_("Choose one or more statements first."))
    return [row for row in rows if row["id"] not in change.picked]


def _clear(_rows: list[Row], _change: Change, _detail: str) -> list[Row]:
    return []


def _mask_one(rows: list[Row], _change: Change, detail: str) -> list[Row]:
    """`mask:7` masks all that was found in statement 7, `mask:7:0` the first of it."""
    number, _colon, which = detail.partition(":")
    return [_masked(row, int(which) if which.isdecimal() else None) if str(row["id"]) == number else row
            for row in rows]


def _mask_all(rows: list[Row], _change: Change, _detail: str) -> list[Row]:
    return [_masked(row, None) for row in rows]


def _masked(row: Row, which: int | None) -> Row:
    found = find_personal(row["text"])
    chosen = found if which is None else found[which : which + 1]
    return {**row, "text": mask(row["text"], chosen)} if chosen else row


def _set_for_speaker(rows: list[Row], change: Change, detail: str) -> list[Row]:
    """Everything that one speaker of the notes said gets one role."""
    if change.value not in GuestRole.values:
        raise RefusedError(_("Choose a role."))
    return [{**row, "role": change.value} if row["speaker"] == detail else row for row in rows]


def _set_for_picked(field: str, allowed: Iterable[str]) -> Callable[[list[Row], Change, str], list[Row]]:
    values = set(allowed)

    def change_all(rows: list[Row], change: Change, _detail: str) -> list[Row]:
        if change.value not in values or not change.picked:
            raise RefusedError(_("Choose one or more statements first."))
        return [{**row, field: change.value} if row["id"] in change.picked else row for row in rows]

    return change_all


_DOINGS: dict[str, Callable[[list[Row], Change, str], list[Row]]] = {
    "split": _split, "join": _join, "drop": _drop, "clear": _clear, "mask": _mask_one, "mask_all": _mask_all,
    "speaker": _set_for_speaker, "role": _set_for_picked("role", GuestRole.values),
    "consent": _set_for_picked("consent", Consent.values),
}
