"""From notes to statements: sentences, items and independent clauses, each a literal piece of its note."""

import re
from collections.abc import Iterable, Iterator

from .language import detect_language
from .models import Note, Statement

ABBREVIATIONS = frozenset("""
    a.d.h.v aant afb afd art b.v bijv blz bv c.q ca circa d.d d.m.v dd dhr dr drs e.a e.d e.o enz etc evt excl fam
    fig gem i.c i.h.a i.o i.p.v i.v.m incl ing ir jl jr km m.a.w m.b.t m.b.v m.i m.i.v m.n max mej mevr mgr min mln mr
    mrd mw n.a.v n.b n.v.t nl no nr nrs o.a o.b.v o.g o.i.d o.l.v o.m ong p.d p.m p.s pag plm prof q.q r.k red resp
    s.v.p st t.a.v t.b.v t.g.v t.m t.o.v t.w.v t.z.t tel v.a v.d v.h v.w.b vgl vlg vnl w.o wo z.g z.o zgn z.s.m
""".split())
END = re.compile(r"""[.!?…]+["'”’)\]]*(?=\s|$)|;(?=\s)|\n+|\s[•‣▪◦]\s""")
CLAUSE = re.compile(
    r",?\s+(?=(?:maar ook|maar|daarnaast|verder|bovendien|ook vind|tegelijk|aan de andere kant|en ook|en verder|"
    r"en daarnaast)\s)", re.IGNORECASE)
VERBS = re.compile(
    r"\b(is|zijn|was|waren|heb|hebt|heeft|hebben|had|hadden|kan|kun|kunt|kunnen|kon|moet|moeten|mag|mogen|wil|willen|wilt|"
    r"zal|zullen|zou|zouden|wordt|worden|word|gaat|gaan|ga|komt|komen|kom|doet|doen|doe|vind|vindt|vinden|denk|denkt|denken|"
    r"mis|mist|missen|zie|ziet|zien|staat|staan|ligt|liggen|blijft|blijven|werkt|werken|geeft|geven|krijgt|krijgen|krijg|"
    r"maakt|maken|hoor|hoort|horen|weet|weten|durf|durft|durven|hoef|hoeft|hoeven|wacht|wachten|zeg|zegt|zeggen|voel|voelt|"
    r"voelen|woon|woont|wonen|rijdt|rijden|lees|leest|lezen|begrijp|begrijpt|begrijpen)\b", re.IGNORECASE)
FEWEST_CLAUSE_WORDS = 5
FILLER = frozenset("""
    ja nee jawel neen oké oke ok okay goed prima hm hmm eh uh ehm tja nou klopt precies inderdaad dank bedankt
    dankjewel dankuwel hallo hoi dag welkom akkoord helder mooi
""".split())
FILLERS = frozenset({"dank u wel", "dank je wel", "ja hoor", "nee hoor", "goedemorgen allemaal", "goedenavond allemaal",
                     "dat klopt", "ja precies", "ja klopt", "nou ja", "geen idee", "weet ik niet", "geen opmerkingen",
                     "n v t", "nvt", "geen"})
EDGE = " \t\n\r\u00a0-–—•*‣▪◦·;,"


def split_statements(notes: Iterable[Note]) -> list[Statement]:
    """The statements in the notes, in order. Nothing is rewritten: `note.text[start:start + len(text)] == text`."""
    found = []
    for place, note in enumerate(notes):
        language = detect_language(note.text)
        found += [Statement(note.text[start:end], note.speaker, language, place, start)
                  for start, end in _pieces(note.text) if _says_something(note.text[start:end])]
    return found


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    for start, end in _sentences(text):
        for first, last in _clauses(text, start, end):
            begin, stop = _trimmed(text, first, last)
            if begin < stop:
                yield begin, stop


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in END.finditer(text):
        if end.group().startswith(".") and not _ends_sentence(text, end.start(), end.end()):
            continue
        yield start, end.end()
        start = end.end()
    yield start, len(text)


def _ends_sentence(text: str, dot: int, after: int) -> bool:
    """Whether a full stop ends a sentence: not after an abbreviation, an initial or a number that goes on."""
    word = re.search(r"[\w.'’-]*$", text[max(0, dot - 20):dot])
    before = (word.group() if word else "").casefold().strip("'’-")
    rest = text[after:].lstrip()
    if not rest:
        return True
    if before in ABBREVIATIONS:
        # “enz.” and “e.d.” often close a sentence: then a capital follows.
        return before in {"enz", "e.d", "etc", "e.a", "e.o", "o.i.d"} and rest[:1].isupper()
    if len(before) == 1 and before.isalpha() and text[dot - 1].isupper():
        return False
    if before.isdigit() and (rest[:1].isdigit() or (len(before) <= 2 and rest[:1].islower())):
        return False
    return not rest[:1].islower() or len(text[dot:after]) > 1 or len(before) > 3


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A long sentence in two where a linking word joins two clauses that each have a verb and enough words."""
    for link in CLAUSE.finditer(text, start, end):
        if _is_whole(text[start:link.start()]) and _is_whole(text[link.end():end]):
            yield start, link.start()
            yield from _clauses(text, link.end(), end)
            return
    yield start, end


def _is_whole(clause: str) -> bool:
    return len(clause.split()) >= FEWEST_CLAUSE_WORDS and VERBS.search(clause) is not None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return start, end


def _says_something(text: str) -> bool:
    words = re.findall(r"[^\W_]+", text.casefold())
    if not any(map(str.isalpha, text)):
        return False
    return not (all(word in FILLER for word in words) or " ".join(words) in FILLERS)
