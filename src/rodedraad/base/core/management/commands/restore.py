"""`rodedraad restore FILE`: put a backup back, after checking every checksum."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rodedraad.base.core.audit import verify
from rodedraad.base.core.backup import BackupError, restore_backup


class Command(BaseCommand):
    """Restore a backup."""

    help = "Put the database and all files of an archive back. Stop the site first."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The archive to read, and whether to overwrite."""
        parser.add_argument("file", type=Path, help="the .tar archive to read")
        parser.add_argument("--replace", action="store_true", help="overwrite a database that is not empty")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore, then verify the audit chains."""
        try:
            summary = restore_backup(options["file"], replace=options["replace"], progress=self.stdout.write)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        faults = list(verify())
        if faults:
            raise CommandError(f"restored, but {len(faults)} audit chain(s) do not fit")
        self.stdout.write(f"restored the database and {summary.files} files; the audit log is sound")
