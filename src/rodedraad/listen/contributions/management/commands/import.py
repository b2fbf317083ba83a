"""`rodedraad import contributions FILE`: the adviser's import from the terminal, with the same checks and undo."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django_scopes import scope

from rodedraad.base.accounts.models import Person
from rodedraad.base.core.tables import TableError
from rodedraad.base.organisations.models import Organisation
from rodedraad.listen.activities import actions as activities
from rodedraad.listen.activities.kinds import all_kinds
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.contributions.importing import actions
from rodedraad.listen.contributions.models import ImportBatch
from rodedraad.listen.processes.actions.life import Basics, create_process
from rodedraad.listen.processes.models import Process

BAR = 30


class Command(BaseCommand):
    """Read a CSV, XLSX or Pabulib file into an activity; all rows or none, repeatable without doubles."""

    help = "Import contributions from a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to read and where it goes."""
        parser.add_argument("what", choices=["contributions"])
        parser.add_argument("file", type=Path)
        parser.add_argument("--organisation", help="short name; not needed when there is one")
        parser.add_argument("--process", help="short name of the process; a new draft when it does not exist")
        parser.add_argument("--activity", help="short name of the activity; the first one when not given")
        parser.add_argument("--by", help="e-mail address of who imports; the first adviser when not given")
        parser.add_argument("--channel", default="import")
        parser.add_argument("--column", action="append", default=[], metavar="FIELD=COLUMN",
                            help="for example text=Opmerking; else guessed from the names of the columns")
        parser.add_argument("--check", action="store_true", help="only check the file")

    def handle(self, *args: Any, **options: Any) -> None:
        """Upload, check and import, with a bar; on a fault name the rows and import nothing."""
        organisation = _organisation(options["organisation"])
        with scope(organisation=organisation), translation.override(organisation.language):
            try:
                self._import(organisation, options)
            except (TableError, actions.ImportRefusedError) as error:
                raise CommandError(str(error)) from error

    def _import(self, organisation: Organisation, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"{path} is not there")
        by = _person(organisation, options["by"])
        activity = _activity(by, path, options["process"], options["activity"])
        with path.open("rb") as file:
            batch = actions.upload(activity=activity, file=File(file, name=path.name), by=by)
        given = dict(part.split("=", 1) for part in options["column"])
        unknown = set(given.values()) - set(batch.columns)
        if unknown:
            raise CommandError(f"no such column: {', '.join(sorted(unknown))}; there are: {', '.join(batch.columns)}")
        batch.mapping |= given
        batch.channel = options["channel"]
        batch.was_mapped = True
        batch.save()
        actions.check(batch=batch, progress=self._bar("checked"))
        self._say_faults(batch)
        if not options["check"]:
            actions.run(batch=batch, progress=self._bar("imported"))
            self.stdout.write(f"{batch.new_count} new, {batch.double_count} already there, in {activity.process.slug}/"
                              f"{activity.slug}")

    def _say_faults(self, batch: ImportBatch) -> None:
        for row, fault in batch.errors:
            self.stderr.write(f"row {row}: {fault}" if row else str(fault))
        if batch.error_count:
            raise CommandError(f"{batch.error_count} row(s) are not right; nothing is imported")

    def _bar(self, word: str) -> actions.Progress:
        def show(done: int, total: int) -> None:
            if sys.stderr.isatty():
                filled = BAR * done // total if total else 0
                bar = f"[{'#' * filled}{'.' * (BAR - filled)}] " if total else ""
                self.stderr.write(f"\r{bar}{done:,} {word}", ending="")
            elif total and done >= total:
                self.stderr.write(f"{done:,} {word}")

        return show


def _organisation(slug: str | None) -> Organisation:
    found = list(Organisation.objects.filter(slug=slug) if slug else Organisation.objects.all()[:2])
    if len(found) != 1:
        raise CommandError("name the organisation with --organisation")
    return found[0]


def _person(organisation: Organisation, email: str | None) -> Person:
    people = Person.objects.filter(organisation=organisation)
    found = people.filter(account__email=email) if email else \
        people.filter(memberships__role__in=["adviser", "administrator"]).order_by("pk")
    person = found.first()
    if person is None:
        raise CommandError("nobody with this e-mail address works here" if email else "there is no adviser yet")
    return person


def _activity(by: Person, path: Path, process_slug: str | None, activity_slug: str | None) -> Activity:
    """The activity to import into; without a process (or with a new name) a draft process with one activity."""
    name = path.stem if path.stem != "comments" else path.parent.name
    process = Process.objects.filter(slug=process_slug).first() if process_slug else None
    if process is None:
        process = create_process(basics=Basics(title=process_slug or name, summary=f"Import: {path.name}"), by=by)
    found = process.activities.filter(slug=activity_slug) if activity_slug else process.activities.all()
    activity = found.first()
    if activity is None and activity_slug:
        raise CommandError(f"the process has no activity {activity_slug}")
    if activity is None:
        kind = next(all_kinds())
        activity = activities.add_activity(process=process, kind=kind.key, by=by,
                                           settings=activities.Settings(title=str(kind.label)))
    return activity
