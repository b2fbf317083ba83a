"""`rodedraad backup FILE`: database and files in one archive, while the site runs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rodedraad.base.core.backup import BackupError, make_backup


class Command(BaseCommand):
    """Make a backup."""

    help = "Write the database and all files to one archive."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The archive to write."""
        parser.add_argument("file", type=Path, help="the .tar archive to write")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it and say what it holds."""
        try:
            summary = make_backup(options["file"], self.stdout.write)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{summary.path}: database and {summary.files} files, {summary.bytes:,} bytes")
