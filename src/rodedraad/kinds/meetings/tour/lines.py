"""A pasted list of organisations to visit: one a line, `name;code;date`, with every error told at its line."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from rodedraad.base.core.text import clean_line

MOST_LINES = 500
CODE = re.compile(r"(GM|PV|WS)?(\d{1,4})")
DAY = re.compile(r"(\d{1,2})[-/. ](\d{1,2}|[a-z]{3,9})[-/. ](\d{4})")
HOUR = re.compile(r"\s+(\d{1,2})[:.](\d{2})$")
MONTHS = {name: number for number, name in enumerate(
    ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
     "december"), start=1)}
FIRST_HOUR = time(14)
HEADINGS = ("naam", "name", "organisatie", "gemeente")


@dataclass(frozen=True)
class Visit:
    """One organisation to visit."""

    name: str
    code: str
    starts_at: datetime


@dataclass(frozen=True)
class Problem:
    """What is wrong with one line."""

    line: int
    text: str


def read_lines(text: str, known: Iterable[tuple[str, str]] = ()) -> tuple[list[Visit], list[Problem]]:
    """The visits in a pasted text and what is wrong with it; when anything is wrong nothing should be kept.

    `known` are the (name, code) that are planned already: nobody is visited twice by mistake.
    """
    names = {name.casefold(): 0 for name, _code in known}
    codes = {code: 0 for _name, code in known if code}
    visits, problems = [], []
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1)]
    lines = [(number, line) for number, line in lines if line and not _is_heading(number, line)]
    if not lines:
        return [], [Problem(1, _("Paste at least one line: name;code;date."))]
    if len(lines) > MOST_LINES:
        return [], [Problem(lines[-1][0], _("At most %(most)s organisations at a time.") % {"most": MOST_LINES})]
    for number, line in lines:
        try:
            visit = _read(line)
            _refuse_double(visit, names, codes)
        except ValueError as error:
            problems.append(Problem(number, str(error)))
            continue
        names[visit.name.casefold()] = number
        if visit.code:
            codes[visit.code] = number
        visits.append(visit)
    return visits, problems


def _is_heading(number: int, line: str) -> bool:
    return number == 1 and re.split(r"[;\t]", line)[0].strip().casefold() in HEADINGS


def _read(line: str) -> Visit:
    cells = [clean_line(cell) for cell in re.split(r"[;\t]", line)]
    if len(cells) != 3:
        raise ValueError(_("This line has %(n)s parts. Write three, with a semicolon between: name;code;date.")
                         % {"n": len(cells)})
    name, code, day = cells
    if not name:
        raise ValueError(_("The name is missing."))
    if len(name) > 110:
        raise ValueError(_("The name is longer than 110 characters."))
    return Visit(name, read_code(code), read_day(day))


def read_code(text: str) -> str:
    """A CBS code as it is kept: GM0344, or "" for none. Raises `ValueError`."""
    if not text:
        return ""
    match = CODE.fullmatch(text.upper().replace(" ", ""))
    if match is None:
        raise ValueError(_("“%(code)s” is not a CBS code. Write one such as GM0344, or leave it empty.")
                         % {"code": text})
    return f"{match[1] or 'GM'}{int(match[2]):04d}"


def read_day(text: str) -> datetime:
    """A day as people write it, with or without a time; without one it is two o'clock. Raises `ValueError`."""
    wrong = _("“%(day)s” is not a day. Write one such as 3-3-2027 or 3 maart 2027 14:30.") % {"day": text}
    hour = HOUR.search(text)
    clock = FIRST_HOUR
    try:
        if hour:
            clock, text = time(int(hour[1]), int(hour[2])), text[: hour.start()]
        day = parse_date(text.strip()) or _dutch_day(text.strip().lower())
    except ValueError as error:
        raise ValueError(wrong) from error
    if day is None:
        raise ValueError(wrong)
    if not 2000 <= day.year <= 2100:
        raise ValueError(_("The year %(year)s cannot be right.") % {"year": day.year})
    return datetime.combine(day, clock, ZoneInfo(settings.TIME_ZONE))


def _dutch_day(text: str) -> date | None:
    match = DAY.fullmatch(text)
    if match is None:
        return None
    month = int(match[2]) if match[2].isdecimal() else MONTHS.get(match[2], 0)
    return date(int(match[3]), month, int(match[1]))


def _refuse_double(visit: Visit, names: dict[str, int], codes: dict[str, int]) -> None:
    line = names.get(visit.name.casefold())
    if line is None and visit.code:
        line = codes.get(visit.code)
    if line is None:
        return
    if line:
        raise ValueError(_("This organisation is on line %(line)s, too.") % {"line": line})
    raise ValueError(_("This organisation is in the plan already."))
