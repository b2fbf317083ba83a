"""From a booklet to a tagged PDF (PDF/UA-1), set by typst; see docs/adr/0002."""

import datetime as dt
import json
import logging
from pathlib import Path
from typing import Literal

import typst

from ..contents import Booklet
from .sheet import GROUNDS_SHOWN, sheet

log = logging.getLogger(__name__)
HERE = Path(__file__).parent
TEMPLATE = HERE / "typst" / "booklet.typ"
FONTS = HERE / "fonts"


def to_pdf(booklet: Booklet, *, grounds_shown: int = GROUNDS_SHOWN) -> bytes:
    """The PDF; the same booklet gives the same bytes on the same machine.

    Words of people go in as data, so nothing in them can be a command. PDF/UA-1 asks that every character can be
    drawn. Signs that no font on this machine has (say, Chinese without a Chinese font) would make that impossible;
    then the PDF is still tagged, but does not call itself PDF/UA.
    """
    content = json.dumps(sheet(booklet.check(), grounds_shown=grounds_shown))
    try:
        return _compiled(content, booklet.date, standards=["ua-1"])
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        log.warning("booklet without PDF/UA: %s", error)
        return _compiled(content, booklet.date, standards=[])


def _compiled(content: str, date: dt.date, *, standards: list[Literal["ua-1"]]) -> bytes:
    made = dt.datetime.combine(date, dt.time(), tzinfo=dt.UTC)
    return bytes(typst.compile(
        str(TEMPLATE), format="pdf", font_paths=[str(FONTS)], pdf_standards=standards, timestamp=int(made.timestamp()),
        sys_inputs={"booklet": content, "accessible": "yes" if standards else ""},
    ))
