"""Plain text and Markdown: lines, bullets and headings, in whichever encoding they were saved."""

import re
from collections.abc import Iterator

from ..errors import UnreadableError
from ..models import Limits, Note
from ..speakers import with_speaker

HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*\s*$")
UNDERLINE = re.compile(r"^(=+|-{3,})\s*$")
RULE = re.compile(r"^\s*([-*_]\s*){3,}$")
BULLET = re.compile(r"^\s*(?:[-*+•‣▪◦–—·]|\d{1,3}[.)]|[a-z][.)])\s+")
MARKS = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
QUOTED = re.compile(r"^\s*>\s?")


def decode(content: bytes, limits: Limits) -> str:
    """The text of a file: by its mark, else UTF-8, else Windows' Western code page."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _clean(content.decode(encoding, errors="replace"), limits)
    zeros = content[:4096].count(0)
    if zeros > len(content[:4096]) * 0.3:
        encoding = "utf-16-le" if content[1:2] == b"\x00" else "utf-16-be"
        return _clean(content.decode(encoding, errors="replace"), limits)
    try:
        return _clean(content.decode("utf-8"), limits)
    except UnicodeDecodeError:
        return _clean(content.decode("cp1252", errors="replace"), limits)


def _clean(text: str, limits: Limits) -> str:
    if len(text) > limits.characters:
        raise UnreadableError("too_much_text", limit=limits.characters)
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return text.replace("\u2029", "\n\n").replace("\x0c", "\n\n").replace("\ufeff", "")


def read_plain(content: bytes, limits: Limits) -> list[Note]:
    """Each bullet and each paragraph is a note; a line that ends in the middle of a sentence goes on in the next."""
    return _noted(decode(content, limits), is_rich=False)


def read_markdown(content: bytes, limits: Limits) -> list[Note]:
    """As plain text, with headings, and without the marks of emphasis and links."""
    return _noted(decode(content, limits), is_rich=True)


def _noted(text: str, *, is_rich: bool) -> list[Note]:
    return [with_speaker(words, heading=heading) for words, heading in _paragraphs(text, is_rich=is_rich)]


def _paragraphs(text: str, *, is_rich: bool) -> Iterator[tuple[str, str]]:
    heading, open_lines = "", []
    lines = text.split("\n")
    for number, line in enumerate(lines):
        found = HEADING.match(line) if is_rich else None
        below = lines[number + 1] if number + 1 < len(lines) else ""
        if is_rich and line.strip() and UNDERLINE.match(below) and not open_lines and not BULLET.match(line):
            found = re.match(r"\s*(.*\S)\s*$", line)
        if found or not line.strip() or (is_rich and (RULE.match(line) or UNDERLINE.match(line))) \
                or BULLET.match(line) or _starts_anew(open_lines, line, is_rich=is_rich):
            if open_lines:
                yield " ".join(open_lines), heading
            open_lines = []
        if found:
            heading = _without_marks(found[1])
        elif line.strip() and not (is_rich and (RULE.match(line) or UNDERLINE.match(line))):
            plain = BULLET.sub("", QUOTED.sub("", line) if is_rich else line, count=1)
            open_lines.append((_without_marks(plain) if is_rich else plain).strip())
    if open_lines:
        yield " ".join(open_lines), heading


def _starts_anew(open_lines: list[str], line: str, *, is_rich: bool) -> bool:
    """Whether a line is a note of its own: it has a speaker, or (plain text) the one before was finished or short."""
    if not open_lines:
        return False
    if with_speaker(line.strip()).speaker:
        return True
    before = open_lines[-1]
    return not is_rich and (before.endswith((".", "!", "?", ":", ";", '"', "”", "…")) or len(before) < 55)


def _without_marks(text: str) -> str:
    return MARKS.sub(r"\2", LINK.sub(r"\1", text))
