"""How different residents talk: each voice puts the same fragments together in its own way."""

import re
from dataclasses import dataclass
from random import Random

from .fragments import Spot, Subject, neighbourhoods, table

VOICES = {
    "plain": 26, "short": 16, "long": 11, "angry": 8, "practical": 8, "elderly": 7, "youth": 6, "formal": 4,
    "dialect": 3, "parent": 6, "sloppy": 8, "business": 3, "wheels": 3,
}
MODEST = ("plain", "short", "sloppy", "angry")  # voices that do not say who is speaking
OWN_WORDS = re.compile(r"\b(ik|mijn|wij|we|ons|onze|me)\b", re.IGNORECASE)
SLIPS = {
    "wordt": "word", "altijd": "altyd", "gemeente": "gemeete", "gevaarlijk": "gevaarlik", "precies": "presies",
    "alstublieft": "alsjeblieft", "eigenlijk": "eigelijk", "kinderen": "kindern", "meteen": "metteen",
    "niks": "nix", "helemaal": "helemal", "tegels": "tegles", "overal": "overall",
    "buurt": "buurd", "even": "effe", "goed": "goet", "mensen": "mense", "straat": "straad",
}
DIALECT = {"niet": "nie", "dat": "da", "het": "'t", "een": "'n", "altijd": "altied", "wat": "wa", "maar": "mar",
           "hier": "hierzo", "goed": "goe", "mijn": "m'n", "er": "d'r"}
PARAPHRASE = (
    ("Zet er ", "Plaats daar "), ("Zet een ", "Plaats een "), ("Plant ", "Zet "), ("Maak ", "Mijn idee is: maak "),
    ("Geef ", "Ik zou zeggen: geef "),
    ("Laat ", "Waarom niet: laat "), ("Leg ", "Graag dit: leg "),
    (" bij ", " vlak bij "), (" altijd ", " steeds "), (" veel ", " heel veel "), (" mensen ", " bewoners "),
    (" kun ", " kan "), (" echt ", " werkelijk "), (" auto's ", " wagens "), (" nooit ", " nog nooit "),
)
NAMES = tuple(name for area in neighbourhoods() for name in (area.name, area.phrase[0].upper() + area.phrase[1:])
              if not name.startswith("De ") or name == "De Kluft")


@dataclass(frozen=True)
class Recipe:
    """What somebody wants to say, before a voice says it."""

    subject: Subject
    spot: Spot
    situation: str
    wish: str
    reason: str
    other_wish: str


@dataclass(frozen=True)
class Said:
    """A text and the forms that the situation and the wish have in it."""

    text: str
    situation: str
    wish: str


def recipe(chance: Random, subject: Subject, spot: Spot, voice: str) -> Recipe:
    """Choose fragments; a voice that says who it is gets none in which somebody else says "I"."""

    def pick(fragments: list[str]) -> str:
        free = [text for text in fragments if not OWN_WORDS.search(text)]
        return chance.choice(fragments if voice in MODEST or not free else free)

    wish = pick(subject.wishes)
    return Recipe(
        subject=subject, spot=spot, situation=spot.fill(chance, pick(subject.situations)),
        wish=spot.fill(chance, wish), reason=spot.fill(chance, pick(subject.reasons)),
        other_wish=spot.fill(chance, chance.choice([text for text in subject.wishes if text != wish])),
    )


def say(chance: Random, voice: str, what: Recipe) -> Said:
    """Put a recipe in the words of a voice."""
    words = table("voices")[voice]

    def some(kind: str) -> str:
        line = what.spot.fill(chance, chance.choice(words[kind]))
        return line.lower() if voice in {"youth", "sloppy"} else line

    def tell(sentence: str) -> str:
        return _spoken(chance, voice, sentence)

    situation, wish = tell(what.situation), tell(what.wish)
    body = _body(chance, voice, situation, wish, tell(what.reason), tell(what.other_wish), some("fillings"))
    opening = some("openings")
    if opening and not opening.rstrip().endswith((".", "!", "?", ":")):
        body[0] = lowered(body[0])
        situation, wish = (lowered(one) if body[0] == lowered(one) else one for one in (situation, wish))
    closing = some("closings") if voice != "short" or chance.random() < 0.4 else ""
    return Said(" ".join(part for part in (opening.strip(), *body, closing) if part), situation, wish)


def _body(chance: Random, voice: str, situation: str, wish: str, reason: str, other: str, filling: str) -> list[str]:
    if voice == "short":
        return [wish] if chance.random() < 0.3 else [situation, wish]
    if voice == "long":
        return [situation, filling, wish, reason, f"Of anders: {lowered(other)}"]
    first, second = (wish, situation) if chance.random() < 0.15 else (situation, wish)
    return [part for part in (
        first, filling if chance.random() < 0.55 else "", second, reason if chance.random() < 0.55 else "",
    ) if part]


def lowered(sentence: str) -> str:
    """The sentence as it goes on after a comma or a colon; names keep their capital."""
    return sentence if sentence.startswith(NAMES) else sentence[:1].lower() + sentence[1:]


def _spoken(chance: Random, voice: str, sentence: str) -> str:
    if voice == "youth":
        lower = sentence.lower()
        return lower if chance.random() < 0.7 else lower.rstrip(".") + chance.choice(["", "!", ".."])
    if voice == "sloppy":
        return _swap(chance, lowered(sentence), SLIPS, 0.6)
    if voice == "dialect":
        return _swap(chance, sentence, DIALECT, 0.7)
    if voice == "angry" and sentence.endswith("."):
        if chance.random() < 0.1:
            return sentence[:-1].upper() + "!"
        return sentence[:-1] + chance.choice([".", ".", "!", "!!"])
    return sentence


def _swap(chance: Random, sentence: str, table_: dict[str, str], share: float) -> str:
    return re.sub(r"\b\w+\b", lambda match: (
        table_[match[0]] if match[0] in table_ and chance.random() < share else match[0]
    ), sentence)


def paraphrase(chance: Random, sentence: str) -> str:
    """Nearly the same sentence, as somebody else would say it."""
    fitting = [(old, new) for old, new in PARAPHRASE if old in sentence]
    for old, new in chance.sample(fitting, min(2, len(fitting))):
        sentence = sentence.replace(old, new, 1)
    return sentence
