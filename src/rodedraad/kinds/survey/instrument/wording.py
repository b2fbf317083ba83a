"""The words on a scale, per language: five points from left to right, and “weet ik niet”."""

from .shape import EASY, PLAIN, Text

UNSURE_WORDS: Text = {PLAIN: "Weet ik niet"}

SCALES: dict[str, list[Text]] = {
    "agree": [
        {PLAIN: "Helemaal mee oneens", EASY: "Nee, zeker niet"},
        {PLAIN: "Mee oneens", EASY: "Nee"},
        {PLAIN: "Niet eens, niet oneens", EASY: "Een beetje"},
        {PLAIN: "Mee eens", EASY: "Ja"},
        {PLAIN: "Helemaal mee eens", EASY: "Ja, heel erg"},
    ],
    "often": [
        {PLAIN: "Nooit"}, {PLAIN: "Bijna nooit"}, {PLAIN: "Soms"}, {PLAIN: "Vaak"}, {PLAIN: "Altijd"},
    ],
    "good": [
        {PLAIN: "Heel slecht"}, {PLAIN: "Slecht"}, {PLAIN: "Niet goed, niet slecht"}, {PLAIN: "Goed"},
        {PLAIN: "Heel goed"},
    ],
    "much": [
        {PLAIN: "Helemaal niet"}, {PLAIN: "Weinig"}, {PLAIN: "Een beetje"}, {PLAIN: "Veel"}, {PLAIN: "Heel veel"},
    ],
    "important": [
        {PLAIN: "Helemaal niet belangrijk"}, {PLAIN: "Niet zo belangrijk"}, {PLAIN: "Een beetje belangrijk"},
        {PLAIN: "Belangrijk"}, {PLAIN: "Heel belangrijk"},
    ],
}
NOW_WISH: dict[str, Text] = {
    "now": {PLAIN: "Zo is het nu"},
    "wish": {PLAIN: "Zo zou ik het willen"},
}


def scale_words(name: str, language: str = PLAIN) -> list[str]:
    """The words of the five points; in Dutch when the language is not there."""
    return [point.get(language) or point[PLAIN] for point in SCALES[name]]


def unsure_words(language: str = PLAIN) -> str:
    """The words of “weet ik niet”."""
    return UNSURE_WORDS.get(language) or UNSURE_WORDS[PLAIN]


def now_wish_words(part: str, language: str = PLAIN) -> str:
    """The words above the two halves of a pair: `now` or `wish`."""
    return NOW_WISH[part].get(language) or NOW_WISH[part][PLAIN]
