"""One raw answer, from a form, a paper or a file, as the value that is kept; or the code of what is wrong with it.

Kept values are plain JSON: scale 1–5 with 0 for “weet ik niet”; now and wish `[2, 5]`; single `"a"` or `"other:vis"`;
multiple and ranking a list of those; matrix `{"row": 3}`; number, ISO date, `[lat, lon]`, text; consent true or false.
"""

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .shape import OTHER, POINTS, UNSURE, Option, Question, Type

TEXT_LENGTH = 4000
OTHER_LENGTH = 200
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
CODES = ("required", "unknown_option", "not_a_number", "not_a_date", "not_a_place", "too_few", "too_many", "too_long",
         "too_small", "too_large", "twice", "exclusive", "other_empty", "incomplete", "unreadable", "not_asked")


class WrongAnswerError(ValueError):
    """The answer cannot be kept; `code` is one of CODES."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Checked:
    """A value to keep (None: not answered), or the code of an error ("" when all is well)."""

    value: Any = None
    error: str = ""


def check_answer(question: Question, raw: Any, *, must: bool = True) -> Checked:
    """The value to keep of a raw answer, or an error code. `must=False`: a required question may stay open for now."""
    try:
        value = _READERS[Type(question.type)](question, raw)
    except WrongAnswerError as error:
        return Checked(error=error.code)
    except (TypeError, ValueError, OverflowError, AttributeError, RecursionError):
        return Checked(error="unreadable")
    if must and question.required and (value is None or (question.type == Type.CONSENT and value is False)):
        return Checked(error="required")
    if must and question.required and is_partial(question, value):
        return Checked(value, error="incomplete")
    return Checked(value)


def is_partial(question: Question, value: Any) -> bool:
    """Whether a part of the answer is still open: a row of a matrix, or one half of a pair."""
    if question.type == Type.NOW_WISH:
        return value is not None and None in value
    return question.type == Type.MATRIX and value is not None and len(value) < len(question.rows)


def _clean(raw: Any) -> str:
    return _CONTROL.sub("", str(raw).replace("\r\n", "\n").replace("\r", "\n")).strip()


def _is_empty(raw: Any) -> bool:
    return raw is None or (isinstance(raw, str) and not _clean(raw))


def _point(question: Question, raw: Any) -> int | None:
    if _is_empty(raw):
        return None
    if isinstance(raw, bool):
        raise WrongAnswerError("unknown_option")
    text = _clean(raw)
    if text not in {"0", "1", "2", "3", "4", "5"} or int(text) > POINTS:
        raise WrongAnswerError("unknown_option")
    if int(text) == UNSURE and not question.has_unsure:
        raise WrongAnswerError("unknown_option")
    return int(text)


def _scale(question: Question, raw: Any) -> int | None:
    return _point(question, raw)


def _pair(question: Question, raw: Any) -> list[int | None] | None:
    given = [raw.get("now"), raw.get("wish")] if isinstance(raw, Mapping) else raw
    if _is_empty(given):
        return None
    now, wish = given
    pair = [_point(question, now), _point(question, wish)]
    return None if pair == [None, None] else pair


def _option(question: Question, raw: Any) -> str | None:
    if _is_empty(raw):
        return None
    key, _colon, text = _clean(raw).partition(":")
    if key == OTHER and question.has_other:
        text = " ".join(text.split())
        if not text:
            raise WrongAnswerError("other_empty")
        if len(text) > OTHER_LENGTH:
            raise WrongAnswerError("too_long")
        return f"{OTHER}:{text}"
    if key not in {option.key for option in question.options} or text:
        raise WrongAnswerError("unknown_option")
    return key


def _several(question: Question, raw: Any) -> list[str]:
    given = [raw] if isinstance(raw, str) else list(raw or [])
    keys = [key for each in given if (key := _option(question, each)) is not None]
    if len({key.split(":", 1)[0] for key in keys}) < len(keys):
        raise WrongAnswerError("twice")
    alone = {option.key for option in question.options if option.exclusive}
    if question.minimum is not None and keys and len(keys) < question.minimum and not alone & set(keys):
        raise WrongAnswerError("too_few")
    if question.maximum is not None and len(keys) > question.maximum:
        raise WrongAnswerError("too_many")
    return keys


def _multiple(question: Question, raw: Any) -> list[str] | None:
    keys = _several(question, raw)
    alone = {option.key for option in question.options if option.exclusive}
    if len(keys) > 1 and alone & set(keys):
        raise WrongAnswerError("exclusive")
    place = {option.key: number for number, option in enumerate(question.all_options)}
    return sorted(keys, key=lambda key: place[key.split(":", 1)[0]]) or None


def _ranking(question: Question, raw: Any) -> list[str] | None:
    return _several(question, raw) or None


def _matrix(question: Question, raw: Any) -> dict[str, int] | None:
    if _is_empty(raw):
        return None
    rows = {row.key for row in question.rows}
    if set(raw) - rows:
        raise WrongAnswerError("unknown_option")
    points = {row.key: _point(question, raw.get(row.key)) for row in question.rows}
    return {key: point for key, point in points.items() if point is not None} or None


def _number(question: Question, raw: Any) -> float | int | None:
    if _is_empty(raw):
        return None
    text = _clean(raw).replace(" ", "").replace(",", ".")
    if isinstance(raw, bool) or len(text) > 18 or not re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", text):
        raise WrongAnswerError("not_a_number")
    number = float(text)
    if question.is_whole and not number.is_integer():
        raise WrongAnswerError("not_a_number")
    if question.minimum is not None and number < question.minimum:
        raise WrongAnswerError("too_small")
    if question.maximum is not None and number > question.maximum:
        raise WrongAnswerError("too_large")
    return int(number) if question.is_whole else number


def _date(question: Question, raw: Any) -> str | None:
    if _is_empty(raw):
        return None
    try:
        found = dt.date.fromisoformat(_clean(raw))
    except ValueError:
        raise WrongAnswerError("not_a_date") from None
    return found.isoformat()


def _place(question: Question, raw: Any) -> list[float] | None:
    if _is_empty(raw):
        return None
    given = raw.split(",") if isinstance(raw, str) else list(raw)
    if len(given) == 2 and all(_is_empty(each) for each in given):
        return None
    try:
        lat, lon = (round(float(str(each).strip()), 5) for each in given)
    except (TypeError, ValueError):
        raise WrongAnswerError("not_a_place") from None
    if not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
        raise WrongAnswerError("not_a_place")
    return [lat, lon]


def _text(question: Question, raw: Any) -> str | None:
    text = "" if _is_empty(raw) else _clean(raw)
    if len(text) > (question.maximum or TEXT_LENGTH):
        raise WrongAnswerError("too_long")
    return text or None


def _consent(question: Question, raw: Any) -> bool | None:
    if _is_empty(raw):
        return None
    if raw is True or raw is False:
        return bool(raw)
    told = {"true": True, "ja": True, "on": True, "1": True, "false": False, "nee": False, "0": False}
    try:
        return told[_clean(raw).lower()]
    except KeyError:
        raise WrongAnswerError("unknown_option") from None


_READERS: dict[Type, Callable[[Question, Any], Any]] = {
    Type.SCALE: _scale, Type.NOW_WISH: _pair, Type.SINGLE: _option, Type.IMAGE: _option, Type.MULTIPLE: _multiple,
    Type.RANKING: _ranking, Type.MATRIX: _matrix, Type.NUMBER: _number, Type.DATE: _date, Type.PLACE: _place,
    Type.TEXT: _text, Type.CONSENT: _consent,
}


def options_by_key(options: list[Option]) -> dict[str, Option]:
    """Options by their key."""
    return {option.key: option for option in options}
