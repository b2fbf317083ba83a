"""A booklet as a folder of files: all of it, or nothing at all."""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from rodedraad.base.core.tables import write_table

from .contents import Booklet
from .kernel import GroundRow
from .rendering import to_docx, to_epub, to_json, to_pdf

RENDERED: tuple[tuple[str, Callable[[Booklet], bytes]], ...] = (
    ("booklet.json", to_json), ("booklet.pdf", to_pdf), ("booklet.docx", to_docx), ("booklet.epub", to_epub),
)
GROUNDS, LOG = "grounds.csv", "logboek.txt"
OWN = frozenset({*(name for name, _render in RENDERED), GROUNDS, LOG})
COLUMNS = ("draad", "titel", "waarneming", "tekst_waarneming", "organisatie", "gesprek", "bestand", "rol", "uitspraak",
           "keer_gezegd")


class OccupiedError(ValueError):
    """The folder to write in holds something else than an earlier booklet; `names` says what."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        super().__init__(", ".join(self.names))


def check_free(out: Path) -> None:
    """OccupiedError when the folder exists and holds other files than those of an earlier booklet."""
    if out.exists() and not out.is_dir():
        raise OccupiedError([out.name])
    if others := sorted(path.name for path in out.glob("*") if path.name not in OWN):
        raise OccupiedError(others)


def write_folder(out: Path, booklet: Booklet, rows: Iterable[GroundRow], log: str,
                 progress: Callable[[str], None] | None = None) -> None:
    """Write everything beside the folder first and put it in its place at the end, so that nothing is half done."""
    check_free(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        for name, render in RENDERED:
            (part / name).write_bytes(render(booklet))
            if progress:
                progress(name)
        (part / GROUNDS).write_bytes(b"".join(write_table("csv", COLUMNS, _grounds(booklet, rows), GROUNDS)))
        (part / LOG).write_text(log, encoding="utf-8")
        part.chmod(0o755)
        _put(part, out)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _put(part: Path, out: Path) -> None:
    """The new folder in the place of the old one; the old one comes back when that fails."""
    if not out.exists():
        part.rename(out)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{out.name}-old-", dir=out.parent)) / out.name
    out.rename(old)
    try:
        part.rename(out)
    except OSError:
        old.rename(out)
        raise
    finally:
        shutil.rmtree(old.parent, ignore_errors=True)


def _grounds(booklet: Booklet, rows: Iterable[GroundRow]) -> Iterable[Sequence[object]]:
    """Per statement where it went, in the order of the notes; under no thread: empty."""
    titles = {thread.number: thread.title for thread in booklet.threads}
    observed = {(thread.number, each.number): each.text for thread in booklet.threads for each in thread.observations}
    for row in rows:
        number = f"{row.thread}.{row.observation}" if row.observation else ""
        yield (row.thread or "", titles.get(row.thread, ""), number,
               observed.get((row.thread, row.observation), ""), row.conversation.organisation, row.conversation.name,
               row.conversation.address, row.said.role, row.said.text, row.said.times)
