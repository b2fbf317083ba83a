"""CSV: one note per row, from the column that holds what was said."""

import csv
import io
from itertools import islice

from ..errors import UnreadableError
from ..models import Limits, Note
from .texts import decode

SAID = ("tekst", "opmerking", "opmerkingen", "notitie", "notities", "uitspraak", "citaat", "quote", "reactie",
        "antwoord", "statement", "text", "comment", "comment-body", "bijdrage",
        "toelichting", "omschrijving", "idee", "titel")
SPEAKER = ("spreker", "rol", "wie", "functie", "speaker", "role", "deelnemer")
HEADING = ("vraag", "thema", "onderwerp", "ronde", "kop", "tafel")
SAMPLE = 65_536
LONG_ENOUGH = 12


def read(content: bytes, limits: Limits) -> list[Note]:
    """The rows. The text column goes by its name, else it is the one with the longest words of people."""
    text = decode(content, limits)
    csv.field_size_limit(limits.characters)
    try:
        dialect: type[csv.Dialect] | str = csv.Sniffer().sniff(text[:SAMPLE], delimiters=";,\t|")
    except csv.Error:
        dialect = "excel"
    try:
        read_rows = islice(csv.reader(io.StringIO(text), dialect), limits.notes + 2)
        rows = [[cell.strip() for cell in row] for row in read_rows]
    except csv.Error as error:
        raise UnreadableError("damaged") from error
    rows = [row for row in rows if any(row)]
    if not rows:
        raise UnreadableError("empty")
    names = [cell.casefold() for cell in rows[0]]
    has_names = any(name in SAID + SPEAKER + HEADING for name in names)
    said = _named(names, SAID) if has_names else None
    body = rows[1:] if has_names else rows
    if said is None:
        said = _longest(body)
    who, head = (_named(names, wanted) if has_names else None for wanted in (SPEAKER, HEADING))
    return [Note(_cell(row, said), _cell(row, who), None, _cell(row, head)) for row in body if _cell(row, said)]


def _named(names: list[str], wanted: tuple[str, ...]) -> int | None:
    return next((names.index(name) for name in wanted if name in names), None)


def _longest(rows: list[list[str]]) -> int:
    """The column with on average the most letters; refuses when none holds sentences."""
    width = max(map(len, rows), default=0)
    letters = [sum(sum(map(str.isalpha, _cell(row, column))) for row in rows) / max(len(rows), 1)
               for column in range(width)]
    if not letters or max(letters) < LONG_ENOUGH:
        raise UnreadableError("no_text_column")
    return letters.index(max(letters))


def _cell(row: list[str], column: int | None) -> str:
    return row[column] if column is not None and column < len(row) else ""
