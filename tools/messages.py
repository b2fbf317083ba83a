"""Translations of every app: extract from code and templates, report, check and compile.

    python tools/messages.py extract [APP_FOLDER …]   needs GNU gettext; keeps what is translated, drops what is gone
    python tools/messages.py report  [APP_FOLDER …]   what has no Dutch yet
    python tools/messages.py check   [APP_FOLDER …]   fails on anything missing, fuzzy, contradictory or stale
    python tools/messages.py compile [APP_FOLDER …]   .po → .mo, without gettext, only what is stale
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "rodedraad"
FORMAL = re.compile(r"\b(u|uw|uzelf)\b", re.IGNORECASE)
HEADER = {"Language": "nl", "MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8",
          "Content-Transfer-Encoding": "8bit", "Plural-Forms": "nplurals=2; plural=(n != 1);"}


def app_folders(chosen: list[str]) -> list[Path]:
    """The folders of the apps (those with an apps.py), or the chosen ones."""
    if chosen:
        return [Path(folder).resolve() for folder in chosen]
    return sorted(path.parent for path in PACKAGE.rglob("apps.py"))


def po_path(folder: Path, locale: str = "nl") -> Path:
    """Where the translations of an app are."""
    return folder / "locale" / locale / "LC_MESSAGES" / "django.po"


def found_messages(folder: Path) -> polib.POFile:
    """The messages that code and templates of an app ask for now, by GNU gettext."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "app"
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("locale", "migrations", "tests", "__pycache__", "*.mo"))
        nested = [path.parent for path in copy.rglob("apps.py") if path.parent != copy]
        for path in nested:
            shutil.rmtree(path)
        (copy / "locale").mkdir()
        command = [sys.executable, "-m", "django", "makemessages", "-l", "nl", "--no-location", "--no-wrap", "-v", "0"]
        environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
        subprocess.run(command, cwd=copy, check=True, env=environment)
        path = po_path(copy)
        return polib.pofile(str(path)) if path.exists() else polib.POFile()


def merged(folder: Path) -> polib.POFile:
    """The messages found now, with the translations that are there already, in a stable order and no churn."""
    path = po_path(folder)
    known = {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    result = polib.POFile(wrapwidth=0)
    result.metadata = dict(HEADER)
    for entry in sorted(found_messages(folder), key=lambda each: (each.msgid, each.msgctxt or "")):
        if entry.obsolete:
            continue
        old = known.get((entry.msgctxt, entry.msgid))
        flags = [flag for flag in entry.flags if flag != "fuzzy"]
        fresh = polib.POEntry(msgid=entry.msgid, msgctxt=entry.msgctxt, msgid_plural=entry.msgid_plural, flags=flags)
        if entry.msgid_plural:
            fresh.msgstr_plural = dict(old.msgstr_plural) if old and old.msgstr_plural else {0: "", 1: ""}
        else:
            fresh.msgstr = old.msgstr if old else ""
        result.append(fresh)
    return result


def extract(folders: list[Path]) -> None:
    """Bring the .po files up to date."""
    for folder in folders:
        result = merged(folder)
        if len(result):
            path = po_path(folder)
            path.parent.mkdir(parents=True, exist_ok=True)
            result.save(str(path))


def is_empty(entry: polib.POEntry) -> bool:
    """Whether an entry misses its Dutch."""
    return not all(entry.msgstr_plural.values()) if entry.msgid_plural else not entry.msgstr


def dutch(entry: polib.POEntry) -> str:
    """All Dutch of an entry as one text."""
    return " ".join(entry.msgstr_plural.values()) if entry.msgid_plural else entry.msgstr


def problems(folders: list[Path]) -> Iterator[str]:
    """What is missing or wrong in the .po files themselves."""
    said: dict[tuple[str | None, str], tuple[str, Path]] = {}
    for folder in folders:
        path = po_path(folder)
        if not path.exists():
            continue
        informal = {(e.msgctxt, e.msgid) for e in polib.pofile(str(po_path(folder, "nl_JE")))} \
            if po_path(folder, "nl_JE").exists() else set()
        for entry in polib.pofile(str(path)):
            key = (entry.msgctxt, entry.msgid)
            where = f"{folder.relative_to(PACKAGE)}: {entry.msgid[:70]!r}"
            if is_empty(entry):
                yield f"{where} has no Dutch"
            if "fuzzy" in entry.flags:
                yield f"{where} is fuzzy"
            if FORMAL.search(dutch(entry)) and key not in informal:
                yield f"{where} says u, but has no je in nl_JE"
            other = said.setdefault(key, (dutch(entry), folder))
            if other[0] != dutch(entry):
                yield f"{where} is said otherwise in {other[1].relative_to(PACKAGE)}: {other[0]!r} and {dutch(entry)!r}"


def stale(folders: list[Path]) -> Iterator[str]:
    """Apps whose .po does not hold exactly what code and templates ask for."""
    for folder in folders:
        path = po_path(folder)
        there = {(e.msgctxt, e.msgid) for e in polib.pofile(str(path))} if path.exists() else set()
        asked = {(e.msgctxt, e.msgid) for e in found_messages(folder) if not e.obsolete}
        for _context, text in sorted(asked ^ there, key=str):
            yield f"{folder.relative_to(PACKAGE)}: {text[:70]!r} is {'not extracted' if (_context, text) in asked else 'gone'}"


def compile_all(folders: list[Path]) -> int:
    """Write the .mo files that are older than their .po; returns how many."""
    count = 0
    for folder in folders:
        for path in folder.glob("locale/*/LC_MESSAGES/*.po"):
            target = path.with_suffix(".mo")
            if not target.exists() or target.stat().st_mtime < path.stat().st_mtime:
                partial = target.with_name(f"{target.name}.{os.getpid()}")
                polib.pofile(str(path)).save_as_mofile(str(partial))
                partial.replace(target)
                count += 1
    return count


def main(command: str, chosen: list[str]) -> int:
    """Run one of the commands; the exit code."""
    folders = app_folders(chosen)
    if command == "extract":
        extract(folders)
        compile_all(folders)
    elif command == "compile":
        print(f"{compile_all(folders)} translation files compiled")
    elif command in {"report", "check"}:
        found = list(problems(folders))
        if command == "check" and shutil.which("xgettext"):
            found += stale(folders)
        print("\n".join(found) or "all translated")
        return 1 if found and command == "check" else 0
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "help", sys.argv[2:]))
