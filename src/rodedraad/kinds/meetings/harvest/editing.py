"""The page on which statements are prepared: what is shown of it, and what somebody posted from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, QueryDict

from rodedraad.listen.notes import Finding, find_personal
from rodedraad.listen.processes.differences import Difference, compare_words

from ..models import Consent, Conversation
from ..models.people import GuestRole
from .drafts import Change, Defaults, Row, draft_of, new_row
from .words import label_of

PER_PAGE = 50
FRESH_LINES = 3
MOST_SPEAKERS = 40


@dataclass(frozen=True)
class Piece:
    """A piece of a statement: plain, or pointed out as personal, with the word for what it is."""

    text: str
    label: str = ""
    do: str = ""


@dataclass(frozen=True)
class EditRow:
    """One prepared statement on the page."""

    row: Row
    number: int
    pieces: list[Piece] = field(default_factory=list)

    @property
    def pk(self) -> int:
        """The number by which its fields are named."""
        return int(self.row["id"])

    @property
    def found(self) -> list[Piece]:
        """What may be personal in it."""
        return [piece for piece in self.pieces if piece.label]


@dataclass(frozen=True)
class Speaker:
    """Somebody whose name stands before lines in the notes, and how many lines."""

    name: str
    lines: int
    role: str


@dataclass(frozen=True)
class Editor:
    """The page of prepared statements of one card."""

    card: Conversation
    rows: list[EditRow]
    page: Page
    total: int
    not_used: int
    personal: int
    speakers: list[Speaker]
    defaults: Defaults
    fresh: list[Row]
    notes: str
    parts: list[Any]
    roles: list[tuple[str, str]]
    consents: list[tuple[str, str]]
    differences: list[Difference] | None = None


def editor(card: Conversation, number: str | int, defaults: Defaults, posted: "Posted | None" = None) -> Editor:
    """The page as it is stored, or with what was just typed over it when that could not be saved."""
    stored = draft_of(card).rows
    page = Paginator(stored, PER_PAGE).get_page(number)
    typed = posted.change.typed if posted else {}
    rows = [_edit_row({**row, **typed.get(row["id"], {})}, place)
            for place, row in enumerate(page.object_list, start=page.start_index())]
    fresh = [row for row in posted.change.fresh if row["text"]] if posted else []
    on_page = {row["id"] for row in page.object_list}
    fresh += [{**new_row("", defaults), **values} for pk, values in typed.items()
              if pk not in on_page and values.get("text")]
    return Editor(
        card=card, rows=rows, page=page, total=len(stored), defaults=defaults,
        not_used=sum(row["consent"] == Consent.NONE for row in stored),
        personal=sum(row.get("found", 0) for row in stored), speakers=_speakers(stored),
        fresh=fresh + [new_row("", defaults) for _ in range(FRESH_LINES)],
        notes=posted.notes if posted else card.notes, parts=list(card.meeting.parts.all()),
        roles=[(value, str(label)) for value, label in GuestRole.choices],
        consents=[(value, str(label)) for value, label in Consent.choices],
    )


def _edit_row(row: Row, number: int) -> EditRow:
    return EditRow(row, number, pieces_of(row["text"], int(row["id"])))


def pieces_of(text: str, pk: int = 0) -> list[Piece]:
    """A text in pieces: what may be personal in it stands by itself, with the button that masks it."""
    pieces, last = [], 0
    found: list[Finding] = find_personal(text)
    for place, each in enumerate(found):
        pieces += [Piece(text[last : each.start]), Piece(each.words, label_of(each.kind), f"mask:{pk}:{place}")]
        last = each.end
    return [piece for piece in [*pieces, Piece(text[last:])] if piece.text]


def _speakers(rows: list[Row]) -> list[Speaker]:
    counted: dict[str, list[str]] = {}
    for row in rows:
        if row["speaker"]:
            counted.setdefault(row["speaker"], []).append(row["role"])
    ordered = sorted(counted.items(), key=lambda each: (-len(each[1]), each[0]))[:MOST_SPEAKERS]
    return [Speaker(name, len(roles), max(set(roles), key=roles.count)) for name, roles in ordered]


@dataclass(frozen=True)
class Posted:
    """What somebody sent from the page."""

    version: int
    page: str
    change: Change
    notes: str
    file: UploadedFile | None
    defaults: Defaults


def read_post(request: HttpRequest, card: Conversation) -> Posted:
    """What was typed, and what was asked with which button."""
    data = request.POST
    defaults = _defaults(data, card)
    typed = {int(pk): _typed(data, pk) for pk in data.getlist("id") if pk.isdecimal() and len(pk) < 10}
    do = data.get("do", "save")[:300]
    name, _colon, detail = do.partition(":")
    values = {"speaker": f"speaker-role:{detail}", "role": "bulk-role", "consent": "bulk-consent"}
    change = Change(
        typed=typed, do=do, value=data.get(values.get(name, ""), ""), notes=data.get("notes"),
        picked=frozenset(int(pk) for pk in data.getlist("pick") if pk.isdecimal() and len(pk) < 10),
        fresh=tuple(_fresh(data, defaults)),
    )
    version = data.get("version", "")
    return Posted(int(version) if version.isdecimal() and len(version) < 10 else 0, data.get("page", "1")[:6], change,
                  data.get("notes", card.notes), request.FILES.get("file"), defaults)


def _typed(data: QueryDict, pk: str) -> dict[str, Any]:
    names = ("text", "role", "consent", "name")
    given: dict[str, Any] = {name: data[f"{name}-{pk}"] for name in names if f"{name}-{pk}" in data}
    if f"part-{pk}" in data:
        given["part"] = _number(str(data[f"part-{pk}"]))
    return given


def _fresh(data: QueryDict, defaults: Defaults) -> list[Row]:
    columns = [data.getlist(f"new-{name}") for name in ("text", "role", "consent", "name")]
    return [{**new_row(text, defaults), "role": role or defaults.role, "consent": consent or defaults.consent,
             "name": name}
            for text, role, consent, name in zip(*columns, strict=False)]


def _number(value: str) -> int | None:
    return int(value) if value.isdecimal() and len(value) < 18 else None


def _defaults(data: Mapping[str, Any], card: Conversation) -> Defaults:
    role, consent = data.get("default-role", ""), data.get("default-consent", "")
    part = _number(str(data.get("default-part", "")))
    return Defaults(role if role in GuestRole.values else GuestRole.RESIDENT,
                    consent if consent in Consent.values and consent != Consent.NONE else Consent.ROLE,
                    part if part in {each.pk for each in card.meeting.parts.all()} else None)


def kept_defaults(request: HttpRequest, card: Conversation) -> Defaults:
    """The role and consent that were chosen last on this card in this browser."""
    return _defaults(request.session.get(f"harvest:{card.pk}", {}), card)


def keep_defaults(request: HttpRequest, card: Conversation, defaults: Defaults) -> None:
    """Remember them for the next line."""
    request.session[f"harvest:{card.pk}"] = {
        "default-role": str(defaults.role), "default-consent": str(defaults.consent),
        "default-part": defaults.part or ""}


def differences(card: Conversation, posted: Posted) -> list[Difference]:
    """Where what is stored now differs from what was typed: the notes, and each statement."""
    stored = {row["id"]: row["text"] for row in draft_of(card).rows}
    pairs = [("notes", card.notes, posted.notes)]
    pairs += [(f"{pk}", stored.get(pk, ""), values.get("text", "")) for pk, values in posted.change.typed.items()]
    found = [Difference(label, *compare_words(old, new)) for label, old, new in pairs]
    return [each for each in found if each.is_changed]
