"""Dutch words for search: which say nothing by themselves, and the base form of the others."""

import re
import unicodedata
from functools import lru_cache

import simplemma

WORD = re.compile(r"[^\W_]+", re.UNICODE)
LONGEST_WORD = 40
STOP_WORDS = frozenset(
    """
    aan al alle alles als altijd andere ben bij bijvoorbeeld daar daarom dan dat de der deze die dit doch doen door dus
    een eens en er ergens erg ge geen geweest graag haar had heb hebben heeft hem het hier hij hoe hun iemand iets ik in
    is ja je jij jullie kan kon kunnen maar maken me mee meer men met mij mijn misschien moet moeten mogen na naar nee
    niet niets nog nu of om omdat ons onze onder ook op over reeds s t te tegen toch toen tot u uit uw van veel voor
    want waren was wat we wel welke werd wezen wie wij wil willen worden word wordt wij ze zeer zelf zich zij zijn zo
    zodat zonder zou zouden zullen
    """.split()
)


def words_of(text: str, limit: int = 60) -> list[str]:
    """The words of a text in order: lower case, without stop words, each once, at most `limit`."""
    clean = unicodedata.normalize("NFC", text).replace("\x00", " ").casefold()
    found: dict[str, None] = {}
    for match in WORD.finditer(clean):
        word = match.group()[:LONGEST_WORD]
        if word not in STOP_WORDS:
            found[word] = None
        if len(found) == limit:
            break
    return list(found)


@lru_cache(maxsize=20_000)
def base_form(word: str) -> str:
    """The Dutch lemma of one word in lower case; the word itself when it is unknown."""
    lemma = str(simplemma.lemmatize(word, lang="nl")).casefold()
    return lemma if WORD.fullmatch(lemma) else word
