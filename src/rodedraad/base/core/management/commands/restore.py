"""`rodedraad restore FILE`: put a backup back, checked, and erase again what people erased since."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from rodedraad.base.core import erasures
from rodedraad.base.core.audit import verify
from rodedraad.base.core.backup import BackupError, restore_backup


class Command(BaseCommand):
    """Restore a backup."""

    help = "Put the database and all files of an archive back, and repeat the erasures since. Stop the site first."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The archive to read, and whether to overwrite."""
        parser.add_argument("file", type=Path, help="the .tar archive to read")
        parser.add_argument("--replace", action="store_true", help="overwrite a database that is not empty")
        parser.add_argument("--erasures", type=Path, help="a newer erasure journal, of the machine before this one")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore, verify the audit chains, then erase again."""
        newer: Path | None = options["erasures"]
        if newer and not newer.is_file():
            raise CommandError(f"there is no erasure journal at {newer}")
        try:
            summary = restore_backup(options["file"], replace=options["replace"], progress=self.stdout.write)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        if newer:
            erasures.merge_journal(newer)
        if _waits_for_migrate():
            raise CommandError(
                f"restored {summary.files} files and a database of an older version. Run `rodedraad migrate`, and then "
                f"`rodedraad repeat_erasures --since {summary.made_at}` before the site starts")
        faults = list(verify())
        if faults:
            raise CommandError(f"restored, but {len(faults)} audit chain(s) do not fit")
        self.stdout.write(f"restored the database and {summary.files} files; the audit log is sound")
        call_command("repeat_erasures", since=summary.made_at, stdout=self.stdout)


def _waits_for_migrate() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
