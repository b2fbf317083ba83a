"""A kept answer in words, to look at before sending in."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from ..instrument import wording
from ..instrument.piping import in_words
from ..instrument.shape import OTHER, UNSURE, Question, Type
from ..instrument.values import chosen, other_text
from .widgets import Asking


def said_answer(asking: Asking, question: Question, value: Any) -> str:
    """What was answered; that nothing was, when nothing was."""
    if value is None:
        return _("Not filled in")
    say = _SAID.get(Type(question.type))
    return say(asking, question, value) if say else in_words(question, value, asking.instrument, asking.language)


def _pair(asking: Asking, question: Question, value: Any) -> str:
    parts = zip(("now", "wish"), value, strict=True)
    return "\n".join(f"{wording.now_wish_words(part, asking.language)}: {_point(asking, question, point)}"
                     for part, point in parts)


def _rows(asking: Asking, question: Question, value: Any) -> str:
    return "\n".join(f"{asking.say(row.label)}: {_point(asking, question, value[row.key])}"
                     for row in question.rows if row.key in value)


def _several(asking: Asking, question: Question, value: Any) -> str:
    return ", ".join(_option(asking, question, key, value) for key in chosen(value))


def _point(asking: Asking, question: Question, point: int | None) -> str:
    if point is None:
        return _("Not filled in")
    if point == UNSURE:
        return wording.unsure_words(asking.language)
    return wording.scale_words(question.scale, asking.language)[point - 1]


def _option(asking: Asking, question: Question, key: str, value: Any) -> str:
    if key == OTHER:
        return other_text(value)
    return next((asking.say(each.label) for each in question.options if each.key == key), key)


_SAID: dict[Type, Callable[[Asking, Question, Any], str]] = {
    Type.SCALE: _point, Type.NOW_WISH: _pair, Type.MATRIX: _rows, Type.MULTIPLE: _several, Type.RANKING: _several,
    Type.CONSENT: lambda _asking, _question, value: _("Yes") if value else _("No"),
    Type.PLACE: lambda _asking, _question, value: f"{value[0]}, {value[1]}",
    Type.TEXT: lambda _asking, _question, value: str(value),
}
