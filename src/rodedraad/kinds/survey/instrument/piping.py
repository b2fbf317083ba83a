"""Earlier answers in later texts: `{{ wijk }}`, or `{{ wijk|uw buurt }}` with what is said when there is no answer."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from .shape import OTHER, PLAIN, Instrument, Question, Text, Type
from .values import chosen, other_text

PIPE = re.compile(r"\{\{\s*([a-z][a-z0-9_]*)\s*(?:\|([^{}]*))?\}\}")
CAN_BE_PIPED = frozenset({Type.SINGLE, Type.NUMBER, Type.DATE, Type.TEXT, Type.IMAGE})
LONGEST = 120
_MONTHS = ("januari februari maart april mei juni juli augustus september oktober november december").split()


def names_in(text: Text) -> list[str]:
    """The keys of the questions that a text speaks of, in any language."""
    return [found[1] for each in text.values() for found in PIPE.finditer(each)]


def without_fallback(text: Text) -> list[str]:
    """The keys in a text that say nothing when there is no answer."""
    return [found[1] for each in text.values() for found in PIPE.finditer(each) if not (found[2] or "").strip()]


def fill(said: str, instrument: Instrument, answers: Mapping[str, Any], *, language: str = PLAIN,
         escape: Callable[[str], str] = str) -> str:
    """A text with the answers in it. `escape` is for a text that becomes HTML without more ado."""
    if "{{" not in said:
        return said
    questions = instrument.questions

    def filled(found: re.Match[str]) -> str:
        question, value = questions.get(found[1]), answers.get(found[1])
        words = in_words(question, value, instrument, language) if question and value is not None else ""
        return escape(words or (found[2] or "").strip() or "…")

    return PIPE.sub(filled, said)


def in_words(question: Question, value: Any, instrument: Instrument, language: str = PLAIN) -> str:
    """One kept answer as words within a sentence; at most a line. Braces go: an answer never pipes again."""
    said = _said(question, value, instrument, language)
    line = " ".join(said.replace("{", "").replace("}", "").split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST - 1].rstrip()}…"


def _said(question: Question, value: Any, instrument: Instrument, language: str) -> str:
    if question.type in {Type.SINGLE, Type.IMAGE}:
        key = (chosen(value) or [""])[0]
        if key == OTHER:
            return other_text(value)
        return next((instrument.say(each.label, language) for each in question.options if each.key == key), "")
    if question.type == Type.NUMBER and isinstance(value, int | float):
        return f"{value:g}".replace(".", ",") if isinstance(value, float) else str(value)
    if question.type == Type.DATE and isinstance(value, str):
        year, month, day = value.split("-")
        return f"{int(day)} {_MONTHS[int(month) - 1]} {int(year)}"
    return str(value) if question.type == Type.TEXT else ""
