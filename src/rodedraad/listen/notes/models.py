"""What the notes of a conversation are made of: a note as it was written, and the statements in it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Note:
    """One line, paragraph, row or spoken turn, as it stands in the file."""

    text: str
    speaker: str = ""
    at_seconds: float | None = None
    heading: str = ""


@dataclass(frozen=True)
class Statement:
    """One thing that was said: a literal piece of a note.

    `note` is the place of the note in the sequence, `start` where the piece begins in its text (characters),
    `times_said` how often nearly the same was said in this conversation.
    """

    text: str
    speaker: str
    language: str
    note: int
    start: int
    times_said: int = 1


@dataclass(frozen=True)
class Limits:
    """How much one file may be; `unpacked` and `ratio` hold for what a .docx or .odt becomes when it is unpacked."""

    file_bytes: int = 25_000_000
    characters: int = 5_000_000
    line_characters: int = 100_000
    notes: int = 50_000
    unpacked_bytes: int = 100_000_000
    ratio: int = 200
    pages: int = 2_000
