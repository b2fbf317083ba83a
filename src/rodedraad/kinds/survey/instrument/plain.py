"""Dataclasses to JSON-ready data and back, strictly: what has another type than its field is refused."""

import math
import re
from dataclasses import MISSING, fields, is_dataclass
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

LONGEST = 20_000
_UNKEPT = re.compile("[\x00\ud800-\udfff]")


def lean(thing: Any) -> Any:
    """Data of a dataclass without the fields that have their usual value."""
    if is_dataclass(thing):
        return {each.name: lean(getattr(thing, each.name)) for each in fields(thing)
                if getattr(thing, each.name) != _usual(each)}
    if isinstance(thing, list):
        return [lean(each) for each in thing]
    if isinstance(thing, dict):
        return {key: lean(value) for key, value in thing.items()}
    return str(thing) if isinstance(thing, str) else thing


def _usual(each: Any) -> Any:
    if each.default is not MISSING:
        return each.default
    return each.default_factory() if each.default_factory is not MISSING else MISSING


def built(kind: Any, data: Any, place: str) -> Any:
    """`data` as a `kind`: a dataclass, list, dict, or one of several plain types. Raises `ValueError`."""
    if is_dataclass(kind):
        return _built_class(kind, data, place)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType}:
        return _built_one_of(inner, data, place)
    if origin is list and isinstance(data, list):
        return [built(inner[0], each, f"{place}[{number}]") for number, each in enumerate(data)]
    if origin is dict and isinstance(data, dict):
        return {built(inner[0], key, place): built(inner[1], each, f"{place}.{key}") for key, each in data.items()}
    return _plain((kind,), data, place)


def _built_one_of(kinds: tuple[Any, ...], data: Any, place: str) -> Any:
    classes = [kind for kind in kinds if is_dataclass(kind)]
    if classes and isinstance(data, dict):
        return _built_class(classes[0], data, place)
    return _plain(kinds, data, place)


def _plain(kinds: tuple[Any, ...], data: Any, place: str) -> Any:
    if type(data) in kinds and not _is_odd(data):
        return data
    if type(data) is int and float in kinds:
        return float(data)
    raise ValueError(f"{place}: {repr(data)[:60]}")


def _is_odd(data: Any) -> bool:
    """Too long, with a NUL or half a letter, or no finite number: no database or page can do something with it."""
    if isinstance(data, str):
        return len(data) > LONGEST or bool(_UNKEPT.search(data))
    return isinstance(data, float) and not math.isfinite(data)


def _built_class(kind: Any, data: Any, place: str) -> Any:
    """Keys nobody knows are left out, so that an older reader reads a newer instrument of the same version."""
    if not isinstance(data, dict):
        raise ValueError(f"{place}: {repr(data)[:60]}")  # noqa: TRY004 -- the caller makes it one error
    hints = get_type_hints(kind)
    given = {each.name: built(hints[each.name], data[each.name], f"{place}.{each.name}")
             for each in fields(kind) if each.name in data}
    try:
        return kind(**given)
    except TypeError as error:
        raise ValueError(f"{place}: {str(error)[-60:]}") from None
