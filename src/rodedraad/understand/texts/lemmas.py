"""The words of a text as a method compares them: base forms per language, pairs of signs for Chinese and the like."""

import re
import unicodedata
from functools import lru_cache

import simplemma

from rodedraad.listen.contributions.dutch import STOP_WORDS

WORD = re.compile(r"[^\W_]+", re.UNICODE)
# Scripts written without spaces: a word cannot be seen, so each pair of neighbouring signs stands for one.
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0e7f]+")
LONGEST_WORD = 40
LONGEST_TEXT = 20_000
KNOWN = frozenset({"nl", "en", "de", "fr", "es", "it", "pl", "pt", "tr", "uk", "ru", "ro", "bg", "da", "sv"})
"""Languages whose base forms are looked up; of others the words themselves are compared."""
SILENT = {
    "nl": STOP_WORDS,
    "en": frozenset(
        """a about all also an and any are as at be because been but by can could do for from had has have he her his
        how i if in into is it its just more my no not of on or our out she should so some than that the their them
        then there they this to too up us was we were what when which who will with would you your""".split()),
}
CACHED = 300_000
STEPS = 3
"""“Bankjes” goes by “bankje” to “bank”; a stop for words that would go round."""


@lru_cache(maxsize=CACHED)
def lemma(word: str, language: str) -> str:
    """The base form of one word in lower case; the word itself when the language or the word is unknown."""
    if language not in KNOWN or word.isdigit():
        return word
    for _ in range(STEPS):
        shorter = str(simplemma.lemmatize(word, lang=language)).casefold()
        if shorter == word:
            break
        word = shorter
    return word


def terms(text: str, language: str = "nl") -> list[str]:
    """The telling words of a text in order, each as often as it occurs; empty for a text of only signs."""
    language = language.split("-", maxsplit=1)[0].lower()
    silent = SILENT.get(language, frozenset())
    clean = unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).casefold()
    found = []
    for match in WORD.finditer(clean):
        word = match.group()[:LONGEST_WORD]
        if UNSPACED.search(word):
            found += _pairs(word)
        elif len(word) > 1 and word not in silent:
            found.append(lemma(word, language))
    return found


def _pairs(word: str) -> list[str]:
    return [word[at : at + 2] for at in range(len(word) - 1)] or [word]
