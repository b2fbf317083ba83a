"""In which language a text is written; short texts say too little and count as Dutch."""

import re

FEWEST_WORDS = 4
LOOKED_AT = 2_000
SCRIPTS = (
    ("ar", re.compile(r"[\u0600-\u06ff]")), ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("uk", re.compile(r"[іїєґІЇЄҐ]")), ("ru", re.compile(r"[\u0400-\u04ff]")), ("el", re.compile(r"[\u0370-\u03ff]")),
)
TELLING = {
    "nl": frozenset(
        "de het een en van ik je niet dat is er wij we zijn maar voor met ook op aan te in naar dit".split()),
    "en": frozenset("the and of to is that it you we not for with this are be have they on but at our should".split()),
    "de": frozenset("der die das und ist nicht ich wir ein eine mit für auf auch sind es zu den dem von".split()),
    "fr": frozenset("le la les et des est pas nous que pour dans une un avec sur plus du je il".split()),
    "es": frozenset("el la los las y es no que para una un con por más del se en lo".split()),
    "tr": frozenset("ve bir bu için çok ama ile daha değil var biz ben olarak".split()),
    "it": frozenset("il lo gli di che è non per una con sono del della anche più ci noi".split()),
    "pt": frozenset("o os as que não uma com para mais por em do da são mas nós muito".split()),
    "ro": frozenset("și nu este să în la pe cu mai sunt pentru din că".split()),
    "pl": frozenset("i w nie na to jest się z że do dla ale jak są".split()),
}
"""Small words that nearly every sentence of a language has."""


def detect_language(text: str) -> str:
    """The ISO 639-1 code: by its script, else by its small words; Dutch where those do not tell."""
    text = text[:LOOKED_AT]
    letters = sum(map(str.isalpha, text)) or 1
    for language, script in SCRIPTS:
        # A few letters that only Ukrainian has tell it from the other languages in that script.
        if len(script.findall(text)) > (0.03 if language == "uk" else 0.3) * letters:
            return language
    words = re.findall(r"[^\W\d_]+", text.casefold())
    if len(words) < FEWEST_WORDS:
        return "nl"
    counts = {language: sum(word in telling for word in words) for language, telling in TELLING.items()}
    best = max(counts, key=lambda language: (counts[language], language == "nl"))
    second = max(count for language, count in counts.items() if language != best)
    if counts[best] >= 2 and counts[best] >= 1.5 * second:
        return best
    return "nl"
