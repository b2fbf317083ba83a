"""From the bytes of a file to notes: what it is, is decided by what is in it, not by its name alone."""

from collections.abc import Callable

from ..errors import UnreadableError
from ..models import Limits, Note
from . import archives, documents, pdf, sheets, texts, transcripts

Reader = Callable[[bytes, Limits], list[Note]]
READERS: dict[str, Reader] = {
    ".txt": texts.read_plain, ".md": texts.read_markdown, ".docx": documents.read_docx, ".odt": documents.read_odt,
    ".pdf": pdf.read, ".csv": sheets.read, ".vtt": transcripts.read_vtt, ".srt": transcripts.read_srt,
}
EXTENSIONS = tuple(READERS)
CONTENT = {".docx": {"docx"}, ".odt": {"odt"}, ".pdf": {"pdf"}}
"""What must be in a file of this name; all other names must hold text."""


def read_notes(content: bytes, filename: str, limits: Limits | None = None) -> list[Note]:
    """The notes in a file, in order, each with at least one letter or digit. Raises `UnreadableError`."""
    limits = limits or Limits()
    if len(content) > limits.file_bytes:
        raise UnreadableError("too_large", limit_mb=limits.file_bytes // 1_000_000)
    extension = _extension(filename)
    if extension not in READERS:
        raise UnreadableError("unknown_type", extension=extension or filename[:40])
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise UnreadableError("empty")
    _check_content(content, extension)
    notes = [note for note in READERS[extension](content, limits) if any(map(str.isalnum, note.text))]
    if not notes:
        raise UnreadableError("empty")
    _check_size(notes, limits)
    return notes


def _extension(filename: str) -> str:
    stem, dot, last = filename.rpartition(".")
    return f".{last.lower()}" if dot and stem else ""


def _check_content(content: bytes, extension: str) -> None:
    found = archives.kind_of(content)
    if found == "locked":
        raise UnreadableError("locked")
    wanted = CONTENT.get(extension, {"text"})
    if found in wanted:
        return
    if found == "text" and extension in CONTENT:
        raise UnreadableError("damaged" if extension == ".pdf" else "wrong_type",
                              **({} if extension == ".pdf" else {"extension": extension, "found": "text"}))
    if found == "zip" and extension in {".docx", ".odt"}:
        raise UnreadableError("damaged")
    if found == "binary":
        raise UnreadableError("damaged" if extension in CONTENT else "not_text")
    raise UnreadableError("wrong_type", extension=extension, found=found)


def _check_size(notes: list[Note], limits: Limits) -> None:
    if len(notes) > limits.notes:
        raise UnreadableError("too_many_notes", limit=limits.notes)
    if sum(len(note.text) for note in notes) > limits.characters:
        raise UnreadableError("too_much_text", limit=limits.characters)
    if any(len(note.text) > limits.line_characters for note in notes):
        raise UnreadableError("too_long_line", limit=limits.line_characters)
