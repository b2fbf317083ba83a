"""Changing an instrument: add, move, copy, replace and remove parts. Each gives a new instrument; the old one stays."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from .shape import Instrument, Option, Question, Section

Part = TypeVar("Part", Section, Question)
LONGEST_KEY = 40


class NoSuchPartError(LookupError):
    """There is no section or question with this key."""


def copy_of(instrument: Instrument) -> Instrument:
    """The same instrument in objects of its own."""
    return Instrument.from_dict(instrument.as_dict())


def key_for(words: str, taken: Iterable[str]) -> str:
    """A key from the first words of a text that nothing has yet: `groen_in_de_buurt`, `groen_in_de_buurt_2`."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    base = "_".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST_KEY - 6].strip("_")
    if not base or not base[0].isalpha():
        base = f"v_{base}".strip("_")
    used, number, key = set(taken), 1, base
    while key in used or key == "other":
        number += 1
        key = f"{base}_{number}"
    return key


def section_of(instrument: Instrument, key: str) -> Section:
    """The section with a key. Raises `NoSuchPartError`."""
    for section in instrument.sections:
        if section.key == key:
            return section
    raise NoSuchPartError(key)


def place_of(instrument: Instrument, key: str) -> tuple[Section, int]:
    """The section of a question and its place in it. Raises `NoSuchPartError`."""
    for section in instrument.sections:
        for place, question in enumerate(section.questions):
            if question.key == key:
                return section, place
    raise NoSuchPartError(key)


def with_section(instrument: Instrument, section: Section, *, old_key: str = "") -> Instrument:
    """A section at the end, or in the place of the one with `old_key`, which keeps its questions."""
    new = copy_of(instrument)
    if not old_key:
        new.sections.append(section)
        return new
    old = section_of(new, old_key)
    section.questions = old.questions
    new.sections[new.sections.index(old)] = section
    return new


def with_question(instrument: Instrument, question: Question, *, section: str, old_key: str = "") -> Instrument:
    """A question at the end of a section, or in the place of the one with `old_key`; moved when that is elsewhere."""
    new = copy_of(instrument)
    target = section_of(new, section)
    if not old_key:
        target.questions.append(question)
        return new
    held, place = place_of(new, old_key)
    if held is target:
        target.questions[place] = question
    else:
        del held.questions[place]
        target.questions.append(question)
    return new


def without(instrument: Instrument, key: str) -> Instrument:
    """Without the section (with its questions) or the question of this key. Raises `NoSuchPartError`."""
    new = copy_of(instrument)
    if any(section.key == key for section in new.sections):
        new.sections = [section for section in new.sections if section.key != key]
        return new
    section, place = place_of(new, key)
    del section.questions[place]
    return new


def moved(instrument: Instrument, key: str, *, up: bool) -> Instrument:
    """A section or question one place up or down; a question at the edge goes to the next section.

    Raises `NoSuchPartError`.
    """
    new = copy_of(instrument)
    step = -1 if up else 1
    keys = [section.key for section in new.sections]
    if key in keys:
        _swap(new.sections, keys.index(key), step)
        return new
    section, place = place_of(new, key)
    if not _swap(section.questions, place, step):
        beside = keys.index(section.key) + step
        if 0 <= beside < len(keys):
            question = section.questions.pop(place)
            target = new.sections[beside].questions
            target.insert(len(target) if up else 0, question)
    return new


def _swap(parts: list[Part], place: int, step: int) -> bool:
    other = place + step
    if not 0 <= other < len(parts):
        return False
    parts[place], parts[other] = parts[other], parts[place]
    return True


def copied(instrument: Instrument, key: str) -> Instrument:
    """With a copy of a question right after it, under a key of its own. Raises `NoSuchPartError`."""
    new = copy_of(instrument)
    section, place = place_of(new, key)
    twin, _place = place_of(copy_of(instrument), key)
    question = twin.questions[place]
    question.key = key_for(key, instrument.questions)
    section.questions.insert(place + 1, question)
    return new


def options_from(lines: Sequence[str], old: Sequence[Option],
                 make: Callable[[str, str], dict[str, str]]) -> list[Option]:
    """Options from lines “words” or “words = easier words”; one with the same words keeps its key and its settings."""
    known = {each.label.get("nl", ""): each for each in old}
    found: list[Option] = []
    for line in lines:
        words, _equals, easy = (part.strip() for part in line.partition(" = "))
        if not words:
            continue
        option = known.get(words)
        key = option.key if option else key_for(words, [*(each.key for each in found), *(each.key for each in old)])
        made = Option(key, make(words, easy))
        if option is not None:
            made.image, made.alt, made.exclusive, made.fixed = option.image, option.alt, option.exclusive, option.fixed
        found.append(made)
    return found
