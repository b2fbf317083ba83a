"""Personal data in notes: pointed out before they are saved, and masked. It finds much, never everything."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

MASKS = {
    "email": "[e-mailadres]", "phone": "[telefoonnummer]", "bsn": "[BSN]", "iban": "[rekeningnummer]",
    "address": "[adres]", "postcode": "[postcode]", "plate": "[kenteken]", "name": "[naam]", "birth": "[geboortedatum]",
}
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<![\d.,€])(?:\+31|0031|0)[\s-]?(?:\(0\)[\s-]?)?[1-9](?:[\s.-]?\d){8}(?!\d)")
NINE = re.compile(r"(?<![\d.,€/-])\d(?:[ .]?\d){7,8}(?![\d/-]|[.,]\d)")
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,3})?\b")
POSTCODE = re.compile(r"\b[1-9]\d{3}\s?(?!SA|SD|SS)[A-Z]{2}\b(?:\s+\d{1,5}(?:\s?[a-zA-Z]\b)?)?")
PLATE = re.compile(r"\b(?=[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])(?:[A-Z0-9]{1,3}-){2}[A-Z0-9]{1,3}\b")
BIRTH = re.compile(r"\b(?:geboren(?: op)?|geboortedatum:?|geb\.)\s+(\d{1,2}[ /-](?:\d{1,2}|[a-z]{3,9})[ /-]\d{2,4})",
                   re.IGNORECASE)
STREET = re.compile(
    r"\b(?:(?:[A-Z][\w'’.-]*|van|de|der|den|het|'t|ter|ten|te)\s+){0,4}?[A-Z][\w'’-]*"
    r"(?:straat|straatje|laan|weg|plein|gracht|kade|hof|dijk|singel|steeg|pad|plantsoen|park|dreef|ring|baan|markt|wal|"
    r"erf|akker|donk|burg|veld)\s+\d{1,5}(?:\s?-?[a-zA-Z]\b|[-/]\d{1,4})?"
    r"(?!\s?(?:jaar|uur|keer|km|meter|minuten|procent|%))")
BARE = re.compile(
    r"\b(?:[Oo]p|[Aa]an|[Vv]an|[Bb]ij|[Nn]aar)\s+(?:de\s+|het\s+)?"
    r"((?:Brink|Dam|Dijk|Dreef|Gracht|Hof|Kade|Laan|Markt|Plein|Singel|Steeg|Wal|Weg)\s+"
    r"\d{1,5}(?!\d)(?:\s?-?[a-zA-Z]\b|[-/]\d{1,4})?)"
    r"(?!\s?(?:jaar|uur|keer|km|meter|minuten|procent|%|[a-z]{3,9}\s+\d{4}))")
AT_HOME = re.compile(
    r"\b(?:woon(?:t|de)?|wonen(?:d)?)\s+(?:\w+\s+){0,2}?(?:aan|op|in)\s+(?:de|het|'t)\s+"
    r"((?:[A-Z][\w'’-]*\s+)?[A-Z]?[\w'’-]*(?:straat|laan|weg|plein|gracht|kade|hof|dijk|singel|steeg|pad))\b")
PREFIX = r"(?:van|de|der|den|het|'t|te|ter|ten|von|el|al|ben|bin|ait|di|da|la|le|du)"
SURNAME = r"[A-ZÀ-Þ][\w'’À-ÿ-]+"
TAIL = rf"(?:\s+(?:{PREFIX}\s+){{0,3}}{SURNAME})"
TITLED = re.compile(
    rf"\b(?:[Dd]hr\.?|[Mm]evr\.?|[Mm]w\.?|[Mm]evrouw|[Mm]eneer|[Dd]e heer|[Dd]rs\.|[Dd]r\.|[Ii]r\.|[Mm]r\.|[Ff]am\.|"
    rf"[Ff]amilie|[Bb]uurvrouw|[Bb]uurman|[Oo]pa|[Oo]ma|[Tt]ante|[Oo]om|[Jj]uf|[Mm]eester|[Ww]ethouder|[Bb]urgemeester|"
    rf"[Rr]aadslid|[Ww]ijkagent|[Dd]okter|[Hh]uisarts)\s+((?:[A-Z]\.\s?)*(?:{PREFIX}\s+){{0,3}}{SURNAME}(?:\s+{SURNAME})?)")
CALLED = re.compile(
    rf"\b(?:[Mm]ijn naam is|[Ii]k heet|[Ii]k ben|[Hh]ij heet|[Zz]ij heet|[Zz]e heet|genaamd|"
    rf"[Gg]roet(?:en|jes)?,?(?: van)?|"
    rf"[Nn]aam:)\s+({SURNAME}{TAIL}?)")
GIVEN = re.compile(rf"(?<![\w-])({SURNAME}){TAIL}{{0,2}}")
NOT_NAMES = frozenset("""
    Nederland Nederlander Nederlandse Nederlands Europa Amsterdam Rotterdam Utrecht Den Haag Groningen Limburg Brabant
    Zeeland Friesland Drenthe Overijssel Gelderland Flevoland Turks Turkse Marokkaans Marokkaanse Surinaams Poolse
    Gemeente Raad College Rabobank Jumbo Albert Lidl Aldi Action Facebook Google Januari Mei Juni Augustus April
    Maandag Dinsdag Woensdag Donderdag Vrijdag Zaterdag Zondag Pasen Kerst Hema Inwoner Bewoner Ondernemer Vrijwilliger
    Voorzitter Student Ouder Moeder Vader Noord Zuid Oost West Centrum
""".split())


@dataclass(frozen=True)
class Finding:
    """A piece of a text that may be personal: its kind (a key of `MASKS`), where it stands, and the words."""

    kind: str
    start: int
    end: int
    words: str


def find_personal(text: str) -> list[Finding]:
    """What may be personal in a text, in order, never overlapping: of two the longer one stays."""
    found = sorted(_all(text), key=lambda each: (each.start - each.end, each.start))
    kept: list[Finding] = []
    for each in found:
        if all(each.end <= other.start or each.start >= other.end for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda each: each.start)


def mask(text: str, findings: Iterable[Finding]) -> str:
    """The text with each finding replaced by a word for its kind."""
    for each in sorted(findings, key=lambda each: -each.start):
        text = text[: each.start] + MASKS[each.kind] + text[each.end :]
    return text


def _all(text: str) -> Iterator[Finding]:
    for kind, pattern in (("email", EMAIL), ("phone", PHONE), ("postcode", POSTCODE), ("plate", PLATE),
                          ("address", STREET)):
        yield from (_finding(kind, match, 0) for match in pattern.finditer(text))
    for pattern in (AT_HOME, BARE):
        yield from (_finding("address", match, 1) for match in pattern.finditer(text))
    yield from (_finding("birth", match, 1) for match in BIRTH.finditer(text))
    yield from (_finding("bsn", match, 0) for match in NINE.finditer(text) if is_bsn(match.group()))
    yield from (_finding("iban", match, 0) for match in IBAN.finditer(text) if is_iban(match.group()))
    for pattern in (TITLED, CALLED):
        yield from (_finding("name", match, 1) for match in pattern.finditer(text)
                    if match[1].split()[0] not in NOT_NAMES)
    yield from _given_names(text)


def _given_names(text: str) -> Iterator[Finding]:
    known = given_names()
    for match in GIVEN.finditer(text):
        first = match[1]
        rest = match.group()[len(first):].strip()
        folded = first.casefold().split("-")[0]
        if first in NOT_NAMES or folded not in known:
            continue
        # Some names are words too (“Roos”, “Mark”, “Wil”): then a surname must follow.
        if folded in AMBIGUOUS and not rest:
            continue
        yield _finding("name", match, 0)


AMBIGUOUS = frozenset("""
    wil mark roos storm maan dag mart ties mei june roman angel ster sky beer wolf victor will senna lente april iris
    linde fleur lotus merel olijf door toon floor
""".split())


@cache
def given_names() -> frozenset[str]:
    """Given names that are common in the Netherlands, in lower case."""
    lines = files(__package__).joinpath("data/given_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word.casefold() for line in lines if not line.startswith("#") for word in line.split())


def _finding(kind: str, match: re.Match[str], group: int) -> Finding:
    return Finding(kind, match.start(group), match.end(group), match[group])


def is_bsn(text: str) -> bool:
    """The eleven-test of the citizen service number: 9·d1 + 8·d2 + … + 2·d8 − d9 is divisible by 11."""
    digits = [int(sign) for sign in text if sign.isdigit()]
    if len(digits) == 8:
        digits = [0, *digits]
    if len(digits) != 9 or not any(digits):
        return False
    return (sum(weight * digit for weight, digit in zip(range(9, 1, -1), digits, strict=False)) - digits[8]) % 11 == 0


def is_iban(text: str) -> bool:
    """The check of ISO 13616: letters as numbers, modulo 97."""
    plain = re.sub(r"\s", "", text)
    if not 15 <= len(plain) <= 34:
        return False
    return int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1
