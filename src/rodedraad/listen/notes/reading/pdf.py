"""PDF: the text of its pages, with lines joined to paragraphs and words that were broken at a line end made whole."""

import io
import logging
import re

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from ..errors import UnreadableError
from ..models import Limits, Note
from . import texts

BROKEN = re.compile(r"(?<=[a-zà-ÿ])-\n(?=[a-zà-ÿ])")
PAGE_NUMBER = re.compile(r"^\s*(pagina\s+)?\d{1,4}(\s*(/|van)\s*\d{1,4})?\s*$", re.IGNORECASE | re.MULTILINE)
logging.getLogger("pypdf").setLevel(logging.ERROR)


def read(content: bytes, limits: Limits) -> list[Note]:
    """The paragraphs of all pages. A PDF of pictures has no text and is refused with `scan`."""
    try:
        pages = _pages(content, limits)
    except UnreadableError:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError,
            NotImplementedError, AssertionError, ArithmeticError, MemoryError) as error:
        raise UnreadableError("damaged") from error
    whole = PAGE_NUMBER.sub("", BROKEN.sub("", "\n".join(pages)))
    if not any(map(str.isalnum, whole)):
        raise UnreadableError("scan")
    return texts.read_plain(whole.encode("utf-8", errors="replace"), limits)


def _pages(content: bytes, limits: Limits) -> list[str]:
    """The text of each page, as long as it stays within the limits."""
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableError("locked")
    if len(reader.pages) > limits.pages:
        raise UnreadableError("too_much_text", limit=limits.characters)
    pages, length = [], 0
    for page in reader.pages:
        pages.append(page.extract_text() or "")
        length += len(pages[-1])
        if length > limits.characters:
            raise UnreadableError("too_much_text", limit=limits.characters)
    return pages
