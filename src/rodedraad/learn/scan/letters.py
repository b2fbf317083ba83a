"""Letters that help in each step: Dutch examples from a data file, filled with names, dates and addresses."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from docx import Document

from rodedraad.base.core.text import clean_text
from rodedraad.kinds.survey.lookup import url_of as survey_url

from .lookup import url_of
from .models import Scan, ScanRole

_WORD = re.compile(r"<([A-Za-z_0-9 ]+)>")
_BODIES = {
    Scan.Body.MUNICIPALITY: {"de raad": "de gemeenteraad", "het college": "het college", "gebied": "onze gemeente"},
    Scan.Body.PROVINCE: {"de raad": "Provinciale Staten", "het college": "Gedeputeerde Staten",
                         "gebied": "onze provincie"},
    Scan.Body.WATER_BOARD: {"de raad": "het algemeen bestuur", "het college": "het dagelijks bestuur",
                            "gebied": "ons gebied"},
}


@dataclass(frozen=True)
class Listed:
    """A letter as the data file has it."""

    key: str
    title: str
    subject: str
    text: str


@dataclass(frozen=True)
class Letter:
    """A letter filled in for one scan."""

    key: str
    title: str
    subject: str
    text: str

    @property
    def file_name(self) -> str:
        """The name of the file that people download."""
        return f"quickscan-{self.key.replace('_', '-')}"


def _read() -> dict[str, Listed]:
    data = tomllib.loads((Path(__file__).parent / "data" / "letters.toml").read_text(encoding="utf-8"))
    return {key: Listed(key, found["title"], found["subject"], found["text"].strip()) for key, found in data.items()}


LETTERS = _read()


def letter_for(scan: Scan, key: str) -> Letter:
    """A letter with the words of this scan. What is not known yet stands between brackets, to be filled in."""
    words = words_of(scan)

    def said(text: str) -> str:
        def word(found: re.Match[str]) -> str:
            name = found[1]
            meant = words[name[0].lower() + name[1:]]
            return meant[0].upper() + meant[1:] if name[0].isupper() else meant

        return _WORD.sub(word, text)

    listed = LETTERS[key]
    return Letter(key, listed.title, said(listed.subject), said(listed.text))


def words_of(scan: Scan) -> dict[str, str]:
    """What the words in a letter stand for in this scan."""
    leader = ScanRole.objects.filter(scan=scan, role=ScanRole.Role.LEADER).select_related("person").first()
    days = {f"dag_{step.number}": _day(step.planned_on) for step in scan.steps.all()}
    survey = scan.survey
    return _BODIES[Scan.Body(scan.body)] | days | {
        "organisatie": scan.organisation.name,
        "trekker": leader.shown_name if leader is not None else _gap(_("name")),
        "opent": _day(survey.opens_at if survey else None), "sluit": _day(survey.closes_at if survey else None),
        "link": _link(scan), "pagina": scan.organisation.absolute(url_of("detail", scan)),
    }


def _link(scan: Scan) -> str:
    if scan.survey is None:
        return _gap(_("link to the questionnaire"))
    return scan.organisation.absolute(survey_url("start", scan.survey))


def _day(moment: date | datetime | None) -> str:
    if moment is None:
        return _gap(_("date"))
    return date_format(timezone.localdate(moment) if isinstance(moment, datetime) else moment)


def _gap(what: str) -> str:
    return f"[{what}]"


def as_docx(letter: Letter) -> bytes:
    """The letter for a word processor: a heading, paragraphs and lists."""
    made = Document()
    made.core_properties.title, made.core_properties.author = letter.subject, ""
    made.add_heading(clean_text(letter.subject), level=1)
    for part in letter.text.split("\n\n"):
        lines = [clean_text(line) for line in part.splitlines()]
        plain = [line for line in lines if not line.startswith("- ")]
        if plain:
            made.add_paragraph("\n".join(plain))
        for line in lines:
            if line.startswith("- "):
                made.add_paragraph(line.removeprefix("- "), style="List Bullet")
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()
