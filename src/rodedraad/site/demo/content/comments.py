"""Invented comments: each reacts to the subject of its idea, for, against or asking."""

import re
from random import Random
from typing import Any

from .fragments import Subject, neighbourhoods, spot, table, themes_of
from .shapes import Comment, Idea, Resident
from .voices import lowered

LONG_WORD = re.compile(r"[a-zéëïö]{5,}")
COMMON = set(
    "altijd helema mensen buurt graag iedere alleen andere vroege straat kinder jaren liever niets meteen groter beter "
    "elkaar eerst tegen tussen zonder achter eigenl gewoon staan".split()
)
STANCES, SHARES = ("for", "against", "asking"), (62, 21, 17)
HELD = "Kijk op https://reclame.example/1 en https://reclame.example/2 en https://reclame.example/3 voor korting."


def comments_on(plan: dict[str, Any], ideas: tuple[Idea, ...], people: tuple[Resident, ...]) -> tuple[Comment, ...]:
    """The comments of one process; ideas with much support get more of them."""
    chance = Random(f"comments {plan['key']}")  # noqa: S311 -- invented text, not a secret
    open_to = [index for index, idea in enumerate(ideas) if idea.state == "published"]
    if not open_to or not plan["comment_count"]:
        return ()
    weights = [min(ideas[index].support_weight, 40.0) ** 0.7 for index in open_to]
    made: list[Comment] = []
    seen: set[str] = set()
    while len(made) < plan["comment_count"]:
        index = chance.choices(open_to, weights=weights)[0]
        comment = _comment(chance, plan, index, ideas[index], people)
        if comment.text not in seen:
            seen.add(comment.text)
            made.append(comment)
    if plan["held"]:
        made[-3:] = [_held(comment, number) for number, comment in enumerate(made[-3:])]
    return tuple(made)


def _comment(chance: Random, plan: dict[str, Any], index: int, idea: Idea, people: tuple[Resident, ...]) -> Comment:
    stance = chance.choices(STANCES, weights=SHARES)[0]
    author = int(len(people) * chance.random() ** 1.3)
    home = "Molenveld" if plan["key"] == "buurthuis" else people[author].neighbourhood
    where = spot(chance, next(area for area in neighbourhoods() if area.name == home))
    text = where.fill(chance, _words(chance, plan["key"], idea, stance))
    newest = plan["idea_days"][0]
    return Comment(
        idea=index, text=text, stance=stance, author=author, is_anonymous=chance.random() < 0.08,
        days_ago=chance.randint(newest, max(newest, idea.days_ago)),
    )


def _words(chance: Random, process: str, idea: Idea, stance: str) -> str:
    if not idea.grounds:
        return _joined(chance, stance, chance.choice(table("comments")["stray"][stance]))
    fragments = themes_of(process)[idea.grounds[0].theme]
    subject = next((one for one in fragments.subjects if one.key == idea.subject), None)
    kind = chance.random()
    if subject and stance == "for" and kind < 0.3:
        also: str = chance.choice(table("comments")["also"])
        situation = chance.choice(subject.situations)
        return also + (lowered(situation) if also.endswith(": ") else situation)
    if subject and stance == "for" and kind < 0.6:
        before: str = chance.choice(table("comments")["add"])
        said = _stems(idea.text)
        wish = chance.choice([line for line in subject.wishes if not _stems(line) <= said] or subject.wishes)
        return before + (lowered(wish) if before.endswith(": ") else wish)
    vocabulary = _stems(" ".join((idea.title, idea.text, *_all_words(subject))))
    fitting = [line for line in fragments.comments[stance] if _stems(line) & vocabulary]
    fits_any: list[str] = table("comments")["any"][stance]
    return _joined(chance, stance, chance.choice(fitting if fitting and chance.random() < 0.7 else fits_any))


def _joined(chance: Random, stance: str, line: str) -> str:
    words = table("comments")
    before: str = chance.choice(words["before"][stance])
    after: str = chance.choice(words["after"][stance])
    return before + (lowered(line) if before.endswith(": ") else line) + after


def _all_words(subject: Subject | None) -> list[str]:
    return [*subject.titles, *subject.situations, *subject.wishes] if subject else []


def _stems(text: str) -> set[str]:
    """The beginnings of the long words: enough to see whether two texts are about the same thing."""
    return {word[:6] for word in LONG_WORD.findall(text.lower())} - COMMON


def _held(comment: Comment, number: int) -> Comment:
    return Comment(
        idea=comment.idea, text=f"{HELD} Actie {number + 1}.", stance="for", author=comment.author, is_anonymous=False,
        days_ago=0, state="pending", hold_reason="Er staan 3 links in.",
    )
