"""From a folder of notes to conversations: a folder in it is an organisation, a file is a conversation.

Personal data is masked before anything else looks at the words. A file that cannot be read is named with the reason,
and the others go on.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rodedraad.listen.notes import (
    Limits,
    Statement,
    UnreadableError,
    find_personal,
    join_doubles,
    mask,
    read_notes,
    split_statements,
)

from .kernel import Conversation, Said

ROLES = frozenset("""
    inwoner inwoonster bewoner bewoonster burger jongere oudere scholier student ouder vrijwilliger mantelzorger
    ondernemer huurder eigenaar agrariër deelnemer gast aanwezige initiatiefnemer verenigingslid dorpsraadslid
    wijkraadslid raadslid statenlid commissielid fractievoorzitter raad wethouder burgemeester gedeputeerde bestuurder
    dijkgraaf heemraad college griffier griffie secretaris gemeentesecretaris ambtenaar beleidsmedewerker adviseur
    gebiedsmakelaar wijkmanager participatieadviseur gespreksleider tafelheer tafeldame gastheer gastvrouw docent
    leraar zorgverlener huisarts wijkagent corporatie woningcorporatie
""".split())
"""A speaker is shown as a role only when the notes name one of these; everything else may be a name."""


@dataclass(frozen=True)
class Problem:
    """A file that could not be read: its place in the folder, the code of the reason, and its details."""

    path: str
    code: str
    details: dict[str, object]


@dataclass
class Reading:
    """What a folder gave: conversations, files that could not be read, and how many personal data were masked."""

    conversations: list[Conversation] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    masked: Counter[str] = field(default_factory=Counter)
    doubles: int = 0


def files_of(folder: Path) -> list[Path]:
    """The files of a folder and its subfolders by name; hidden ones, and what points out of the folder, left out."""
    root = folder.resolve()
    return sorted((path for path in root.rglob("*")
                   if path.is_file() and path.resolve().is_relative_to(root)
                   and not any(part.startswith((".", "~$")) for part in path.relative_to(root).parts)),
                  key=lambda path: path.relative_to(root).as_posix())


def read_folder(folder: Path, *, keep_personal: bool = False, progress: Callable[[], None] | None = None) -> Reading:
    """All conversations of a folder; `progress` is called after each file."""
    reading = Reading()
    for path in files_of(folder):
        place = path.relative_to(folder.resolve())
        organisation = place.parts[0] if len(place.parts) > 1 else folder.resolve().name
        try:
            statements = _statements(path)
        except UnreadableError as error:
            reading.problems.append(Problem(place.as_posix(), error.code, dict(error.values)))
        except OSError as error:
            reading.problems.append(Problem(place.as_posix(), "cannot_open", {"reason": error.strerror or ""}))
        else:
            said = tuple(_said(statements, reading, keep_personal=keep_personal))
            if said:
                name = " / ".join([*place.parts[1:-1], path.stem])
                reading.conversations.append(Conversation(organisation, name, said, place.as_posix()))
            else:
                reading.problems.append(Problem(place.as_posix(), "nothing_said", {}))
        if progress:
            progress()
    return reading


def _statements(path: Path) -> Sequence[Statement]:
    if path.stat().st_size > Limits().file_bytes:  # not even opened
        raise UnreadableError("too_large", limit_mb=Limits().file_bytes // 1_000_000)
    return join_doubles(split_statements(read_notes(path.read_bytes(), path.name)))


def _said(statements: Sequence[Statement], reading: Reading, *, keep_personal: bool) -> Iterator[Said]:
    for statement in statements:
        text = " ".join(statement.text.split())
        findings = find_personal(text)
        if findings and not keep_personal:
            reading.masked.update(finding.kind for finding in findings)
            text = mask(text, findings)
        reading.doubles += statement.times_said - 1
        if text:
            yield Said(text, role_of(statement.speaker), statement.times_said)


def role_of(speaker: str) -> str:
    """The role in the name of a speaker ("Wethouder Jansen" → "wethouder"); "" when there may be only a name."""
    first = speaker.casefold().split()
    return first[0].strip(".,:;()0123456789") if first and first[0].strip(".,:;()0123456789") in ROLES else ""
