"""Transcripts of recordings: WebVTT (W3C) and SubRip, with speakers and times."""

import html
import re
from collections.abc import Iterator

from ..errors import UnreadableError
from ..models import Limits, Note
from ..speakers import split_speaker
from .texts import decode

TIMES = re.compile(r"^\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})\s*-->"
                   r"\s*(?:\d{1,3}:)?\d{1,2}:\d{1,2}[.,]\d{1,3}")
VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]{1,80})>")
TAG = re.compile(r"</?[^>]{0,80}>")


def read_vtt(content: bytes, limits: Limits) -> list[Note]:
    """The spoken turns of a WebVTT file."""
    return _turns(decode(content, limits))


def read_srt(content: bytes, limits: Limits) -> list[Note]:
    """The spoken turns of a SubRip file."""
    return _turns(decode(content, limits))


def _turns(text: str) -> list[Note]:
    """Cues of one speaker that follow each other and break off in a sentence are one turn."""
    notes: list[Note] = []
    for at, speaker, said in _cues(text):
        last = notes[-1] if notes else None
        if last and last.text == said and last.speaker == speaker:
            continue  # live captions repeat a line while it scrolls
        goes_on = last is not None and speaker in {"", last.speaker} and not last.text.endswith((".", "!", "?", "…"))
        if last and goes_on and len(last.text) < 2_000:
            notes[-1] = Note(f"{last.text} {said}", last.speaker, last.at_seconds, "")
        else:
            notes.append(Note(said, speaker, at, ""))
    if not notes:
        raise UnreadableError("no_cues")
    return notes


def _cues(text: str) -> Iterator[tuple[float, str, str]]:
    at: float | None = None
    lines: list[str] = []
    for line in [*text.split("\n"), ""]:
        found = TIMES.match(line)
        if found:
            hours, minutes, seconds, rest = found.groups()
            at, lines = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(rest.ljust(3, "0")) / 1000, []
        elif not line.strip():
            if at is not None and lines:
                yield at, *_spoken(lines)
            at, lines = None, []
        elif at is not None:
            lines.append(line)


def _spoken(lines: list[str]) -> tuple[str, str]:
    whole = " ".join(line.strip() for line in lines)
    voice = VOICE.search(whole)
    said = " ".join(html.unescape(TAG.sub("", whole)).split())
    if voice:
        return voice[1].strip(), said
    return split_speaker(said)
