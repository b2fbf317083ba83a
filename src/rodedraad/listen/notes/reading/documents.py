"""Word (.docx) and OpenDocument (.odt): paragraphs, bullets, tables and headings, read from their XML."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ..errors import UnreadableError
from ..models import Limits, Note
from ..speakers import with_speaker
from .archives import parts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
DEEPEST = 200


def _tree(content: bytes) -> Element:
    try:
        return fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise UnreadableError("unsafe") from error
    except (ParseError, ValueError, RecursionError) as error:
        raise UnreadableError("damaged") from error


def _part(content: bytes, limits: Limits, name: str) -> Element:
    found = parts(content, limits, (name,))
    if name not in found:
        raise UnreadableError("damaged")
    return _tree(found[name])


def read_docx(content: bytes, limits: Limits) -> list[Note]:
    """Paragraphs and rows of tables; a paragraph in a heading style is the heading of what follows."""
    body = _part(content, limits, "word/document.xml").find(f"{W}body")
    if body is None:
        raise UnreadableError("damaged")
    notes, heading = [], ""
    for text, level in _docx_blocks(body, 0):
        if level:
            heading = text
        elif text:
            notes.append(with_speaker(text, heading=heading))
    return notes


def _docx_blocks(parent: Element, depth: int) -> Iterator[tuple[str, bool]]:
    if depth > DEEPEST:
        raise UnreadableError("damaged")
    for child in parent:
        if child.tag == f"{W}p":
            yield _docx_text(child), _is_docx_heading(child)
        elif child.tag == f"{W}tbl":
            for row in child.iter(f"{W}tr"):
                yield _row(["\n".join(_docx_text(p) for p in cell.iter(f"{W}p")) for cell in row.iter(f"{W}tc")]), False
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"}:
            yield from _docx_blocks(child, depth + 1)


def _docx_text(paragraph: Element) -> str:
    words = []
    for each in paragraph.iter():
        if each.tag == f"{W}t":
            words.append(each.text or "")
        elif each.tag in {f"{W}tab", f"{W}br", f"{W}cr"}:
            words.append(" ")
    return " ".join("".join(words).split())


def _is_docx_heading(paragraph: Element) -> bool:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    name = (style.get(f"{W}val") or "").lower() if style is not None else ""
    return name.startswith(("heading", "kop", "titel", "title")) or paragraph.find(f"{W}pPr/{W}outlineLvl") is not None


def read_odt(content: bytes, limits: Limits) -> list[Note]:
    """Paragraphs, items of lists and rows of tables, under their headings."""
    text = _part(content, limits, "content.xml").find(f"{OFFICE}body/{OFFICE}text")
    if text is None:
        raise UnreadableError("damaged")
    notes, heading = [], ""
    for words, is_heading in _odt_blocks(text, 0):
        if is_heading:
            heading = words
        elif words:
            notes.append(with_speaker(words, heading=heading))
    return notes


def _odt_blocks(parent: Element, depth: int) -> Iterator[tuple[str, bool]]:
    if depth > DEEPEST:
        raise UnreadableError("damaged")
    for child in parent:
        if child.tag in {f"{TEXT}p", f"{TEXT}h"}:
            yield _odt_text(child), child.tag == f"{TEXT}h"
        elif child.tag == f"{TABLE}table":
            for row in child.iter(f"{TABLE}table-row"):
                cells = row.iter(f"{TABLE}table-cell")
                yield _row(["\n".join(_odt_text(p) for p in cell.iter(f"{TEXT}p")) for cell in cells]), False
        elif child.tag != f"{TEXT}tracked-changes":
            yield from _odt_blocks(child, depth + 1)


def _odt_text(paragraph: Element) -> str:
    words = [paragraph.text or ""]
    for child in paragraph:
        words.append(" " if child.tag in {f"{TEXT}s", f"{TEXT}tab", f"{TEXT}line-break"} else "")
        if child.tag not in {f"{TEXT}note", f"{OFFICE}annotation"}:
            words.append(_odt_text(child))
        words.append(child.tail or "")
    return " ".join("".join(words).split())


def _row(cells: list[str]) -> str:
    """A row as one note: who in the first cell and what in the second reads as a speaker."""
    filled = [" ".join(cell.split()) for cell in cells if cell.strip()]
    if len(filled) == 2 and len(filled[0]) <= 40 < len(filled[1]):
        return f"{filled[0]}: {filled[1]}"
    return " – ".join(filled)
