"""Every kind of broken input that we could think of: its own clear reason, quickly, and nothing half read."""

import io
import tracemalloc
import zipfile

import pytest

from rodedraad.listen.notes import REASONS, Limits, UnreadableError, read_notes

from .making import bomb, changed, docx, odt, packed, pdf

WORD = docx("Er moet meer groen komen in de straat.")
OPEN = odt("Er moet meer groen komen in de straat.")
BODY = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'
LOL = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def encrypted_zip() -> bytes:
    """The mark of a password set on every part."""
    content = bytearray(OPEN)
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(magic)
        while place >= 0:
            content[place + offset] |= 1
            place = content.find(magic, place + 4)
    return bytes(content)


def lying_size() -> bytes:
    """A packed part that says it is small."""
    content = bytearray(bomb(megabytes=30))
    for magic, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = content.rfind(magic) if offset == 24 else content.find(magic)
        content[place + offset : place + offset + 4] = (1000).to_bytes(4, "little")
    return bytes(content)


BROKEN = {
    "empty text": (b"", "a.txt", "empty"),
    "only spaces": (b" \n\t\r\n ", "a.txt", "empty"),
    "only a byte mark": (b"\xef\xbb\xbf", "a.md", "empty"),
    "only zero bytes": (b"\x00" * 500, "a.txt", "empty"),
    "only punctuation": (b"--- ... !!! ###\n***\n", "a.md", "empty"),
    "empty csv": (b"", "a.csv", "empty"),
    "csv with only commas": (b";;;\n;;;\n", "a.csv", "empty"),
    "csv with names only": (b"tekst;rol\n", "a.csv", "empty"),
    "csv of numbers": (b"1;2;3\n4;5;6\n", "a.csv", "no_text_column"),
    "csv of codes": (b"a;b\nx1;y2\n", "a.csv", "no_text_column"),
    "no extension": (b"Hallo allemaal", "notulen", "unknown_type"),
    "hidden file": (b"Hallo allemaal", ".txt", "unknown_type"),
    "unknown extension": (b"Hallo allemaal", "a.xyz", "unknown_type"),
    "old Word": (OLE + b"\x00" * 2000, "a.doc", "unknown_type"),
    "spreadsheet": (packed({"xl/workbook.xml": b"<a/>"}), "a.xlsx", "unknown_type"),
    "program": (b"MZ\x90\x00" + b"\x00\x01" * 500, "a.exe", "unknown_type"),
    "old Word named docx": (OLE + b"\x00" * 2000, "a.docx", "wrong_type"),
    "Word named txt": (WORD, "a.txt", "wrong_type"),
    "Word named odt": (WORD, "a.odt", "wrong_type"),
    "OpenDocument named docx": (OPEN, "a.docx", "wrong_type"),
    "text named docx": (b"Gewoon tekst", "a.docx", "wrong_type"),
    "PDF named txt": (pdf("Hallo"), "a.txt", "wrong_type"),
    "picture named txt": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "a.txt", "wrong_type"),
    "web page named txt": (b"<!DOCTYPE html><html><body>Hoi</body></html>", "a.txt", "wrong_type"),
    "RTF named txt": (rb"{\rtf1\ansi Hallo}", "a.txt", "wrong_type"),
    "spreadsheet named csv": (packed({"xl/workbook.xml": b"<a/>"}), "a.csv", "wrong_type"),
    "sound named vtt": (b"ID3\x04\x00" + b"\x00" * 100, "a.vtt", "wrong_type"),
    "gzip named md": (b"\x1f\x8b\x08" + b"\x00" * 60, "a.md", "wrong_type"),
    "program named txt": (b"\x7fELF" + b"\x00\x01\x02" * 90, "a.txt", "wrong_type"),
    "noise named txt": (bytes(range(256)) * 20, "a.txt", "not_text"),
    "noise named docx": (bytes(range(1, 256)) * 20, "a.docx", "damaged"),
    "Word with a password": (OLE + b"x" * 100 + "EncryptedPackage".encode("utf-16-le"), "a.docx", "locked"),
    "OpenDocument with a password": (encrypted_zip(), "a.odt", "locked"),
    "PDF with a password": (pdf("Geheim", password="x"), "a.pdf", "locked"),
    "PDF without text": (pdf(), "a.pdf", "scan"),
    "PDF cut off": (pdf("Hallo")[:80], "a.pdf", "damaged"),
    "PDF head only": (b"%PDF-1.7\n" + b"x" * 100, "a.pdf", "damaged"),
    "text named pdf": (b"Gewoon tekst", "a.pdf", "damaged"),
    "Word cut off": (WORD[: len(WORD) // 2], "a.docx", "damaged"),
    "zip without Word": (packed({"a.txt": b"x"}), "a.docx", "damaged"),
    "nested zip": (packed({"inner.docx": WORD}), "a.docx", "damaged"),
    "Word without a body": (changed(WORD, "word/document.xml", b"<a/>"), "a.docx", "damaged"),
    "Word with broken XML": (changed(WORD, "word/document.xml", b"<a><b></a>"), "a.docx", "damaged"),
    "Word with an empty body": (changed(WORD, "word/document.xml", BODY % b""), "a.docx", "empty"),
    "Word with entities": (changed(WORD, "word/document.xml", LOL), "a.docx", "unsafe"),
    "OpenDocument that reads a file": (changed(OPEN, "content.xml", OUTSIDE), "a.odt", "unsafe"),
    "Word with macros": (changed(WORD, "word/vbaProject.bin", b"x"), "a.docx", "macros"),
    "zip bomb": (bomb(), "a.docx", "bomb"),
    "zip bomb that lies": (lying_size(), "a.docx", "damaged"),
    "zip of many parts": (
        packed({"word/document.xml": b"<a/>", **{str(n): b"" for n in range(6000)}}),
        "a.docx",
        "bomb",
    ),
    "one line of a million characters": (b"woord " * 170_000, "a.txt", "too_long_line"),
    "too many lines": (b"- een punt\n" * 60_000, "a.txt", "too_many_notes"),
    "too much text": (b"Een zin is dit.\n" * 400_000, "a.txt", "too_much_text"),
    "200 MB": (bytes(200_000_000), "a.docx", "too_large"),
    "vtt without cues": (b"WEBVTT\n\nNOTE niets\n", "a.vtt", "no_cues"),
    "srt with broken times": (b"1\n00:0x:01 -> 00:00:02\nHallo\n", "a.srt", "no_cues"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_each_has_its_own_reason(name: str) -> None:
    content, filename, code = BROKEN[name]
    tracemalloc.start()
    with pytest.raises(UnreadableError) as raised:
        read_notes(content, filename)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert raised.value.code == code, raised.value
    assert str(raised.value) == REASONS[code].format(**raised.value.values)
    assert peak < 300_000_000


def test_there_are_at_least_forty_kinds_and_every_reason_is_met() -> None:
    assert len(BROKEN) >= 40
    assert {code for _content, _name, code in BROKEN.values()} == set(REASONS)


ODD = {
    "two-byte text": ("Meer bomen graag.".encode("utf-16"), "a.txt", "Meer bomen graag."),
    "two-byte text without a mark": (
        "Meer bomen graag in de wijk.".encode("utf-16-le"),
        "a.txt",
        "Meer bomen graag in de wijk.",
    ),
    "Windows text": ("Het café is te duur.".encode("cp1252"), "a.txt", "Het café is te duur."),
    "zero bytes in between": (
        b"Meer \x00bomen graag in onze straat, en ook bankjes.",
        "a.txt",
        "Meer bomen graag in onze straat, en ook bankjes.",
    ),
    "old Mac line ends": (b"Een zin over bomen.\rEen tweede zin.", "a.txt", "Een zin over bomen."),
    "right to left": ("نريد المزيد من الأشجار في الحي".encode(), "a.txt", "نريد المزيد من الأشجار في الحي"),
    "capital extension": (b"Meer bomen graag.", "NOTULEN.TXT", "Meer bomen graag."),
    "quote marks in csv": (b'tekst\n"Hij zei ""nee"", dus nee."\n', "a.csv", 'Hij zei "nee", dus nee.'),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_but_whole_files_are_read(name: str) -> None:
    content, filename, first = ODD[name]
    assert read_notes(content, filename)[0].text == first


def test_a_limit_can_be_set() -> None:
    with pytest.raises(UnreadableError, match="1 MB"):
        read_notes(b"x" * 1_000_001, "a.txt", Limits(file_bytes=1_000_000))
    with zipfile.ZipFile(io.BytesIO(WORD)) as archive:
        assert archive.testzip() is None
