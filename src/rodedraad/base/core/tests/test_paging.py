"""Rows are read page by page, each once, while others are written; background work keeps no cursor open."""

import sqlite3
from pathlib import Path

import pytest

import rodedraad
from rodedraad.base.accounts.models import Account
from rodedraad.base.core.paging import in_pages, one_by_one

PACKAGE = Path(rodedraad.__file__).parent


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 2, 5, 100])
def test_each_row_comes_once_whatever_happens_meanwhile(size: int) -> None:
    made = [Account.objects.create_user(f"p{number}@example.org") for number in range(5)]
    seen = []
    for account in one_by_one(Account.objects.filter(pk__in=[each.pk for each in made]), size):
        seen.append(account.pk)
        Account.objects.filter(pk=account.pk).delete()
    assert seen == [each.pk for each in made]


@pytest.mark.django_db
def test_nothing_is_no_page() -> None:
    assert list(in_pages(Account.objects.none())) == []


def test_an_open_cursor_is_why(tmp_path: Path) -> None:
    """What SQLite does to who writes with a cursor open, after another has written."""
    file = tmp_path / "some.sqlite3"
    one, other = (sqlite3.connect(file, timeout=5, isolation_level=None) for _each in range(2))
    one.execute("PRAGMA journal_mode=WAL")
    one.execute("CREATE TABLE some (n INTEGER)")
    one.executemany("INSERT INTO some VALUES (?)", [(n,) for n in range(10)])
    cursor = one.execute("SELECT n FROM some")
    cursor.fetchmany(3)
    other.execute("INSERT INTO some VALUES (99)")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        one.execute("BEGIN IMMEDIATE")
    cursor.fetchall()
    one.execute("BEGIN IMMEDIATE")


def test_background_work_keeps_no_cursor_open_while_it_writes() -> None:
    files = [*PACKAGE.rglob("tasks.py"), PACKAGE / "base/notifications/digest.py"]
    assert len(files) > 5
    assert [str(file) for file in files if ".iterator(" in file.read_text()] == []
