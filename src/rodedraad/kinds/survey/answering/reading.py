"""What a form sent, as raw answers: the counterpart of widgets.py."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict

from ..instrument.shape import OTHER, Question, Type

UNKNOWN = "?"
"""Stands for what cannot be an answer, so that checking it says so."""


def raw_answers(sent: QueryDict, questions: Sequence[Question]) -> dict[str, Any]:
    """Raw answer per key, as `instrument.answers.check_answer` reads them."""
    return {question.key: _raw(question, sent) for question in questions}


def _raw(question: Question, sent: QueryDict) -> Any:
    name = f"q_{question.key}"
    match question.type:
        case Type.NOW_WISH:
            return {part: sent.get(f"{name}.{part}", "") for part in ("now", "wish")}
        case Type.MATRIX:
            return {row.key: sent[f"{name}.{row.key}"] for row in question.rows if sent.get(f"{name}.{row.key}")}
        case Type.MULTIPLE:
            return [_with_words(each, name, sent) for each in sent.getlist(name)]
        case Type.SINGLE | Type.IMAGE:
            return _with_words(sent.get(name, ""), name, sent)
        case Type.RANKING:
            return _in_order(places(question, sent))
        case Type.PLACE:
            return f"{sent.get(f'{name}.lat', '').replace(',', '.')},{sent.get(f'{name}.lon', '').replace(',', '.')}"
        case _:
            return sent.get(name, "")


def _with_words(chosen: str, name: str, sent: Mapping[str, Any]) -> str:
    return f"{OTHER}:{sent.get(f'{name}.other', '')}" if chosen == OTHER else chosen


def places(question: Question, sent: Mapping[str, Any]) -> dict[str, str]:
    """Option → the place that was chosen for it."""
    found = {option.key: str(sent.get(f"q_{question.key}.{option.key}", "")).strip()
             for option in question.all_options}
    return {key: place for key, place in found.items() if place}


def _in_order(chosen: Mapping[str, str]) -> list[str]:
    """Keys by place. The same place twice gives a key twice, and what is no place an unknown one: both are refused."""
    if any(not (place.isascii() and place.isdigit() and len(place) < 4) for place in chosen.values()):
        return [UNKNOWN]
    keys = sorted(chosen, key=lambda key: int(chosen[key]))
    return [*keys, keys[0]] if len({int(place) for place in chosen.values()}) < len(keys) else keys


def typed_of(question: Question, raw: Any, sent: QueryDict) -> Any:
    """What to put back into the field when something is wrong with it."""
    return places(question, sent) if question.type == Type.RANKING else raw
