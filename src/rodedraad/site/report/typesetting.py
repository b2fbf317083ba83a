"""From contents to a tagged PDF (PDF/UA-1), set by typst; see docs/adr/0002."""

import json
import logging
from pathlib import Path
from typing import Any

import typst

log = logging.getLogger(__name__)
TEMPLATE = Path(__file__).parent / "report.typ"


def typeset(report: dict[str, Any]) -> bytes:
    """The PDF. Words of people go in as data, so nothing in them can be a command.

    PDF/UA-1 asks that every character can be drawn. Signs that no font on this machine has (say, Chinese without a
    Chinese font) would make that impossible; then the PDF is still tagged, but does not call itself PDF/UA.
    """
    data = {"report": json.dumps(report)}
    try:
        return bytes(typst.compile(str(TEMPLATE), format="pdf", sys_inputs=data, pdf_standards=["ua-1"]))
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        log.warning("report without PDF/UA: %s", error)
        return bytes(typst.compile(str(TEMPLATE), format="pdf", sys_inputs=data))
