"""Invented ideas and comments, built from fragments by a seeded generator: the same every time."""

import random
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
CHANNELS = ["web"] * 14 + ["paper"] * 2 + ["street"] * 3 + ["phone"]
ABROAD = [
    ("en", "More shade please",
     "I moved here last year. The square near {place} is too hot in summer. Please plant trees."),
    ("en", "Safe way to school", "My children walk to school along {place}. Cars go too fast. Can you help?"),
    ("pl", "Więcej zieleni", "Mieszkam przy {place}. Latem jest tu za gorąco. Proszę o drzewa i ławki."),
    ("tr", "Çocuklar için güvenli yol",
     "{place} yakınında arabalar çok hızlı gidiyor. Çocuklar için güvenli bir yol istiyoruz."),
]
OFF_TOPIC = [
    ("Parkeervergunning te duur",
     "De parkeervergunning is weer duurder. Waarom moet ik betalen om voor mijn eigen deur te staan?"),
    ("Zwembad open houden", "Sluit het zwembad niet. Mijn kinderen hebben nog geen diploma."),
    ("Wachttijd aan de balie", "Ik stond een uur te wachten voor een paspoort. Kan dat niet anders?"),
]
HELD = [
    ("Kijk op mijn site", "Beste zonnepanelen: https://voorbeeld.example/a https://voorbeeld.example/b https://voorbeeld.example/c"),
    ("Wat een idioten", "Stelletje idioten daar op het stadhuis. Jullie doen toch niks met {place}."),
]
CENTRE = (52.1, 5.6)


@dataclass(frozen=True)
class Idea:
    """One invented idea; `theme` is None when it is off the subject or held for a moderator."""

    title: str
    text: str
    theme: str | None
    passage: str
    place: str
    neighbourhood: str
    channel: str
    language: str
    is_anonymous: bool
    has_author: bool
    share_of_time: float
    weight: float
    latitude: float | None
    longitude: float | None
    is_held: bool = False


@cache
def fragments() -> dict[str, Any]:
    """The fragments of the ideas."""
    return tomllib.loads((DATA / "ideas.toml").read_text())


@cache
def plan() -> dict[str, Any]:
    """The processes with their answers, decisions, commitments and the fragments of comments."""
    return tomllib.loads((DATA / "processes.toml").read_text())


def ideas_of(process: str, count: int) -> list[Idea]:
    """The ideas of one process: most on a theme, some near-doubles, a few abroad, off the subject or held."""
    chance = random.Random(f"ideas {process}")  # noqa: S311 -- invented text, not a secret
    themes = list(fragments()[process])
    made: list[Idea] = []
    used: set[str] = set()
    while len(made) < count:
        number = len(made)
        if number % 97 == 50:
            idea = _loose(chance, chance.choice(OFF_TOPIC), None)
        elif number % 181 == 90:
            idea = _loose(chance, chance.choice(HELD), None, is_held=True)
        elif number % 53 == 20 and process == "green":
            language, title, text = chance.choice(ABROAD)
            about_trees = "tree" in text or "drzew" in text
            idea = _loose(chance, (title, text), themes[0] if about_trees else None, language)
        elif number % 31 == 30:
            idea = _double(chance, made[number - 17])
        else:
            idea = _on_theme(chance, process, chance.choices(themes, weights=range(len(themes) + 3, 3, -1))[0])
        if idea.text not in used:
            used.add(idea.text)
            made.append(idea)
    return made


def _on_theme(chance: random.Random, process: str, theme: str) -> Idea:
    words, pool = fragments()[process][theme], fragments()
    place = chance.choice(pool["places"])
    situation = _placed(chance.choice(words["situations"]), place)
    wish = chance.choice(words["wishes"])
    parts = [situation, wish]
    if chance.random() < 0.65:
        parts.append(chance.choice(words["reasons"]))
    if chance.random() < 0.2:
        parts.append(chance.choice([other for other in words["wishes"] if other != wish]))
    if chance.random() < 0.25:
        chance.shuffle(parts)
    text = chance.choice(pool["openings"]) + " ".join(parts) + chance.choice(pool["closings"])
    title = _placed(chance.choice(words["titles"]), place)
    if chance.random() < 0.12:
        text, title = _sloppy(text), title.lower()
    passage = wish if wish in text else ""
    return _finish(chance, title, text, theme, passage, place)


def _loose(chance: random.Random, words: tuple[str, str], theme: str | None, language: str = "nl", *,
           is_held: bool = False) -> Idea:
    place = chance.choice(fragments()["places"])
    tail = chance.choice(fragments()["closings"]) if language == "nl" else f" ({chance.randrange(1, 90)})"
    text = _placed(words[1], place) + tail
    return _finish(chance, words[0], text, theme, "", place, language=language, is_held=is_held)


def _double(chance: random.Random, other: Idea) -> Idea:
    """Somebody else who says nearly the same."""
    text = other.text.replace("Plant er", "Zet er").replace("Maak ", "Maakt u ").replace(" bij ", " vlak bij ")
    return _finish(chance, other.title, f"{text} Dit zeg ik ook namens de buren.", other.theme,
                   other.passage if other.passage in text else "", other.place)


def _finish(chance: random.Random, title: str, text: str, theme: str | None, passage: str, place: str, *,
            language: str = "nl", is_held: bool = False) -> Idea:
    channel = chance.choice(CHANNELS)
    on_map = chance.random() < 0.6
    return Idea(
        title=title[0].upper() + title[1:], text=text[0].upper() + text[1:], theme=theme,
        passage=passage, place=place.removeprefix("de ").removeprefix("het "),
        neighbourhood=chance.choice(fragments()["neighbourhoods"]), channel=channel, language=language,
        is_anonymous=chance.random() < 0.15, has_author=channel == "web" and chance.random() < 0.92,
        share_of_time=chance.random(), weight=chance.paretovariate(1.1), is_held=is_held,
        latitude=round(CENTRE[0] + chance.gauss(0, 0.012), 5) if on_map else None,
        longitude=round(CENTRE[1] + chance.gauss(0, 0.018), 5) if on_map else None,
    )


def _placed(text: str, place: str) -> str:
    filled = text.replace("{place}", place)
    return filled[0].upper() + filled[1:]


def _sloppy(text: str) -> str:
    return text.replace("gemeente", "gemeete").replace("wordt", "word").replace(". ", " ", 1).replace("altijd", "altyd")


def comment(chance: random.Random) -> str:
    """One invented comment."""
    words, pool = plan()["comments"], fragments()
    kind = chance.choices(["for", "against", "asking"], weights=[5, 2, 2])[0]
    more = chance.choice(words["more"]).replace("{place}", chance.choice(pool["places"]))
    return str(chance.choice(words[kind])) + more
