"""How hard a Dutch text is to read: our own measure, that anybody can recount, without network or model.

Per sentence three things are counted: words; hard words (no everyday word, nor made of two of those); and how many of
the hard ones are long, too. `index = words per sentence + 50 × share of hard words + 20 × share of long hard words`.
Everyday words stand in data/everyday_nl.txt; forms are brought back to it with simplemma. See docs/surveys.md.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import simplemma

LEVELS = (("A2", 14.0), ("B1", 24.0), ("B2", 36.0), ("C1", float("inf")))
"""Up to which index a text has a level."""
LONG_SENTENCE, LONG_WORD, SHORT_WORD = 15, 10, 3
_SENTENCE = re.compile(r"[^.!?:;\n]+[.!?:;]?")
_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+(?:[-’'][A-Za-zÀ-ÖØ-öø-ÿ]+)*")
_PIPE = re.compile(r"\{\{[^{}|]*(?:\|([^{}]*))?\}\}")
_LINKS = ("", "s", "en", "n", "e")
_LIST = Path(__file__).parent / "data" / "everyday_nl.txt"


@dataclass(frozen=True)
class Sentence:
    """One sentence: how many words, which are hard, which of those long, its index, and what to do about it."""

    text: str
    words: int
    hard: list[str] = field(default_factory=list)
    long: list[str] = field(default_factory=list)

    @property
    def index(self) -> float:
        """The index of this sentence alone."""
        return _index(1, self.words, len(self.hard), len(self.long))

    @property
    def level(self) -> str:
        """The level of this sentence alone."""
        return level_of(self.index)

    @property
    def advice(self) -> list[str]:
        """What would make it easier, in Dutch; empty when it is well as it is."""
        said = []
        if self.words > LONG_SENTENCE:
            said.append(f"Deze zin heeft {self.words} woorden. Maak er twee zinnen van.")
        if self.hard:
            named = ", ".join(f"“{word}”" for word in self.hard)
            said.append(f"Niet iedereen kent {named}. Kies een gewoner woord of leg het uit.")
        return said


@dataclass(frozen=True)
class Reading:
    """The measure of a text, with its sentences."""

    sentences: list[Sentence] = field(default_factory=list)

    @property
    def index(self) -> float:
        """0 for no text; up to 14 is very easy, above 36 is hard."""
        return _index(len(self.sentences), sum(each.words for each in self.sentences),
                      sum(len(each.hard) for each in self.sentences), sum(len(each.long) for each in self.sentences))

    @property
    def level(self) -> str:
        """A2, B1, B2 or C1: an estimate, not a verdict of a language expert."""
        return level_of(self.index)

    @property
    def is_easy_enough(self) -> bool:
        """B1 or easier."""
        return self.level in {"A2", "B1"}


def _index(sentences: int, words: int, hard: int, long: int) -> float:
    return round(words / sentences + 50 * hard / words + 20 * long / words, 1) if words else 0.0


def level_of(index: float) -> str:
    """The level of an index."""
    return next(level for level, most in LEVELS if index <= most)


def measure(text: str) -> Reading:
    """Measure a Dutch text; a piped answer counts as its fallback."""
    plain = _PIPE.sub(lambda found: found[1] or "", text)
    found = [_measured(part.strip()) for part in _SENTENCE.findall(plain) if _WORD.search(part)]
    return Reading(found)


def _measured(sentence: str) -> Sentence:
    words = _WORD.findall(sentence)
    hard = [word for place, word in enumerate(words) if is_hard(word, first=place == 0)]
    return Sentence(sentence, len(words), hard, [word for word in hard if len(word) >= LONG_WORD])


def is_hard(word: str, *, first: bool = True) -> bool:
    """Whether a word is no everyday word. A capital within a sentence is a name: names are not hard."""
    if len(word) <= SHORT_WORD or (not first and word[0].isupper()):
        return False
    return not _is_everyday(word.lower())


@lru_cache(maxsize=1)
def everyday_words() -> frozenset[str]:
    """The everyday words."""
    lines = _LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=20_000)
def _is_everyday(word: str) -> bool:
    return _is_known(word) or any(_is_known(part) for part in _without_endings(word)) or _is_compound(word) or (all(
        _is_known(part) for part in re.split(r"[-’']", word) if len(part) > SHORT_WORD) and "-" in word)


def _is_known(word: str) -> bool:
    return word in everyday_words() or str(simplemma.lemmatize(word, lang="nl")) in everyday_words()


def _without_endings(word: str) -> list[str]:
    """Forms that a lemmatiser may miss: `makkelijker`, `duidelijkste`, `gemeentes`."""
    return [word[:-len(end)] for end in ("er", "ere", "ste", "e", "s", "en", "je", "jes") if
            word.endswith(end) and len(word) > len(end) + SHORT_WORD]


def _is_compound(word: str) -> bool:
    """Made of two everyday words, as `woonwijk` or `inwonersavond`; not when it gets very long."""
    if len(word) > 18:
        return False
    for cut in range(SHORT_WORD, len(word) - SHORT_WORD + 1):
        head, tail = word[:cut], word[cut:]
        if _is_known(tail) and any(head.endswith(link) and _is_known(head.removesuffix(link)) for link in _LINKS):
            return True
    return False
