"""A backup made while people write comes back whole; a damaged one is refused before anything changes."""

import io
import json
import sqlite3
import tarfile
import threading
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from rodedraad.base.core import backup
from rodedraad.base.core.backup import BackupError, make_backup, restore_backup

ROWS = 400


class FakeConnection:
    """The part of a connection that a backup on SQLite uses."""

    vendor = "sqlite"

    def __init__(self, name: Path) -> None:
        self.settings_dict = {"NAME": str(name)}


@pytest.fixture
def site(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database file and a folder with files, apart from the test's own."""
    database = tmp_path / "live.sqlite3"
    with closing(sqlite3.connect(database)) as live:
        live.execute("PRAGMA journal_mode=WAL")
        live.execute("CREATE TABLE pair (number INTEGER, twice INTEGER)")
        live.executemany("INSERT INTO pair VALUES (?, ?)", [(n, 2 * n) for n in range(ROWS)])
        live.commit()
    settings.MEDIA_ROOT = tmp_path / "media"
    (tmp_path / "media" / "fotos").mkdir(parents=True)
    (tmp_path / "media" / "fotos" / "één.jpg").write_bytes(b"foto" * 1000)
    monkeypatch.setattr(backup, "connection", FakeConnection(database))
    monkeypatch.setattr(backup, "_is_filled", lambda: False)
    monkeypatch.setattr(backup.connections, "close_all", lambda: None)
    return tmp_path


def pairs(site: Path) -> list[tuple[int, int]]:
    with closing(sqlite3.connect(site / "live.sqlite3")) as live:
        return live.execute("SELECT number, twice FROM pair ORDER BY number").fetchall()


def test_there_and_back(site: Path) -> None:
    made = make_backup(site / "copy.tar")
    assert (made.files, list(site.glob("*.partial"))) == (1, [])
    before = pairs(site)
    with closing(sqlite3.connect(site / "live.sqlite3")) as live:
        live.execute("DELETE FROM pair")
        live.commit()
    (site / "media" / "fotos" / "één.jpg").write_bytes(b"anders")
    (site / "media" / "later.jpg").write_bytes(b"later")
    restore_backup(site / "copy.tar")
    assert pairs(site) == before
    assert (site / "media" / "fotos" / "één.jpg").read_bytes() == b"foto" * 1000
    assert not (site / "media" / "later.jpg").exists()


def test_a_backup_while_people_write_holds_whole_transactions(site: Path) -> None:
    stop = threading.Event()

    def keep_writing() -> None:
        with closing(sqlite3.connect(site / "live.sqlite3", timeout=30)) as live:
            number = ROWS
            while not stop.is_set():
                with live:
                    live.execute("INSERT INTO pair VALUES (?, NULL)", (number,))
                    live.execute("UPDATE pair SET twice = 2 * number WHERE number = ?", (number,))
                number += 1

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        for place in range(3):
            make_backup(site / f"{place}.tar")
    finally:
        stop.set()
        writer.join()
    for place in range(3):
        restore_backup(site / f"{place}.tar")
        rows = pairs(site)
        assert len(rows) >= ROWS
        assert all(twice == 2 * number for number, twice in rows)
        assert [number for number, _twice in rows] == list(range(len(rows)))


def changed(source: Path, target: Path, name: str, content: bytes | None) -> Path:
    """The archive with one member replaced, or left out."""
    with tarfile.open(source) as old, tarfile.open(target, "w") as new:
        for member in old:
            data = old.extractfile(member).read()
            if member.name == name:
                if content is None:
                    continue
                data = content
                member.size = len(content)
            new.addfile(member, io.BytesIO(data))
    return target


OTHER = json.dumps({"vendor": "postgresql", "sha256": {}, "database": "x"}).encode()
DAMAGE = {
    "the database was altered": ("database.sqlite3", b"SQLite format 3\x00" + b"x" * 500),
    "the database is gone": ("database.sqlite3", None),
    "a file was altered": ("files/fotos/één.jpg", b"foto"),
    "a file is gone": ("files/fotos/één.jpg", None),
    "the manifest is gone": ("manifest.json", None),
    "the manifest is no JSON": ("manifest.json", b"{"),
    "it is of another database": ("manifest.json", OTHER),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_archive_is_refused_and_changes_nothing(site: Path, damage: str) -> None:
    make_backup(site / "copy.tar")
    broken = changed(site / "copy.tar", site / "broken.tar", *DAMAGE[damage])
    before = pairs(site)
    with pytest.raises(BackupError):
        restore_backup(broken)
    assert pairs(site) == before
    assert (site / "media" / "fotos" / "één.jpg").read_bytes() == b"foto" * 1000


@pytest.mark.parametrize("size", [0, 100, 3000, 20_000])
def test_half_an_archive_is_refused(site: Path, size: int) -> None:
    make_backup(site / "copy.tar")
    (site / "half.tar").write_bytes((site / "copy.tar").read_bytes()[:size])
    before = pairs(site)
    with pytest.raises(BackupError):
        restore_backup(site / "half.tar")
    assert pairs(site) == before


def test_an_archive_cannot_write_outside_its_folder(site: Path) -> None:
    with tarfile.open(site / "evil.tar", "w") as archive:
        member = tarfile.TarInfo("../../evil.txt")
        member.size = 4
        archive.addfile(member, io.BytesIO(b"evil"))
    with pytest.raises(BackupError):
        restore_backup(site / "evil.tar")
    assert not list(site.parent.rglob("evil.txt"))


def test_a_filled_database_is_kept_unless_asked(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_backup(site / "copy.tar")
    monkeypatch.setattr(backup, "_is_filled", lambda: True)
    with pytest.raises(BackupError, match="--replace"):
        restore_backup(site / "copy.tar")
    restore_backup(site / "copy.tar", replace=True)


def test_a_missing_archive_is_said(site: Path) -> None:
    with pytest.raises(CommandError, match="not a backup"):
        call_command("restore", site / "nothing.tar")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_there_and_back_on_postgresql(tmp_path: Path, settings) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO core_auditline (organisation_id, sequence, at, act, subject_type, subject_id, "
                       "facts, previous_hash, hash) VALUES (1, 1, now(), 'a', 'b', 'c', '{}', 'd', 'e')")
    make_backup(tmp_path / "copy.tar")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_auditline")
    restore_backup(tmp_path / "copy.tar", replace=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT act FROM core_auditline")
        assert cursor.fetchall() == [("a",)]
