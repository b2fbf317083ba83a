"""From the cells of one row to what will be kept, with every fault of the row named."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from rodedraad.base.core.tables import Row, Table
from rodedraad.base.core.text import clean_line, clean_text
from rodedraad.base.organisations.models import Neighbourhood

from ..models import Contribution
from ..models.contribution import Channel

TITLE_MOST = 120
TEXT_MOST = 10_000
MILLISECONDS = 100_000_000_000
DAY_FIRST = ("%d-%m-%Y", "%d/%m/%Y", "%d-%m-%Y %H:%M", "%d/%m/%Y %H:%M", "%d-%m-%Y %H:%M:%S")
CHANNELS = {
    "papier": Channel.PAPER, "paper": Channel.PAPER, "brief": Channel.PAPER, "straat": Channel.STREET,
    "street": Channel.STREET, "straatgesprek": Channel.STREET, "telefoon": Channel.PHONE, "phone": Channel.PHONE,
    "bijeenkomst": Channel.MEETING, "avond": Channel.MEETING, "meeting": Channel.MEETING, "e-mail": Channel.EMAIL,
    "email": Channel.EMAIL, "mail": Channel.EMAIL, "website": Channel.WEB, "web": Channel.WEB,
}
ROLES = {
    "inwoner": "resident", "bewoner": "resident", "resident": "resident", "ondernemer": "business",
    "bedrijf": "business", "business": "business", "vereniging": "association", "instelling": "association",
    "stichting": "association", "association": "association", "anders": "other", "other": "other",
}
YES = {"-1", "ja", "yes", "true", "waar"}


class RowError(ValueError):
    """What is wrong with one row, in words for the page."""


@dataclass(frozen=True)
class Draft:
    """One contribution as read from a row."""

    number: int
    title: str
    text: str
    external_id: str
    created_at: datetime | None
    neighbourhood_id: int | None
    place: str
    channel: str
    author_role: str
    language: str
    needs_review: bool


@dataclass
class Reader:
    """Reads the rows of a table by a mapping; one reader per pass, since it numbers equal rows."""

    table: Table
    mapping: dict[str, str]
    channel: str
    neighbourhoods: dict[str, int] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Learn the names of the neighbourhoods."""
        self.neighbourhoods = {row.name.lower(): row.pk for row in Neighbourhood.objects.all()}

    def drafts(self) -> Iterator[Draft | tuple[int, str]]:
        """A Draft per row, or (row number, what is wrong)."""
        for row in self.table.rows():
            try:
                yield self._draft(row)
            except RowError as error:
                yield row.number, str(error)

    def _draft(self, row: Row) -> Draft:
        title, text = self._words(row)
        place = clean_line(self._cell(row, "place"))[:TITLE_MOST]
        neighbourhood = clean_line(self._cell(row, "neighbourhood"))
        known = self.neighbourhoods.get(neighbourhood.lower())
        return Draft(
            number=row.number,
            title=title,
            text=text,
            external_id=self._identity(row, title, text),
            created_at=read_moment(self._cell(row, "created_at")),
            neighbourhood_id=known,
            place=place or ("" if known else neighbourhood[:TITLE_MOST]),
            channel=self._choice(row, "channel", CHANNELS, self.channel),
            author_role=self._choice(row, "author_role", ROLES, Contribution.AuthorRole.RESIDENT),
            language=self._cell(row, "language").lower()[:8] or "nl",
            needs_review=self._cell(row, "review").lower() in YES,
        )

    def _cell(self, row: Row, key: str) -> str:
        return row.cells.get(self.mapping.get(key, ""), "")

    def _words(self, row: Row) -> tuple[str, str]:
        title = clean_line(self._cell(row, "title"))
        text = clean_text(self._cell(row, "text"))
        if not title and not text:
            raise RowError(_("There is no title and no text."))
        if len(title) > TITLE_MOST:
            # A long title is kept whole: it becomes the beginning of the text.
            text = f"{title}\n\n{text}".strip()
            title = title[: TITLE_MOST - 1].rsplit(" ", 1)[0] + "…"
        if len(text) > TEXT_MOST:
            raise RowError(_("The text is longer than %(most)d characters.") % {"most": TEXT_MOST})
        return title, text

    def _identity(self, row: Row, title: str, text: str) -> str:
        given = clean_line(self._cell(row, "external_id"))
        if given:
            if len(given) > 100:
                raise RowError(_("The number is longer than 100 characters."))
            if self.seen[given]:
                raise RowError(_("The number %(number)s is already used in a row above.") % {"number": given})
            self.seen[given] += 1
            return given
        digest = hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()[:40]
        self.seen[digest] += 1
        return f"#{digest}-{self.seen[digest]}"

    def _choice(self, row: Row, key: str, words: dict[str, str], otherwise: str) -> str:
        cell = self._cell(row, key).lower()
        if cell and cell not in words:
            raise RowError(_("“%(word)s” is not known here. Use: %(known)s.")
                           % {"word": cell[:40], "known": ", ".join(sorted(words))})
        return words[cell] if cell else otherwise


def read_moment(cell: str) -> datetime | None:
    """A moment from ISO, Dutch day-month-year, or seconds/milliseconds since 1970; None for an empty cell."""
    if not cell:
        return None
    moment = _parse_moment(cell)
    if moment is None:
        raise RowError(_("“%(cell)s” is not a date. Write it as 31-12-2026.") % {"cell": cell[:40]})
    if moment > timezone.now():
        raise RowError(_("The date %(cell)s lies in the future.") % {"cell": cell[:40]})
    return moment


def _parse_moment(cell: str) -> datetime | None:
    try:
        if cell.isdecimal() and len(cell) >= 9:
            stamp = int(cell)
            return datetime.fromtimestamp(stamp / 1000 if stamp > MILLISECONDS else stamp, tz=UTC)
        found: datetime | date | None = parse_datetime(cell) or parse_date(cell)
    except (ValueError, OverflowError, OSError):
        return None
    if found is None:
        found = next((parsed for shape in DAY_FIRST if (parsed := _strptime(cell, shape))), None)
    if found is None:
        return None
    if not isinstance(found, datetime):
        found = datetime(found.year, found.month, found.day, 12)  # noqa: DTZ001 -- made aware on the next line
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def _strptime(cell: str, shape: str) -> datetime | None:
    try:
        return datetime.strptime(cell, shape)  # noqa: DTZ007 -- made aware by the caller
    except ValueError:
        return None
