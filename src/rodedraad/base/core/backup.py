"""Backup and restore of the whole install: database and files in one archive with checksums.

SQLite is copied with its online backup API (a consistent snapshot while the site writes), PostgreSQL with pg_dump.
Files are only ever added, never changed in place, so copying them after the database gives every file a row asks for.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from rodedraad import __version__

from . import erasures

FORMAT = 1
JOURNAL = "erasures.jsonl"
DATABASE_FILES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


class BackupError(RuntimeError):
    """The archive cannot be made or restored; the message says why and what to do."""


@dataclass(frozen=True)
class Summary:
    """What an archive holds."""

    path: Path
    files: int
    bytes: int
    made_at: str = ""


def make_backup(target: Path, progress: Callable[[str], None] = lambda _text: None) -> Summary:
    """Write one .tar archive with the database, the files and a manifest. Never leaves a half archive behind."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".partial")
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        name = DATABASE_FILES[connection.vendor]
        dump = Path(folder) / name
        progress("database")
        made_at = timezone.now().isoformat()  # before the picture is taken: what is erased meanwhile is repeated
        _dump_database(dump)
        progress("files")
        media = Path(settings.MEDIA_ROOT)
        names = sorted(path.relative_to(media) for path in media.rglob("*") if path.is_file()) if media.exists() else []
        sums = {name: _checksum(dump)}
        with tarfile.open(partial, "w") as archive:
            archive.add(dump, name)
            for relative in names:
                archive.add(media / relative, f"files/{relative.as_posix()}")
                sums[f"files/{relative.as_posix()}"] = _checksum(media / relative)
            _add_journal(archive, Path(folder) / JOURNAL, sums)
            manifest = Path(folder) / "manifest.json"
            manifest.write_text(json.dumps(_manifest(name, sums, made_at), indent=1))
            archive.add(manifest, "manifest.json")
    with partial.open("rb") as written:
        os.fsync(written.fileno())
    partial.replace(target)
    return Summary(target, len(names), target.stat().st_size, made_at)


def restore_backup(source: Path, *, replace: bool = False,
                   progress: Callable[[str], None] = lambda _text: None) -> Summary:
    """Put an archive back. Refuses a damaged one, another kind of database, or (unless `replace`) a filled one."""
    with tempfile.TemporaryDirectory() as folder:
        unpacked = Path(folder)
        progress("check")
        manifest = _unpack(source, unpacked)
        if manifest["vendor"] != connection.vendor:
            raise BackupError(f"this archive is of {manifest['vendor']}, the install runs on {connection.vendor}")
        if not replace and _is_filled():
            raise BackupError("the database is not empty; add --replace to overwrite it")
        progress("database")
        _load_database(unpacked / manifest["database"])
        progress("files")
        files = _restore_files(unpacked / "files")
        erasures.merge_journal(unpacked / JOURNAL)
    return Summary(source, files, source.stat().st_size, manifest.get("made_at", ""))


def _add_journal(archive: tarfile.TarFile, copy: Path, sums: dict[str, str]) -> None:
    """The erasure journal goes along, so that a new machine has it too; a copy, for people go on erasing."""
    if erasures.journal().exists():
        shutil.copyfile(erasures.journal(), copy)
        archive.add(copy, JOURNAL)
        sums[JOURNAL] = _checksum(copy)


def _manifest(database: str, sums: dict[str, str], made_at: str) -> dict[str, Any]:
    return {"format": FORMAT, "product": "rodedraad", "version": __version__, "made_at": made_at,
            "vendor": connection.vendor, "database": database, "sha256": sums}


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unpack(source: Path, folder: Path) -> dict[str, Any]:
    try:
        with tarfile.open(source) as archive:
            archive.extractall(folder, filter="data")
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
    except (OSError, tarfile.TarError, ValueError) as error:
        raise BackupError(f"this is not a backup that can be read: {error}") from error
    for name, expected in manifest["sha256"].items():
        path = folder / name
        if not path.is_file() or _checksum(path) != expected:
            raise BackupError(f"the archive is damaged: {name}")
    return manifest


def _is_filled() -> bool:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        if "organisations_organisation" not in tables:
            return False
        cursor.execute("SELECT 1 FROM organisations_organisation LIMIT 1")
        return cursor.fetchone() is not None


def _dump_database(target: Path) -> None:
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(connection.settings_dict["NAME"])) as live, \
                closing(sqlite3.connect(target)) as copy:
            live.backup(copy)
        return
    _run(["pg_dump", "--format=custom", f"--file={target}", *_connection_options()])


def _load_database(source: Path) -> None:
    if connection.vendor == "sqlite":
        connections.close_all()
        with closing(sqlite3.connect(source)) as copy, \
                closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=30)) as live:
            if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise BackupError("the database in the archive is damaged")
            copy.backup(live)
        return
    _run(["pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", *_connection_options(),
          str(source)])


def _connection_options() -> list[str]:
    wanted = connection.settings_dict
    options = [f"--dbname={wanted['NAME']}"]
    for key, option in (("HOST", "--host"), ("PORT", "--port"), ("USER", "--username")):
        if wanted.get(key):
            options.append(f"{option}={wanted[key]}")
    return options


def _run(command: list[str]) -> None:
    environment = {**os.environ, "PGPASSWORD": connection.settings_dict.get("PASSWORD") or ""}
    try:
        subprocess.run(command, check=True, env=environment, capture_output=True, text=True)  # noqa: S603 -- own words
    except FileNotFoundError as error:
        raise BackupError(f"{command[0]} is not on this machine") from error
    except subprocess.CalledProcessError as error:
        raise BackupError(error.stderr.strip()) from error


def _restore_files(source: Path) -> int:
    """Put the files beside the present ones first and swap folders last, so that a stop half-way loses nothing."""
    media = Path(settings.MEDIA_ROOT)
    fresh, old = media.with_name(media.name + ".new"), media.with_name(media.name + ".old")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
    if source.exists():
        shutil.copytree(source, fresh)
    else:
        fresh.mkdir(parents=True)
    if media.exists():
        media.rename(old)
    fresh.rename(media)
    shutil.rmtree(old, ignore_errors=True)
    return sum(1 for path in media.rglob("*") if path.is_file())
