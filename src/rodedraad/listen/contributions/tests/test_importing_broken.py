"""Each kind of broken file gives one clear Dutch sentence and changes nothing; an odd one is read as it is meant."""

import io
import zipfile
from typing import Any

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.utils import translation

from rodedraad.base.core import tables
from rodedraad.base.core.tables import TableError
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.contributions.importing import actions
from rodedraad.listen.contributions.importing.forms import UploadForm
from rodedraad.listen.contributions.models import Contribution, ImportBatch

pytestmark = pytest.mark.django_db


def _xlsx(*rows: tuple[Any, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _zip(name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def _csv(*lines: str) -> bytes:
    return "\n".join(lines).encode()


HEAD = "titel;tekst;id;datum;kanaal;rol"
BROKEN = {
    "empty": ("a.csv", b"", "leeg"),
    "only newlines": ("a.csv", b"\n\n\n", "namen van de kolommen"),
    "only separators": ("a.csv", b";;;\na;b;c\n", "namen van de kolommen"),
    "only a header": ("a.csv", _csv("titel;tekst"), "geen rijen"),
    "header and empty rows": ("a.csv", _csv("titel;tekst", ";", ";"), "geen rijen"),
    "1000 columns": ("a.csv", _csv(";".join(f"k{n}" for n in range(1000)), "a"), "meer dan 200 kolommen"),
    "1000 columns in xlsx": ("a.xlsx", _xlsx(tuple(f"k{n}" for n in range(1000))), "meer dan 200 kolommen"),
    "two equal names": ("a.csv", _csv("titel;titel", "a;b"), "Twee kolommen heten titel"),
    "two equal names in xlsx": ("a.xlsx", _xlsx(("titel", "titel"), ("a", "b")), "Twee kolommen heten titel"),
    "zero bytes": ("a.csv", b"titel;tekst\na\x00b;c\n", "geen tekstbestand"),
    "a picture": ("a.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "geen tekstbestand"),
    "a PDF": ("a.csv", b"%PDF-1.7\n...", "geen CSV-bestand"),
    "an old workbook": ("a.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "geen CSV-bestand"),
    "an old workbook called xlsx": ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "geen XLSX-bestand"),
    "a workbook called csv": ("a.csv", _xlsx(("titel",), ("a",)), "geen CSV-bestand"),
    "a zip called xlsx": ("a.xlsx", _zip("hallo.txt", b"hallo"), "geen XLSX-bestand"),
    "text called xlsx": ("a.xlsx", b"titel;tekst\na;b\n", "geen XLSX-bestand"),
    "half a workbook": ("a.xlsx", _xlsx(("titel",), ("a",))[:800], "geen XLSX-bestand"),
    "a PDF called xlsx": ("a.xlsx", b"%PDF-1.7\n...", "geen XLSX-bestand"),
    "a workbook with broken xml": ("a.xlsx", _zip("xl/workbook.xml", b"<workbook"), "geen XLSX-bestand"),
    "empty workbook": ("a.xlsx", _xlsx(), "namen van de kolommen"),
    "workbook with only a header": ("a.xlsx", _xlsx(("titel", "tekst")), "geen rijen"),
    "more cells than columns": ("a.csv", _csv("titel;tekst", "a;b;c;d"), "Rij 2 heeft meer cellen"),
    "more cells far below": ("a.csv", _csv("titel;tekst", *["a;b"] * 50, "a;b;c"), "Rij 52 heeft meer cellen"),
    "a cell of 200,000": ("a.csv", _csv("titel;tekst", "a;" + "x" * 200_000), "beschadigd"),
    "a quote that never ends": ("a.csv", _csv("titel;tekst", 'a;"' + "x\n" * 90_000), "beschadigd"),
    "utf-16 that breaks off": ("a.csv", "titel;tekst\nboom;mooi".encode("utf-16")[:-1], "beschadigd"),
    "no such date": ("a.csv", _csv(HEAD, "a;b;1;31-02-2025;;"), "geen datum"),
    "words for a date": ("a.csv", _csv(HEAD, "a;b;1;gisteren;;"), "geen datum"),
    "American date": ("a.csv", _csv(HEAD, "a;b;1;12/31/2025;;"), "geen datum"),
    "date in the future": ("a.csv", _csv(HEAD, "a;b;1;31-12-2199;;"), "in de toekomst"),
    "stamp beyond time": ("a.csv", _csv(HEAD, "a;b;1;99999999999999999999;;"), "geen datum"),
    "year one": ("a.csv", _csv(HEAD, "a;b;1;0000-01-01;;"), "geen datum"),
    "text too long": ("a.csv", _csv(HEAD, "a;" + "x" * 10_001 + ";1;;;"), "langer dan 10000 tekens"),
    "unknown channel": ("a.csv", _csv(HEAD, "a;b;1;;duif;"), "‘duif’ kennen wij hier niet"),
    "unknown role": ("a.csv", _csv(HEAD, "a;b;1;;;koning"), "‘koning’ kennen wij hier niet"),
    "the same number twice": ("a.csv", _csv(HEAD, "a;b;7;;;", "c;d;7;;;"), "nummer 7 staat al"),
    "number too long": ("a.csv", _csv(HEAD, f"a;b;{'9' * 101};;;"), "langer dan 100 tekens"),
    "nothing said": ("a.csv", _csv(HEAD, ";;1;;;"), "geen titel en geen tekst"),
    "only white space said": ("a.csv", _csv(HEAD, "\u200b;\u00a0;1;;;"), "geen titel en geen tekst"),
    "one wrong among many": (
        "a.csv", _csv(HEAD, *[f"t{n};x;{n};;;" for n in range(3000)], "a;b;z;morgen;;"), "geen datum"),
    "a formula error for a date": ("a.xlsx", _xlsx(("titel", "datum"), ("a", "#REF!")), "geen datum"),
    "a budget without projects": ("a.pb", b"META\nkey;value\nVOTES\nvoter_id;vote\n1;2\n", "namen van de kolommen"),
}


def _faults(activity: Activity, name: str, content: bytes) -> list[str]:
    """What the adviser reads: at the upload, or after the check."""
    with translation.override("nl"):
        try:
            batch = actions.upload(activity=activity, file=ContentFile(content, name=name), by=None)
        except TableError as error:
            assert not ImportBatch.objects.exists()
            return [str(error)]
        actions.check(batch=batch)
        assert batch.state == ImportBatch.State.FAILED
        with pytest.raises(actions.ImportRefusedError):
            actions.start(batch=batch, by=None)
        with pytest.raises(actions.ImportRefusedError):
            actions.run(batch=batch)
        return [fault for _row, fault in batch.errors]


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_explained_and_changes_nothing(case: str, activity: Activity) -> None:
    name, content, words = BROKEN[case]
    faults = _faults(activity, name, content)
    assert len(faults) == 1
    assert words in faults[0]
    assert not Contribution.objects.exists()


def test_a_zip_bomb_is_refused_before_it_is_unpacked(activity: Activity, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_UNPACKED", 1_000_000)
    bomb = _zip("xl/worksheets/sheet1.xml", b"0" * 2_000_000)
    assert len(bomb) < 10_000
    assert _faults(activity, "a.xlsx", bomb) == ["Dit bestand is te groot als het is uitgepakt."]


@pytest.mark.parametrize("name", ["a.pdf", "a.xls", "a.docx", "a", "a.csv.exe"])
def test_other_kinds_of_files_are_refused_by_name(name: str) -> None:
    with translation.override("nl"):
        form = UploadForm({}, {"file": ContentFile(b"titel\na\n", name=name)})
        assert form.errors["file"] == ["Wij lezen CSV- en XLSX-bestanden. Sla uw lijst zo op."]


def test_a_file_that_is_too_large_is_refused(settings) -> None:
    settings.MAX_IMPORT_BYTES = 10
    with translation.override("nl"):
        assert "groter dan" in UploadForm({}, {"file": ContentFile(b"x" * 11, name="a.csv")}).errors["file"][0]


ODD = {
    "bom": ("a.csv", b"\xef\xbb\xbftitel;tekst\nCaf\xc3\xa9;mooi\n"),
    "cp1252": ("a.csv", b"titel;tekst\nCaf\xe9;mooi\n"),
    "utf-16": ("a.csv", "titel;tekst\nCafé;mooi\n".encode("utf-16")),
    "commas": ("a.csv", "titel,tekst\nCafé,mooi\n".encode()),
    "tabs": ("a.tsv", "titel\ttekst\nCafé\tmooi\n".encode()),
    "pipes": ("a.txt", "titel|tekst\nCafé|mooi\n".encode()),
    "quotes": ("a.csv", 'titel;tekst\n"Café";"mooi"\n'.encode()),
    "old Mac line ends": ("a.csv", "titel;tekst\rCafé;mooi\r".encode()),
    "Windows line ends": ("a.csv", "titel;tekst\r\nCafé;mooi\r\n".encode()),
    "no last line end": ("a.csv", "titel;tekst\nCafé;mooi".encode()),
    "capitals and spaces": ("a.csv", " Titel ;TEKST\n Café ; mooi \n".encode()),
    "empty last column": ("a.csv", "titel;tekst;\nCafé;mooi;\n".encode()),
    "short rows": ("a.csv", "titel;tekst;wijk;rol\nCafé;mooi\n".encode()),
    "empty rows between": ("a.csv", "titel;tekst\n;\n\nCafé;mooi\n;\n".encode()),
    "decomposed letters": ("a.csv", "titel;tekst\nCafe\u0301;mooi\n".encode()),
    "direction marks": ("a.csv", "titel;tekst\n\u202eCafé\u200b;mooi\n".encode()),
    "xlsx": ("a.xlsx", _xlsx(("titel", "tekst"), ("Café", "mooi"))),
    "xlsx with empty columns": ("a.xlsx", _xlsx(("titel", "tekst", None, None), ("Café", "mooi", None, None))),
}


@pytest.mark.parametrize("case", ODD)
def test_an_odd_file_is_read_as_it_is_meant(case: str, activity: Activity) -> None:
    name, content = ODD[case]
    batch = actions.upload(activity=activity, file=ContentFile(content, name=name), by=None)
    actions.check(batch=batch)
    assert batch.errors == []
    actions.run(batch=batch)
    assert list(Contribution.objects.values_list("title", "text")) == [("Café", "mooi")]
