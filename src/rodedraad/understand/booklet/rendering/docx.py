"""From a booklet to DOCX for the editor: real styles, lists and tables, so that Word can restyle all of it."""

import datetime as dt
from io import BytesIO
from typing import Any
from zlib import crc32

import docx
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from ..contents import Booklet, Observation, Thread
from . import words
from .sheet import web_address
from .words import WORDS

RED = RGBColor(0x9A, 0x0C, 0x23)
PROPERTY = 255
"""Signs that a property of a Word document may have."""
SIZES = {"Title": 32, "Subtitle": 15, "Heading 1": 22, "Heading 2": 14, "Heading 3": 11.5, "Normal": 11, "Quote": 12}


def to_docx(booklet: Booklet) -> bytes:
    """The booklet as a Word document with all grounds; the same booklet gives the same words and styles."""
    booklet = Booklet.from_dict(words.tidy(booklet.check().as_dict()))
    document = docx.Document()
    _set_styles(document)
    _set_properties(document, booklet)
    _cover(document, booklet)
    _chapter(document, WORDS["foreword"], booklet.foreword)
    _who(document, booklet)
    for thread in booklet.threads:
        _thread(document, thread, booklet)
    _overview(document, booklet)
    _chapter(document, WORDS["closing"], booklet.closing)
    _annex(document, booklet)
    _colophon(document, booklet)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _set_styles(document: Document) -> None:
    for name, size in SIZES.items():
        style: Any = document.styles[name]
        style.font.name = "Source Sans 3"
        style.font.size = Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for slot in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(slot), "Source Sans 3")
        for slot in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(slot), None)
        if name.startswith(("Heading", "Title")):
            style.font.color.rgb = RED if name == "Heading 1" else RGBColor(0x17, 0x1A, 0x21)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "nl-NL")
    language.set(qn("w:eastAsia"), "nl-NL")
    normal = document.styles["Normal"].element.get_or_add_rPr()
    normal.append(language)
    for default in document.styles.element.iter(qn("w:lang")):
        default.set(qn("w:val"), "nl-NL")


def _set_properties(document: Document, booklet: Booklet) -> None:
    core = document.core_properties
    made = dt.datetime.combine(booklet.date, dt.time(), tzinfo=dt.UTC)
    core.title, core.subject = booklet.title[:PROPERTY], booklet.subtitle[:PROPERTY]
    core.author, core.comments, core.last_modified_by = booklet.publisher[:PROPERTY], booklet.proposal[:PROPERTY], ""
    core.created, core.modified, core.language = made, made, "nl"


def _cover(document: Document, booklet: Booklet) -> None:
    document.add_paragraph(booklet.title, style="Title")
    if booklet.subtitle:
        document.add_paragraph(booklet.subtitle, style="Subtitle")
    if booklet.proposal:
        document.add_paragraph(style="Intense Quote").add_run(booklet.proposal)
    for line in (booklet.publisher, words.day(booklet.date)):
        if line:
            document.add_paragraph(line)


def _heading(document: Document, text: str, level: int) -> Paragraph:
    """A heading; a chapter begins on a new page."""
    paragraph = document.add_heading(text, level=level)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.page_break_before = level == 1
    return paragraph


def _bookmark(paragraph: Paragraph, name: str) -> None:
    """A place that a link can lead to; its number is that of its name."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(crc32(name.encode()) & 0x7FFFFFFF))
    start.set(qn("w:name"), name)
    properties = paragraph._p.pPr  # noqa: SLF001 - python-docx has no name for a bookmark
    paragraph._p.insert(0 if properties is None else 1, start)  # noqa: SLF001 - idem
    paragraph._p.append(end)  # noqa: SLF001 - idem


def _link(paragraph: Paragraph, anchor: str, text: str) -> None:
    """Words that lead to a bookmark in the same document."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), anchor)
    run = paragraph.add_run(text)
    run.font.underline = True
    link.append(run._r)  # noqa: SLF001 - python-docx makes no links
    paragraph._p.append(link)  # noqa: SLF001 - idem


def _chapter(document: Document, title: str, text: str) -> None:
    if parts := words.paragraphs(text):
        _heading(document, title, 1)
        for part in parts:
            document.add_paragraph(part)


def _who(document: Document, booklet: Booklet) -> None:
    _heading(document, WORDS["made_and_who"], 1)
    for part in words.paragraphs(booklet.method):
        document.add_paragraph(part)
    document.add_paragraph(", ".join(f"{value} {what}" for value, what in words.main_figures(booklet)))
    if booklet.taking_part:
        _heading(document, WORDS["who"], 2)
        _table(document, [WORDS["role"], WORDS["people"]],
               [[each.role, words.number(each.number)] for each in booklet.taking_part])
    if missing := words.paragraphs(booklet.missing):
        _heading(document, WORDS["missing"], 2)
        for part in missing:
            document.add_paragraph(part)
    if booklet.organisations:
        _heading(document, WORDS["organisations"], 2)
        _table(document, [WORDS["organisation"], WORDS["conversations"], WORDS["people"]], [
            [each.name, words.number(each.conversations), words.number(each.people) if each.people else ""]
            for each in booklet.organisations])


def _thread(document: Document, thread: Thread, booklet: Booklet) -> None:
    _heading(document, f"{thread.number}  {thread.title}", 1)
    for part in words.paragraphs(thread.lead):
        document.add_paragraph(part)
    if thread.values:
        _heading(document, WORDS["values"], 2)
        document.add_paragraph(", ".join(thread.values))
    if thread.observations:
        _heading(document, WORDS["heard"], 2)
    for observation in thread.observations:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{thread.number}.{observation.number}  ").bold = True
        paragraph.add_run(observation.text)
        paragraph.add_run().add_break(WD_BREAK.LINE)
        paragraph.add_run(f"{_weight(observation)}. ").font.color.rgb = RED
        _link(paragraph, f"gronden_{thread.number}_{observation.number}", WORDS["grounds"])
        _bookmark(paragraph, f"waarneming_{thread.number}_{observation.number}")
    _quotes_and_more(document, thread)
    if reached := words.spread(thread, len(booklet.organisations)):
        document.add_paragraph(reached)


def _quotes_and_more(document: Document, thread: Thread) -> None:
    if thread.quotes:
        _heading(document, WORDS["quotes"], 2)
    for quote in thread.quotes:
        paragraph = document.add_paragraph(f"“{quote.text}”", style="Quote")
        if source := words.who(quote):
            paragraph.add_run().add_break(WD_BREAK.LINE)
            paragraph.add_run(source).bold = True
    for title, items in ((WORDS["instruments"], thread.instruments), (WORDS["questions"], thread.questions)):
        if items:
            _heading(document, title, 2)
        for item in items:
            document.add_paragraph(item, style="List Bullet")


def _weight(observation: Observation) -> str:
    return f"{words.weight(observation)}, {words.statements(observation.statements)}"


def _overview(document: Document, booklet: Booklet) -> None:
    if not any(thread.counts_by_organisation for thread in booklet.threads) or not booklet.organisations:
        return
    _heading(document, WORDS["map"], 1)
    document.add_paragraph("; ".join(f"{each.number} = {each.title}" for each in booklet.threads))
    _table(document, [WORDS["organisation"], *(str(each.number) for each in booklet.threads)], [
        [each.name, *(words.number(thread.counts_by_organisation.get(each.name, 0)) for thread in booklet.threads)]
        for each in booklet.organisations])


def _annex(document: Document, booklet: Booklet) -> None:
    _heading(document, WORDS["annex"], 1)
    document.add_paragraph(WORDS["annex_lead"])
    for thread in booklet.threads:
        _heading(document, f"{thread.number}  {thread.title}", 2)
        for observation in thread.observations:
            place = f"{thread.number}_{observation.number}"
            heading = _heading(document, f"{thread.number}.{observation.number}  {observation.text}", 3)
            _bookmark(heading, f"gronden_{place}")
            said = words.left_out(len(observation.grounds), observation.statements)
            _link(document.add_paragraph(f"{_weight(observation)}. {said}".strip() + " "), f"waarneming_{place}",
                  f"Terug naar {thread.number}.{observation.number}")
            for ground in observation.grounds:
                where = ", ".join(part for part in (ground.role, ground.source, web_address(ground)) if part)
                document.add_paragraph(f"“{ground.text}” — {where}", style="List Bullet")


def _colophon(document: Document, booklet: Booklet) -> None:
    _heading(document, WORDS["colophon"], 1)
    rows = (("publisher", booklet.publisher), ("date", words.day(booklet.date)), ("edition", booklet.edition),
            ("address", booklet.address), ("proposal", booklet.proposal))
    for key, value in rows:
        if value:
            document.add_paragraph(f"{WORDS[key]}: {value}")
    for part in [*words.paragraphs(booklet.colophon), WORDS["made"]]:
        document.add_paragraph(part)


def _table(document: Document, header: list[str], rows: list[list[str]]) -> None:
    """A table whose first row says what stands under it, also on the next page; numbers stand right."""
    table: Table = document.add_table(rows=1, cols=len(header), style="Light List Accent 2")
    properties = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no name for a header row
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    properties.append(mark)
    for cell, text in zip(table.rows[0].cells, header, strict=True):
        cell.text = text
    for row in rows:
        for place, (cell, text) in enumerate(zip(table.add_row().cells, row, strict=True)):
            cell.text = text
            if place:
                cell.paragraphs[0].alignment = 2
