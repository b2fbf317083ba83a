"""Take the messages out of each app, say what the Dutch still lacks, compile it: `python -m tools.messages -h`."""

import argparse
import os
import re
import shutil
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import polib

if __package__ in {None, ""}:  # run by its path
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.catalogues import (
    Key,
    apps,
    compile_stale,
    is_formal,
    is_translated,
    key_of,
    name_of,
    path_of,
    read,
    texts,
    write,
)

SOURCES = (".py", ".html", ".txt")
NOT_SPOKEN = {"tests", "migrations", "locale", "static", "__pycache__"}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|(?<!%)%[sd]|\{\w*\}")
NL, INFORMAL = "nl", "nl_JE"


def extract(app: Path) -> dict[Key, polib.POEntry]:
    """The messages in an app's Python and templates, by Django's `makemessages` on a copy; needs GNU gettext."""
    from django.conf import settings  # noqa: PLC0415 -- compiling, the common use, does without Django
    from django.core.management import call_command  # noqa: PLC0415 -- idem
    from django.core.management.commands import makemessages  # noqa: PLC0415 -- idem

    found: dict[Key, polib.POEntry] = {}

    class Collect(makemessages.Command):
        """Hands over the template that gettext made, in place of merging it into a catalogue."""

        def write_po_file(self, potfile: str, locale: str) -> None:
            found.update({key_of(entry): entry for entry in polib.pofile(potfile)})

    if not settings.configured:
        settings.configure()
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        copied = _copy_sources(app, Path(folder))
        os.chdir(folder)
        try:
            if copied:
                call_command(Collect(), locale=[NL], extensions=["html", "txt", "py"], verbosity=0)
        finally:
            os.chdir(before)
    for entry in found.values():
        entry.occurrences = []
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    return found


def _copy_sources(app: Path, folder: Path) -> bool:
    """Copy what may hold messages, so that gettext's helper files never stand in the tree."""
    (folder / "locale").mkdir()
    copied = False
    for source in app.rglob("*"):
        inside = source.relative_to(app)
        if source.suffix not in SOURCES or NOT_SPOKEN & set(inside.parts):
            continue
        target = folder / inside
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        copied = True
    return copied


def _with_texts(template: polib.POEntry, had: polib.POEntry | None) -> polib.POEntry:
    """A message as it stands in the code, with the translation that the catalogue had for it."""
    entry = polib.POEntry(msgid=template.msgid, msgid_plural=template.msgid_plural, msgctxt=template.msgctxt,
                          flags=list(template.flags), comment=template.comment)
    old = texts(had) if had else [""]
    if entry.msgid_plural:
        entry.msgstr_plural = dict(enumerate(old if len(old) > 1 else [old[0], old[0]]))
    else:
        entry.msgstr = old[-1]
    if had:
        entry.tcomment = had.tcomment
        entry.flags += [flag for flag in had.flags if flag == "fuzzy"]
    return entry


def update(app: Path) -> list[str]:
    """Bring the catalogues of an app up to date with its code; gives lines on what came, went and lacks."""
    found, had = extract(app), read(app, NL)
    dutch = {key: _with_texts(template, had.get(key)) for key, template in found.items()}
    write(app, NL, dutch)
    informal_had = read(app, INFORMAL)
    informal = {key: _with_texts(found[key], informal_had.get(key)) for key, entry in dutch.items() if is_formal(entry)}
    write(app, INFORMAL, informal)
    lines = [f"{name_of(app)}: new: {_shown(key)}" for key in sorted(found.keys() - had.keys())]
    lines += [f"{name_of(app)}: gone: {_shown(key)}" for key in sorted(had.keys() - found.keys())]
    return lines


def stale(app: Path) -> list[str]:
    """What `make messages` would change in the list of Dutch messages of an app."""
    found, had = extract(app), read(app, NL)
    plurals = {key for key in found.keys() & had.keys() if found[key].msgid_plural != had[key].msgid_plural}
    reasons = (("in the code, not in the catalogue", found.keys() - had.keys()),
               ("in the catalogue, not in the code", had.keys() - found.keys()),
               ("another plural in the code", plurals))
    return [f"{name_of(app)}: {reason}: {_shown(key)}" for reason, keys in reasons for key in sorted(keys)]


def lacking(app: Path) -> list[str]:
    """What the translations of one app lack; needs no GNU gettext."""
    dutch, informal, name = read(app, NL), read(app, INFORMAL), name_of(app)
    lines = []
    for key, entry in sorted(dutch.items()):
        if "fuzzy" in entry.flags:
            lines.append(f"{name}: fuzzy, nobody vouched for it: {_shown(key)}")
        elif not is_translated(entry):
            lines.append(f"{name}: no Dutch: {_shown(key)}")
        elif is_formal(entry) and not (key in informal and is_translated(informal[key])):
            lines.append(f"{name}: says u, has no informal text in {INFORMAL}: {_shown(key)}")
        lines += [f"{name}: {problem}: {_shown(key)}" for problem in _odd_placeholders(entry)]
    for key, entry in sorted(informal.items()):
        if key not in dutch or not is_formal(dutch[key]):
            lines.append(f"{name}: informal text without a u in the Dutch: {_shown(key)}")
        elif is_formal(entry) and not re.search(r"\bu\b", entry.msgid):
            lines.append(f"{name}: informal text still says u: {_shown(key)}")
        lines += [f"{name}: {INFORMAL} {problem}: {_shown(key)}" for problem in _odd_placeholders(entry)]
    return lines


def _odd_placeholders(entry: polib.POEntry) -> list[str]:
    """Placeholders that the code does not fill, or that the text forgot (a singular may leave its number out)."""
    if not any("format" in flag for flag in entry.flags):
        return []
    wanted = set(PLACEHOLDER.findall(entry.msgid + (entry.msgid_plural or "")))
    problems = []
    for form, text in enumerate(texts(entry)):
        used = set(PLACEHOLDER.findall(text))
        if text and used - wanted:
            problems.append(f"unknown {sorted(used - wanted)}")
        if text and wanted - used and not (entry.msgid_plural and form == 0):
            problems.append(f"forgotten {sorted(wanted - used)}")
    return problems


def conflicts() -> list[str]:
    """Messages that two apps translate differently; gettext would let one of them win for both."""
    lines = []
    for locale in (NL, INFORMAL):
        said: dict[Key, dict[tuple[str, ...], list[str]]] = defaultdict(lambda: defaultdict(list))
        for app in apps():
            for key, entry in read(app, locale).items():
                if is_translated(entry):
                    said[key][tuple(texts(entry))].append(name_of(app))
        for key, versions in sorted(said.items()):
            if len(versions) > 1:
                told = "; ".join(f"{' / '.join(text)!r} in {', '.join(where)}" for text, where in versions.items())
                lines.append(f"{locale}: {_shown(key)} is translated differently: {told}")
    return lines


def without_catalogue() -> list[str]:
    """Apps that speak to people (have templates) and have no Dutch catalogue at all."""
    return [f"{name_of(app)}: has templates and no catalogue" for app in apps()
            if any((app / "templates").rglob("*.html")) and not path_of(app, NL).exists()]


def _shown(key: Key) -> str:
    context, message = key
    return repr(message) + (f" ({context})" if context else "")


def chosen(names: list[str]) -> list[Path]:
    """The apps with these names or paths (`base/ui`); all of them when none is named. Unknown: SystemExit."""
    known = {name_of(app): app for app in apps()}
    wanted = [name.rpartition("rodedraad/")[2].strip("/") if "rodedraad/" in name else name for name in names]
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise SystemExit(f"no such app: {', '.join(unknown)}; there are: {', '.join(known)}")
    return [known[name] for name in wanted or known]


def main(arguments: list[str] | None = None) -> int:
    """Run one of the subcommands; the exit code is 1 when `check` finds something."""
    parser = argparse.ArgumentParser(prog="messages", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, text in (("extract", "bring the catalogues up to date with the code, report, compile"),
                       ("report", "say what the translations lack"),
                       ("check", "fail on what lacks, and on a catalogue that is behind the code"),
                       ("compile", "compile what is stale")):
        commands.add_parser(name, help=text).add_argument("apps", nargs="*", help="such as base/ui; default all")
    options: Any = parser.parse_args(arguments)
    if options.command in {"extract", "check"} and not shutil.which("xgettext"):
        raise SystemExit("GNU gettext is needed for this: apt install gettext")
    lines = [] if options.command == "compile" else _report(options.command, chosen(options.apps))
    made = 0 if options.command == "check" else len(list(compile_stale()))
    print("\n".join([*lines, f"{len(lines)} remarks, {made} catalogues compiled"]))
    return int(options.command == "check" and bool(lines))


def _report(command: str, folders: list[Path]) -> list[str]:
    """Do the work of a subcommand and give its remarks."""
    lines: list[str] = []
    if command == "extract":
        lines += [line for app in folders for line in update(app)]
    if command == "check":
        lines += [line for app in folders for line in stale(app)] + without_catalogue()
    return lines + [line for app in folders for line in lacking(app)] + conflicts()


if __name__ == "__main__":
    sys.exit(main())
