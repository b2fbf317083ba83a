"""Files for the tests, made in memory: documents, archives and pictures, whole and broken."""

import io
import zipfile
import zlib

from docx import Document
from odfdo import Document as Odf
from odfdo import Header, Paragraph
from pypdf import PdfWriter


def docx(*lines: str, headings: tuple[str, ...] = (), rows: tuple[tuple[str, ...], ...] = ()) -> bytes:
    """A Word file with paragraphs, headings first, and one table."""
    document, made = Document(), io.BytesIO()
    for heading in headings:
        document.add_heading(heading, 1)
    for line in lines:
        document.add_paragraph(line, style="List Bullet" if line.startswith("•") else None)
    if rows:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
    document.save(made)
    return made.getvalue()


def odt(*lines: str, heading: str = "") -> bytes:
    """An OpenDocument text."""
    document, made = Odf("text"), io.BytesIO()
    document.body.clear()
    if heading:
        document.body.append(Header(1, heading))
    for line in lines:
        document.body.append(Paragraph(line))
    document.save(made)
    return made.getvalue()


def packed(parts: dict[str, bytes]) -> bytes:
    """A zip file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def changed(document: bytes, name: str, content: bytes) -> bytes:
    """The same document with one part replaced or added."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    return packed({**parts, name: content})


def pdf(text: str = "", *, password: str = "") -> bytes:
    """A PDF of one page with lines of text, or without any text."""
    shown = "".join(f"({line}) Tj 0 -16 Td " for line in text.splitlines())
    stream = f"BT /F1 12 Tf 50 750 Td {shown}ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    made, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(made)
    made += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start
    if not password:
        return made
    writer, locked = PdfWriter(clone_from=io.BytesIO(made)), io.BytesIO()
    writer.encrypt(password, algorithm="RC4-128")
    writer.write(locked)
    return locked.getvalue()


def bomb(name: str = "word/document.xml", megabytes: int = 300) -> bytes:
    """A packed document of which one part is enormous, made without ever holding it."""
    squeezer, crc = zlib.compressobj(9, zlib.DEFLATED, -15), 0
    block, squeezed = b" " * 1_000_000, []
    for _each in range(megabytes):
        crc = zlib.crc32(block, crc)
        squeezed.append(squeezer.compress(block))
    squeezed.append(squeezer.flush())
    body, size = b"".join(squeezed), megabytes * 1_000_000
    raw = name.encode()
    local = b"PK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00\x00\x00" + _le(crc, 4) + _le(len(body), 4) + _le(size, 4)
    local += _le(len(raw), 2) + _le(0, 2) + raw
    central = b"PK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00\x00\x00" + _le(crc, 4) + _le(len(body), 4)
    central += _le(size, 4) + _le(len(raw), 2) + b"\x00" * 12 + _le(0, 4) + raw
    end = (
        b"PK\x05\x06\x00\x00\x00\x00\x01\x00\x01\x00"
        + _le(len(central), 4)
        + _le(len(local) + len(body), 4)
        + b"\x00\x00"
    )
    return local + body + central + end


def _le(number: int, size: int) -> bytes:
    return number.to_bytes(size, "little")
