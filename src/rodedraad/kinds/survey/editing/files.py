"""An instrument as a file: JSON as it is kept, or a workbook with a row per question that people can change.

The workbook has one sheet. The first row names the columns; `soort` says what a row is: `vragenlijst` (once), `sectie`,
or a type of question. What few people change (conditions, pictures, core values) stands as JSON in the last column, so
that nothing is lost on the way there and back.
"""

import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from rodedraad.base.core.tables import Row, Table, TableError, write_table

from ..instrument.changing import options_from
from ..instrument.shape import EASY, PLAIN, Instrument, NotAnInstrumentError, Type
from .forms import said

COLUMNS = ("soort", "sleutel", "titel", "makkelijk", "uitleg", "makkelijke uitleg", "antwoorden", "rijen", "verplicht",
           "rest")
WHOLE, SECTION = "vragenlijst", "sectie"
_WORDS = ("title", "help", "intro", "introduction")


def as_json(instrument: Instrument) -> bytes:
    """The instrument as JSON."""
    return json.dumps(instrument.as_dict(), ensure_ascii=False, indent=1).encode()


def as_xlsx(instrument: Instrument) -> bytes:
    """The instrument as a workbook."""
    whole = instrument.as_dict()
    rows = [_row(WHOLE, "", {name: value for name, value in whole.items() if name != "sections"}, "introduction")]
    for section in whole.get("sections", []):
        rows.append(_row(SECTION, section["key"], {n: v for n, v in section.items() if n != "questions"}, "intro"))
        rows += [_row(question.get("type", Type.SCALE.value), question["key"], question, "help")
                 for question in section.get("questions", [])]
    return b"".join(write_table("xlsx", COLUMNS, rows, _("Questions")))


def _row(kind: str, key: str, data: Mapping[str, Any], about: str) -> list[str]:
    """What has a column of its own, and the rest as JSON."""
    title, more = data.get("title", {}), data.get(about, {})
    shown = {"key", "type", "required"} | {name for name, text in (("title", title), (about, more)) if _is_simple(text)}
    lists = {name: data.get(name, []) for name in ("options", "rows")}
    shown |= {name for name, items in lists.items() if all(_is_simple_option(each) for each in items)}
    rest = {name: value for name, value in data.items() if name not in shown}
    cells = [kind, key]
    for text, name in ((title, "title"), (more, about)):
        cells += [text.get(PLAIN, ""), text.get(EASY, "")] if name in shown else ["", ""]
    cells += [_lines(lists[name]) if name in shown else "" for name in ("options", "rows")]
    return [*cells, "ja" if data.get("required") else "", json.dumps(rest, ensure_ascii=False) if rest else ""]


def _is_simple(text: Mapping[str, str]) -> bool:
    return set(text) <= {PLAIN, EASY} and (not text or bool(text.get(PLAIN))) and all(
        value == value.strip() and "\r" not in value and not value.startswith("'") for value in text.values())


def _is_simple_option(option: Mapping[str, Any]) -> bool:
    label = option.get("label", {})
    return set(option) <= {"key", "label"} and bool(label) and _is_simple(label) and all(
        " = " not in value and "\n" not in value and "#" not in value for value in label.values())


def _lines(options: list[dict[str, Any]]) -> str:
    return "\n".join(f"{each['label'][PLAIN]}" + (f" = {each['label'][EASY]}" if EASY in each["label"] else "")
                     + f" #{each['key']}" for each in options)


def read_file(path: Path) -> Instrument:
    """The instrument of a file. Raises `TableError` with what is wrong and where."""
    if path.suffix.lower() == ".xlsx":
        return _from_rows(list(Table(path).rows()))
    try:
        return Instrument.from_dict(json.loads(path.read_text(encoding="utf-8-sig")))
    except (ValueError, RecursionError, NotAnInstrumentError) as error:
        raise _strange(error) from None


def _from_rows(rows: list[Row]) -> Instrument:
    data: dict[str, Any] = {}
    sections: list[dict[str, Any]] = []
    for row in rows:
        kind = row.cells.get("soort", "").strip().lower()
        try:
            if kind == WHOLE:
                data = _data(row, "introduction")
            elif kind == SECTION:
                sections.append(_data(row, "intro") | {"questions": []})
            elif kind in set(Type):
                sections[-1]["questions"].append(_data(row, "help") | {"type": kind})
            else:
                raise TableError(_("we do not know the kind “%(kind)s”.") % {"kind": kind[:40]})
        except IndexError:
            raise _at(row, _("put a row with “sectie” above the first question.")) from None
        except (ValueError, TypeError) as error:
            raise _at(row, str(error)[:200]) from None
    try:
        return Instrument.from_dict({"format": "rodedraad-instrument", "version": 1, **data, "sections": sections})
    except NotAnInstrumentError as error:
        raise _strange(error) from None


def _strange(error: Exception) -> TableError:
    return TableError(_("This is not a questionnaire of Rode Draad: %(error)s") % {"error": str(error)[:200]})


def _at(row: Row, words: str) -> TableError:
    return TableError(_("Row %(number)s: %(fault)s") % {"number": row.number, "fault": words})


def _data(row: Row, about: str) -> dict[str, Any]:
    cells = {name: _plain(value) for name, value in row.cells.items()}
    rest = json.loads(cells["rest"]) if cells.get("rest") else {}
    if not isinstance(rest, dict):
        raise TypeError(_("the last column does not hold what it should."))
    found: dict[str, Any] = {}
    if cells.get("sleutel"):
        found["key"] = cells["sleutel"]
    for name, plain, easy in (("title", "titel", "makkelijk"), (about, "uitleg", "makkelijke uitleg")):
        if cells.get(plain):
            found[name] = said(cells[plain], cells.get(easy, ""))
    for name, column in (("options", "antwoorden"), ("rows", "rijen")):
        if cells.get(column):
            found[name] = _options(cells[column])
    if cells.get("verplicht", "").lower() in {"ja", "x", "1", "true"}:
        found["required"] = True
    return found | rest


def _plain(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from reading it as a formula."""
    return cell[1:] if cell[:2] in {"'=", "'+", "'-", "'@"} else cell


def _options(cell: str) -> list[dict[str, Any]]:
    """Lines “words = easier words #key”; without a key one is made of the words."""
    found = []
    for line in cell.splitlines():
        words, _hash, key = line.rpartition(" #") if " #" in line else (line, "", "")
        if words.strip():
            found.append((words.strip(), key.strip()))
    made = options_from([words for words, _key in found], [], said)
    return [{"key": key or option.key, "label": option.label}
            for option, (_words, key) in zip(made, found, strict=True)]


def file_of(instrument: Instrument, form: str) -> BytesIO:
    """The bytes of a download, as a file."""
    return BytesIO(as_xlsx(instrument) if form == "xlsx" else as_json(instrument))
