"""What a file really is, and a packed file opened without unpacking more than it may become."""

import io
import re
import zipfile
import zlib

from ..errors import UnreadableError
from ..models import Limits

MAGIC = {
    b"%PDF-": "pdf", b"{\\rtf": "rtf", b"\x89PNG": "picture", b"\xff\xd8\xff": "picture", b"GIF8": "picture",
    b"\x1f\x8b": "gzip", b"7z\xbc\xaf": "7z", b"Rar!": "rar", b"ID3": "sound", b"RIFF": "sound", b"OggS": "sound",
    b"\x7fELF": "program", b"MZ": "program",
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The container of old Office files, and of new ones that are locked with a password."""
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
HTML = re.compile(rb"\s*(<\?xml[^>]*\?>\s*)?<(!doctype html|html|svg|head|body)\b", re.IGNORECASE)
CONTROL = frozenset(range(32)) - {9, 10, 11, 12, 13, 27} | {127}
LOOKED_AT = 65_536
MOST_PARTS = 5_000


def kind_of(content: bytes) -> str:
    """`text`, `docx`, `odt`, `pdf`, `zip`, `locked`, `binary`, or the name of something else that is not notes."""
    head = content[:LOOKED_AT]
    if head.startswith(OLE):
        return "locked" if ENCRYPTED in content else "doc"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(content)
    for magic, kind in MAGIC.items():
        if head.startswith(magic):
            return kind
    if HTML.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "html"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"
    # Two-byte text without a mark: every other byte of Western text is zero.
    if _is_two_byte(head):
        return "text"
    strange = sum(byte in CONTROL for byte in head)
    return "text" if strange <= max(3, len(head) // 200) else "binary"


def _is_two_byte(head: bytes) -> bool:
    for odd in (head[0::2], head[1::2]):
        if len(odd) > 4 and odd.count(0) > 0.7 * len(odd):
            other = head[1::2] if odd == head[0::2] else head[0::2]
            return other.count(0) < 0.1 * len(other)
    return False


def _kind_of_zip(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = set(packed.namelist())
            if any(each.flag_bits & 1 for each in packed.infolist()[:MOST_PARTS]):
                return "locked"
            if "word/document.xml" in names:
                return "docx"
            if "mimetype" in names and packed.getinfo("mimetype").file_size < 200 \
                    and packed.read("mimetype").startswith(b"application/vnd.oasis.opendocument.text"):
                return "odt"
            if "xl/workbook.xml" in names:
                return "xlsx"
            return "pptx" if "ppt/presentation.xml" in names else "zip"
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, EOFError, ValueError):
        return "zip"


def parts(content: bytes, limits: Limits, wanted: tuple[str, ...]) -> dict[str, bytes]:
    """The wanted parts of a packed document, with every part measured while it is unpacked.

    The sizes that a packed file gives of itself are not believed: reading stops at the limit.
    """
    found: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            listed = packed.infolist()
            if len(listed) > MOST_PARTS:
                raise UnreadableError("bomb")
            if any(each.filename.lower().endswith("vbaproject.bin") for each in listed):
                raise UnreadableError("macros")
            allowed = min(limits.unpacked_bytes, max(len(content), 10_000) * limits.ratio)
            if sum(each.file_size for each in listed) > allowed:
                raise UnreadableError("bomb")
            left = allowed
            for each in listed:
                if each.filename in wanted:
                    with packed.open(each) as part:
                        found[each.filename] = part.read(left + 1)
                    left -= len(found[each.filename])
                    if left < 0:
                        raise UnreadableError("bomb")
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise UnreadableError("damaged") from error
    return found
