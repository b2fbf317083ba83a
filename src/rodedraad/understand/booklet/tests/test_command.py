"""`rodedraad booklet`: from a folder of invented notes to the files, the same every time, and never half done."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pypdf import PdfReader

from .. import writing

NOTES = Path(__file__).parent / "data" / "gesprekken"
THEMES = NOTES.parent / "themas.toml"
FILES = ["booklet.docx", "booklet.epub", "booklet.json", "booklet.pdf", "grounds.csv", "logboek.txt"]


def run(notes: Path, out: Path, *more: str, vectors: str = "lemmas") -> tuple[str, str]:
    said, wrong = io.StringIO(), io.StringIO()
    call_command("booklet", str(notes), "--out", str(out), "--vectors", vectors, "--date", "2027-03-03", *more,
                 stdout=said, stderr=wrong)
    return said.getvalue(), wrong.getvalue()


@pytest.fixture
def notes(tmp_path) -> Path:
    return Path(shutil.copytree(NOTES, tmp_path / "verslagen"))


def test_writes_every_file(tmp_path) -> None:
    said, wrong = run(NOTES, tmp_path / "uit", "--title", "Wat Voorbeeldland zegt")
    assert sorted(path.name for path in (tmp_path / "uit").iterdir()) == FILES
    assert "8 gesprekken" in said
    assert not wrong
    booklet = json.loads((tmp_path / "uit" / "booklet.json").read_text())
    assert booklet["title"] == "Wat Voorbeeldland zegt"
    assert booklet["conversation_count"] == 8
    assert [each["name"] for each in booklet["organisations"]] == [
        "Ommerkerk", "Veldhuizen", "Waterland-Oost", "Zonnedaal"]
    pdf = " ".join(page.extract_text() for page in PdfReader(tmp_path / "uit" / "booklet.pdf").pages)
    assert "nog niet door mensen bekeken" in " ".join(pdf.split())
    assert docx.Document(str(tmp_path / "uit" / "booklet.docx")).paragraphs[0].text == "Wat Voorbeeldland zegt"
    assert zipfile.ZipFile(tmp_path / "uit" / "booklet.epub").testzip() is None


def test_same_folder_same_json(tmp_path) -> None:
    for name in ("een", "twee"):
        run(NOTES, tmp_path / name)
    for file in ("booklet.json", "booklet.pdf", "grounds.csv", "logboek.txt"):
        assert (tmp_path / "een" / file).read_bytes() == (tmp_path / "twee" / file).read_bytes(), file


def test_every_statement_has_its_row(tmp_path) -> None:
    run(NOTES, tmp_path / "uit")
    with (tmp_path / "uit" / "grounds.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    booklet = json.loads((tmp_path / "uit" / "booklet.json").read_text())
    assert sum(int(row["keer_gezegd"]) for row in rows) == booklet["statement_count"]
    observation = booklet["threads"][0]["observations"][0]
    under = [row for row in rows if row["waarneming"] == "1.1"]
    assert len(under) == len(observation["grounds"])
    assert len({row["bestand"] for row in under}) == observation["conversations"]
    assert all((NOTES / row["bestand"]).is_file() for row in rows)


def test_personal_data_is_masked_and_counted(tmp_path) -> None:
    said, _wrong = run(NOTES, tmp_path / "uit")
    everything = "".join((tmp_path / "uit" / name).read_text() for name in ("booklet.json", "grounds.csv"))
    assert "12345678" not in everything
    assert "jan.verzonnen@" not in everything
    assert "telefoonnummer" in said
    assert "e-mailadres" in (tmp_path / "uit" / "logboek.txt").read_text()


def test_personal_data_stays_only_when_asked(tmp_path) -> None:
    run(NOTES, tmp_path / "uit", "--keep-personal")
    assert "12345678" in (tmp_path / "uit" / "grounds.csv").read_text()
    assert "NIET weggelakt" in (tmp_path / "uit" / "logboek.txt").read_text()


def test_names_of_speakers_are_no_roles(tmp_path, notes) -> None:
    (notes / "Zonnedaal" / "03.txt").write_text(
        "Wethouder Kwispelman: We gaan het anders doen met de brieven.\nPieter Kwispelman: Ik geloof er niets van.\n")
    run(notes, tmp_path / "uit")
    everything = (tmp_path / "uit" / "booklet.json").read_text() + (tmp_path / "uit" / "grounds.csv").read_text()
    assert "Kwispelman" not in everything
    assert "wethouder" in everything


def test_described_themes(tmp_path) -> None:
    run(NOTES, tmp_path / "uit", "--themes", str(THEMES))
    booklet = json.loads((tmp_path / "uit" / "booklet.json").read_text())
    titles = {thread["title"] for thread in booklet["threads"]}
    assert titles
    assert titles <= {"Op tijd meedoen", "Antwoord krijgen", "Regionale samenwerking"}


def test_broken_file_is_named_and_the_rest_goes_on(tmp_path, notes) -> None:
    (notes / "Zonnedaal" / "kapot.docx").write_bytes(b"PK\x03\x04 dit is geen zip")
    (notes / "Zonnedaal" / "leeg.txt").write_bytes(b"")
    said, wrong = run(notes, tmp_path / "uit")
    assert "Zonnedaal/kapot.docx: " in wrong
    assert "Zonnedaal/leeg.txt: " in wrong
    assert "Traceback" not in wrong
    assert "2 bestanden niet gelezen" in said
    assert "kapot.docx" in (tmp_path / "uit" / "logboek.txt").read_text()


def test_strict_stops_with_nothing_written(tmp_path, notes) -> None:
    (notes / "Zonnedaal" / "kapot.docx").write_bytes(b"PK\x03\x04 dit is geen zip")
    with pytest.raises(CommandError, match="niets geschreven"):
        run(notes, tmp_path / "uit", "--strict")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["verslagen"]


@pytest.mark.parametrize(("change", "message"), [
    (lambda at: (at / "leeg").mkdir(), "geen verslagen"),
    (lambda at: None, "bestaat niet"),
    (lambda at: (at / "leeg").write_text("een bestand"), "bestaat niet"),
])
def test_no_notes(tmp_path, change, message: str) -> None:
    change(tmp_path)
    with pytest.raises(CommandError, match=message):
        run(tmp_path / "leeg", tmp_path / "uit")
    assert not (tmp_path / "uit").exists()


def test_a_folder_with_other_files_is_left_alone(tmp_path) -> None:
    (tmp_path / "uit").mkdir()
    (tmp_path / "uit" / "scriptie.docx").write_text("mijn werk")
    with pytest.raises(CommandError, match=r"scriptie\.docx"):
        run(NOTES, tmp_path / "uit")
    assert (tmp_path / "uit" / "scriptie.docx").read_text() == "mijn werk"


def test_an_earlier_booklet_is_replaced(tmp_path) -> None:
    run(NOTES, tmp_path / "uit", "--title", "Eerst")
    run(NOTES, tmp_path / "uit", "--title", "Daarna")
    assert json.loads((tmp_path / "uit" / "booklet.json").read_text())["title"] == "Daarna"
    assert [path.name for path in tmp_path.iterdir()] == ["uit"]


def test_not_inside_the_notes(notes) -> None:
    with pytest.raises(CommandError, match="niet in de map met verslagen"):
        run(notes, notes / "uit")


def test_a_failure_while_writing_leaves_the_earlier_booklet(tmp_path, monkeypatch) -> None:
    run(NOTES, tmp_path / "uit", "--title", "Eerst")

    def broken(booklet) -> bytes:
        raise OSError("de schijf is vol")

    monkeypatch.setattr(writing, "RENDERED", (*writing.RENDERED[:2], ("booklet.docx", broken)))
    with pytest.raises(OSError, match="schijf"):
        run(NOTES, tmp_path / "uit", "--title", "Daarna")
    assert json.loads((tmp_path / "uit" / "booklet.json").read_text())["title"] == "Eerst"
    assert [path.name for path in tmp_path.iterdir()] == ["uit"]


@pytest.mark.parametrize(("text", "message"), [
    ("geen = ", "geen geldige TOML"), ("x = 1", "geen thema"), ("[[themes]]\ndescription = 'x'", "geen titel"),
    ("[[themes]]\ntitle = 'a'\n[[themes]]\ntitle = 'A'", "twee keer"),
    ("[[themes]]\ntitle = 'a'\nvalues = 'b'", "geen lijst"),
    ("".join(f"[[themes]]\ntitle = '{number}'\n" for number in range(11)), "11 thema"),
])
def test_themes_file_that_is_wrong(tmp_path, text: str, message: str) -> None:
    (tmp_path / "themas.toml").write_text(text)
    with pytest.raises(CommandError, match=message):
        run(NOTES, tmp_path / "uit", "--themes", str(tmp_path / "themas.toml"))


def test_unknown_vectors(tmp_path) -> None:
    with pytest.raises(CommandError, match="niet te maken"):
        run(NOTES, tmp_path / "uit", vectors="iets-anders")


def test_with_the_model_that_is_the_default(tmp_path) -> None:
    run(NOTES, tmp_path / "uit", vectors="use")
    log = (tmp_path / "uit" / "logboek.txt").read_text()
    assert "Vectoren: use" in log
    assert json.loads((tmp_path / "uit" / "booklet.json").read_text())["threads"]


def test_as_a_person_types_it_without_a_database(tmp_path) -> None:
    """In a process of its own, with a database that cannot be reached: it is never asked for."""
    away = {"DATABASE_URL": "postgres://nobody:x@127.0.0.1:9/none", "PATH": os.environ["PATH"]}
    kept = {name: os.environ[name] for name in ("PYTHONPATH", "HOME") if name in os.environ}
    command = [sys.executable, "-m", "rodedraad", "booklet", str(NOTES), "--out", str(tmp_path / "uit"),
               "--vectors", "lemmas"]
    done = subprocess.run(command, env=away | kept, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert "Klaar: 8 gesprekken" in done.stdout
    empty = tmp_path / "leeg"
    empty.mkdir()
    command[4] = str(empty)
    failed = subprocess.run(command, env=away | kept, capture_output=True, text=True, timeout=120, check=False)
    assert failed.returncode == 1
    assert "geen verslagen" in failed.stderr
    assert "Traceback" not in failed.stderr
