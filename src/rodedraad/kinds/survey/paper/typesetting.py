"""From what stands on a paper form to a tagged PDF (PDF/UA-1), set by typst; see docs/adr/0002."""

import json
import logging
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import segno
import typst

log = logging.getLogger(__name__)
TEMPLATE = Path(__file__).parent / "form.typ"
MOST_PAGES = 40


def typeset(form: dict[str, Any]) -> bytes:
    """The PDF. Words go in as data, so nothing in them can be a command.

    Signs that no font on this machine has make PDF/UA impossible; then it is tagged, but does not call itself so.
    """
    codes = [_code(f"{form['mark']}-p{page}") for page in range(1, MOST_PAGES + 1)]
    data = {"form": json.dumps(form), "codes": json.dumps(codes)}
    try:
        return _compiled(data, ["ua-1"])
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        log.warning("paper form without PDF/UA: %s", error)
        return _compiled(data, [])


def _compiled(data: dict[str, str], standards: list[Literal["ua-1"]]) -> bytes:
    return bytes(typst.compile(str(TEMPLATE), format="pdf", sys_inputs=data, pdf_standards=standards))


def _code(said: str) -> str:
    drawn = BytesIO()
    segno.make(said, error="m", micro=False).save(drawn, kind="svg", xmldecl=False)
    return drawn.getvalue().decode()
