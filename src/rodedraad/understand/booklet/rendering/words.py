"""The fixed Dutch words of a booklet, and how numbers, days and weights are written; no Django in here."""

import datetime as dt
import re
from typing import Any

from ..contents import Booklet, BookletQuote, Observation, Thread

MONTHS = ("januari februari maart april mei juni juli augustus september oktober november december").split()
LANGUAGE = "nl"
UNWRITABLE = ((0x7F, 0x9F), (0x202A, 0x202E), (0x2066, 0x2069), (0xD800, 0xDFFF), (0xFDD0, 0xFDEF))
LONGEST = 40
"""A word longer than this may be broken anywhere: no line holds it."""

WORDS: dict[str, str] = {
    "contents": "Inhoud",
    "foreword": "Voorwoord",
    "glance": "In één oogopslag",
    "glance_conversations": "In hoeveel gesprekken kwam elke draad langs?",
    "glance_statements": "Hoeveel uitspraken staan onder elke draad?",
    "thread": "Rode draad",
    "threads": "Rode draden",
    "heard": "Wat we hoorden",
    "quotes": "In hun eigen woorden",
    "values": "Kernwaarden",
    "instruments": "Instrumenten die helpen",
    "questions": "Vragen die blijven",
    "brought": "Wie brachten dit in?",
    "method": "Hoe dit boekje is gemaakt",
    "made_and_who": "Hoe, en met wie",
    "who": "Wie deden mee",
    "role": "Rol",
    "people": "Mensen",
    "organisation": "Organisatie",
    "organisations": "Organisaties",
    "conversations": "Gesprekken",
    "statements": "Uitspraken",
    "missing": "Wie ontbraken",
    "map": "De draden en de organisaties",
    "map_lead": "Elke stip laat zien hoeveel uitspraken van een organisatie onder een draad staan. "
                "Hoe groter de stip, hoe meer uitspraken. Het getal staat erbij.",
    "total": "Samen",
    "closing": "Tot slot",
    "vocabulary": "Woorden die we gebruiken",
    "annex": "Bijlage: waar het op rust",
    "annex_lead": "Onder elke waarneming staan uitspraken uit de gesprekken, letterlijk zoals ze zijn opgeschreven.",
    "grounds": "Waar dit op rust",
    "page": "bladzijde",
    "back": "Terug naar bladzijde",
    "colophon": "Colofon",
    "proposal": "Voorstel",
    "made": "Gemaakt met Rode Draad, vrije software voor de lokale democratie.",
    "accessible": "Deze PDF is gemaakt volgens PDF/UA-1: een voorleesprogramma kan hem lezen.",
    "cover_alt": "Een rode draad loopt met lussen over het omslag",
    "publisher": "Uitgave van",
    "date": "Datum",
    "edition": "Versie",
    "address": "Adres",
}


def number(value: int) -> str:
    """1204 → "1.204"."""
    return f"{value:,}".replace(",", ".")


def day(date: dt.date) -> str:
    """A date as a person writes it: "3 maart 2027"."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def counted(value: int, one: str, many: str) -> str:
    """"1 uitspraak", "12 uitspraken"."""
    return f"{number(value)} {one if value == 1 else many}"


def weighed(value: int, *, by_conversation: bool) -> str:
    """How heavy a thread is: "1 gesprek", "34 gesprekken", or the same in statements."""
    return counted(value, "gesprek", "gesprekken") if by_conversation else counted(value, "uitspraak", "uitspraken")


def weight(observation: Observation) -> str:
    """How often it was heard: "in 34 van de 82 gesprekken"."""
    if observation.out_of == 1:
        return "in het enige gesprek"
    if observation.conversations == observation.out_of == 2:
        return "in beide gesprekken"
    if observation.conversations == observation.out_of:
        return f"in alle {number(observation.out_of)} gesprekken"
    return f"in {number(observation.conversations)} van de {number(observation.out_of)} gesprekken"


def statements(value: int) -> str:
    """How many statements, in words."""
    return counted(value, "uitspraak", "uitspraken")


def spread(thread: Thread, organisations: int) -> str:
    """With how many organisations a thread came up; "" when that was not counted."""
    reached = sum(1 for count in thread.counts_by_organisation.values() if count > 0)
    if not reached or organisations < 2:
        return ""
    if reached == organisations:
        return f"Deze draad kwam langs bij alle {number(organisations)} organisaties."
    return f"Deze draad kwam langs bij {number(reached)} van de {number(organisations)} organisaties."


def who(quote: BookletQuote) -> str:
    """Whose words these are: name when that was allowed, role, place."""
    return ", ".join(part for part in (quote.name, quote.role, quote.source) if part)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a long text: a blank line stands between them."""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]


def left_out(shown: int, statements_: int) -> str:
    """What the annex says when it does not print every ground; "" when it does."""
    if shown >= statements_:
        return ""
    if not shown:
        return f"De woorden van {counted(statements_, 'uitspraak', 'uitspraken')} staan hier niet; ze tellen wel mee."
    return f"Hier {'staat' if shown == 1 else 'staan'} {number(shown)} van de {statements(statements_)}."


def main_figures(booklet: Booklet) -> list[tuple[str, str]]:
    """The figures of the whole: (number, what it counts); what is zero is left out."""
    people = sum(each.number for each in booklet.taking_part) or sum(each.people for each in booklet.organisations)
    rows = (
        (booklet.conversation_count, "gesprek", "gesprekken"),
        (len(booklet.organisations), "organisatie", "organisaties"),
        (people, "deelnemer", "deelnemers"),
        (booklet.statement_count, "uitspraak", "uitspraken"),
    )
    return [(number(value), one if value == 1 else many) for value, one, many in rows if value]


def opener(booklet: Booklet) -> list[tuple[str, str]]:
    """What stands large before the threads: "82 gesprekken", "10 rode draden"."""
    count = len(booklet.threads)
    return [*main_figures(booklet)[:1], (number(count), "rode draad" if count == 1 else "rode draden")]


def tidy(value: Any, key: str = "") -> Any:
    """The same data, with texts that paper, XML and screens can hold: no control characters, no endless words."""
    if isinstance(value, str):
        text = "".join(sign for sign in value if sign in "\n\t" or (sign >= " " and _is_writable(sign)))
        # An address is a way, not words: it stays whole, or it would lead nowhere.
        return text if key == "address" else re.sub(rf"\S{{{LONGEST},}}", _with_breaks, text)
    if isinstance(value, list):
        return [tidy(each) for each in value]
    if isinstance(value, dict):
        return {tidy(name): tidy(each, name) for name, each in value.items()}
    return value


def _is_writable(sign: str) -> bool:
    """No C1 controls, lone surrogates, signs that turn the direction, or code points that are no characters."""
    code = ord(sign)
    return not (any(first <= code <= last for first, last in UNWRITABLE) or code & 0xFFFE == 0xFFFE)


def _with_breaks(match: re.Match[str]) -> str:
    """An endless word (an address, a slip of the keyboard) gets places where a line may end."""
    word = match.group()
    return "\u200b".join(word[start : start + 20] for start in range(0, len(word), 20))
