"""The message catalogues of the apps, read and written without churn (no dates, no line numbers, sorted)."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "rodedraad"
FORMAL = re.compile(r"\b(u|uw|uzelf)\b", re.IGNORECASE)
HEADER = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}

Key = tuple[str, str]
"""Context ("" without) and msgid: what makes a message one message."""


def apps() -> list[Path]:
    """The folders of all apps, sorted."""
    return sorted(found.parent for found in PACKAGE.rglob("apps.py"))


def name_of(app: Path) -> str:
    """How an app is called in reports: `listen/processes`."""
    return app.relative_to(PACKAGE).as_posix()


def path_of(app: Path, locale: str) -> Path:
    """Where the catalogue of an app in a language is."""
    return app / "locale" / locale / "LC_MESSAGES" / "django.po"


def key_of(entry: polib.POEntry) -> Key:
    """The key of a message."""
    return (entry.msgctxt or "", entry.msgid)


def read(app: Path, locale: str) -> dict[Key, polib.POEntry]:
    """The messages of an app in a language; empty when there is no catalogue. Obsolete ones are left out."""
    path = path_of(app, locale)
    if not path.exists():
        return {}
    return {key_of(entry): entry for entry in polib.pofile(str(path)) if not entry.obsolete}


def texts(entry: polib.POEntry) -> list[str]:
    """All translations of one message: one, or one for each plural form; "" where it lacks."""
    if entry.msgid_plural:
        return [entry.msgstr_plural.get(form, "") for form in (0, 1)]
    return [entry.msgstr]


def is_translated(entry: polib.POEntry) -> bool:
    """Whether every form has a text that somebody has vouched for."""
    return all(texts(entry)) and "fuzzy" not in entry.flags


def is_formal(entry: polib.POEntry) -> bool:
    """Whether the Dutch text says u, so that the informal tone needs its own text."""
    return any(FORMAL.search(text) for text in texts(entry))


def write(app: Path, locale: str, entries: dict[Key, polib.POEntry]) -> bool:
    """Write a catalogue, sorted; True when that changed the file. Without messages the file goes."""
    path = path_of(app, locale)
    if not entries:
        had = path.exists()
        path.unlink(missing_ok=True)
        return had
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {"Language": locale, **HEADER}
    for key in sorted(entries, key=lambda key: (key[1], key[0])):
        catalogue.append(entries[key])
    text = str(catalogue).rstrip("\n") + "\n"
    if path.exists() and path.read_text() == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    _replace(path, text.encode())
    return True


def compile_stale() -> Iterator[Path]:
    """Compile each catalogue that is newer than its compiled file; gives the files made. Needs no GNU gettext."""
    for path in sorted(PACKAGE.rglob("locale/*/LC_MESSAGES/django.po")):
        made = path.with_suffix(".mo")
        if made.exists() and made.stat().st_mtime_ns > path.stat().st_mtime_ns:
            continue
        _replace(made, polib.pofile(str(path)).to_binary())
        yield made
    for made in PACKAGE.rglob("locale/*/LC_MESSAGES/django.mo"):
        if not made.with_suffix(".po").exists():
            made.unlink()


def _replace(path: Path, content: bytes) -> None:
    """Put a whole file in place at once: who reads meanwhile sees the old one or the new one."""
    made = path.with_name(f"{path.name}.{os.getpid()}.new")
    made.write_bytes(content)
    made.replace(path)
