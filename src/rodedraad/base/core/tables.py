"""Tables in and out: CSV and XLSX as people really send them, and CSV, XLSX, ODS and JSON that are safe to open."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TextIO

import openpyxl
from django.utils import timezone
from django.utils.translation import gettext as _

MAX_COLUMNS = 200
MAX_CELL = 100_000
MAX_UNPACKED = 400_000_000
ENCODINGS = ("utf-8-sig", "utf-16", "cp1252")
DELIMITERS = ";,\t|"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"^[+-]?\d+([.,]\d+)?$")
csv.field_size_limit(MAX_CELL)


class TableError(ValueError):
    """The file cannot be read as a table; the message says why and what to do (translated, for the page)."""


@dataclass(frozen=True)
class Row:
    """One row: its number in the file (the header is 1) and the cells by column name."""

    number: int
    cells: dict[str, str]


class Table:
    """A table in a file: its columns now, its rows as often as asked, never all at once in memory."""

    def __init__(self, path: Path, name: str = "") -> None:
        """Open the file and read its header. Raises `TableError`."""
        self.path = path
        self.suffix = Path(name or path.name).suffix.lower()
        if not path.stat().st_size:
            raise TableError(_("This file is empty."))
        self.encoding = "" if self.suffix == ".xlsx" else _encoding(path)
        self.columns = self._header()

    def rows(self) -> Iterator[Row]:
        """Each row that holds something. Raises `TableError` with the line number when the file breaks off."""
        with self._lines() as lines:
            next(lines, None)
            for number, line in lines:
                if len(line) > len(self.columns) and any(line[len(self.columns):]):
                    raise TableError(_("Row %(number)d has more cells than there are columns.") % {"number": number})
                cells = dict(zip(self.columns, line, strict=False))
                if any(cells.values()):
                    yield Row(number, cells)

    def expected_rows(self) -> int:
        """About how many rows there are, quickly, for a bar that shows how far one is; 0 when that cannot be told."""
        if self.suffix == ".xlsx":
            return _stated_rows(self.path)
        with self.path.open("rb") as file:
            return max(0, sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b"")) - 1)

    def _header(self) -> list[str]:
        with self._lines() as lines:
            _number, line = next(lines, (1, []))
        while line and not line[-1]:
            line = line[:-1]
        if not line:
            raise TableError(_("The first row must hold the names of the columns."))
        if len(line) > MAX_COLUMNS:
            raise TableError(_("This file has more than %(most)d columns.") % {"most": MAX_COLUMNS})
        names = [cell or _("Column %(number)d") % {"number": place} for place, cell in enumerate(line, start=1)]
        double = next((name for name in names if names.count(name) > 1), None)
        if double:
            raise TableError(_("Two columns are called %(name)s. Give each column its own name.") % {"name": double})
        return names

    @contextmanager
    def _lines(self) -> Iterator[Iterator[tuple[int, list[str]]]]:
        try:
            if self.suffix == ".xlsx":
                with _workbook_lines(self.path) as lines:
                    yield lines
            else:
                with self.path.open(encoding=self.encoding, newline="") as file:
                    yield _budget_lines(file) if self.suffix == ".pb" else _csv_lines(file)
        except (UnicodeError, csv.Error) as error:
            raise TableError(_("The file breaks off or is damaged: %(error)s") % {"error": error}) from error


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(4)
        if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")):
            raise TableError(_("This is not a CSV file. Save it as CSV or XLSX and try again."))
        file.seek(0)
        if start.startswith((b"\xff\xfe", b"\xfe\xff")):
            return "utf-16"
        try:
            for block in iter(lambda: file.read(1 << 20), b""):
                if b"\x00" in block:
                    raise TableError(_("This is not a text file. Save it as CSV or XLSX and try again."))
            file.seek(0)
            with path.open(encoding="utf-8-sig") as text:
                for _block in iter(lambda: text.read(1 << 20), ""):
                    pass
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _csv_lines(file: TextIO) -> Iterator[tuple[int, list[str]]]:
    sample = file.read(20_000)
    file.seek(0)
    first = sample.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(file, delimiter=delimiter, strict=False)
    for line in reader:
        yield reader.line_num, [cell.strip() for cell in line]


def _budget_lines(file: TextIO) -> Iterator[tuple[int, list[str]]]:
    """The projects of a participatory budget in the Pabulib format (.pb): the section PROJECTS, cells split by ;."""
    inside = False
    for number, line in enumerate(file, start=1):
        word = line.strip()
        if word in {"META", "PROJECTS", "VOTES"}:
            inside = word == "PROJECTS"
        elif inside and word:
            yield number, [cell.strip() for cell in next(csv.reader([word], delimiter=";", quoting=csv.QUOTE_NONE))]


@contextmanager
def _workbook_lines(path: Path) -> Iterator[Iterator[tuple[int, list[str]]]]:
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise TableError(_("This file is too large when unpacked."))  # noqa: TRY301 -- it passes on below
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except TableError:
        raise
    except (zipfile.BadZipFile, KeyError, OSError, ValueError) as error:
        raise TableError(_("This is not an XLSX file that can be read.")) from error
    try:
        sheet = book.worksheets[0] if book.worksheets else None
        if sheet is None:
            raise TableError(_("This file is empty."))
        sheet.reset_dimensions()
        rows = sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS + 1)
        yield ((number, [_cell(value) for value in row]) for number, row in enumerate(rows, start=1))
    finally:
        book.close()


def _stated_rows(path: Path) -> int:
    """What a workbook itself says of its length; some programs say nothing."""
    book = openpyxl.load_workbook(path, read_only=True)
    try:
        return max(0, (book.worksheets[0].max_row or 1) - 1) if book.worksheets else 0
    finally:
        book.close()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value).strip()[:MAX_CELL]


# --- out ---

@dataclass(frozen=True)
class FileFormat:
    """A format that people can download."""

    key: str
    label: str
    content_type: str


FORMATS = {
    "csv": FileFormat("csv", "CSV", "text/csv; charset=utf-8"),
    "xlsx": FileFormat("xlsx", "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "ods": FileFormat("ods", "ODS", "application/vnd.oasis.opendocument.spreadsheet"),
    "json": FileFormat("json", "JSON", "application/json"),
}


def defused(value: Any) -> Any:
    """The value as a spreadsheet may show it: a text that would be read as a formula gets an apostrophe before it."""
    if isinstance(value, str) and value.startswith(FORMULA) and not NUMBER.match(value):
        return f"'{value}"
    return value


def plain(value: Any) -> Any:
    """The value as text or number: dates in ISO, yes and no in words of JSON, nothing as an empty text."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value


def write_table(key: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], title: str) -> Iterator[bytes]:
    """The table in one of FORMATS, in pieces. CSV and JSON stream; XLSX and ODS are made first."""
    if key == "csv":
        yield from _write_csv(columns, rows)
    elif key == "json":
        yield from _write_json(columns, rows)
    elif key == "xlsx":
        yield _write_xlsx(columns, rows, title)
    else:
        yield _write_ods(columns, rows, title)


def _write_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    buffer.write("\ufeff")
    writer.writerow([defused(name) for name in columns])
    for number, row in enumerate(rows, start=1):
        writer.writerow([defused(plain(value)) for value in row])
        if number % 500 == 0:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _write_json(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    yield b"["
    for number, row in enumerate(rows):
        values = {name: None if value is None else plain(value) for name, value in zip(columns, row, strict=True)}
        yield ((",\n" if number else "\n") + json.dumps(values, ensure_ascii=False)).encode()
    yield b"\n]\n"


def _write_xlsx(columns: Sequence[str], rows: Iterable[Sequence[Any]], title: str) -> bytes:
    import xlsxwriter  # noqa: PLC0415 -- slow to load, only for this format

    buffer = io.BytesIO()
    safe = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, safe)
    sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31] or "export")
    bold = book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    for place, name in enumerate(columns):
        sheet.write_string(0, place, str(defused(name)), bold)
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            shown = defused(plain(value))
            if isinstance(shown, bool | str):
                sheet.write_string(number, place, str(shown)[:32_767])
            else:
                sheet.write_number(number, place, shown)
    book.close()
    return buffer.getvalue()


def _write_ods(columns: Sequence[str], rows: Iterable[Sequence[Any]], title: str) -> bytes:
    from odfdo import Document  # noqa: PLC0415 -- slow to load, only for this format
    from odfdo import Row as OdsRow  # noqa: PLC0415 -- idem
    from odfdo import Table as OdsTable  # noqa: PLC0415 -- idem

    document = Document("spreadsheet")
    document.body.clear()
    table = OdsTable(re.sub(r"[\[\]:*?/\\']", " ", title)[:31] or "export")
    for values in ([defused(name) for name in columns], *([defused(plain(value)) for value in row] for row in rows)):
        line = OdsRow()
        line.set_values(values)
        table.append(line)
    document.body.append(table)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
