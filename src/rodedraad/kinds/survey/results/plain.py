"""Dataclasses as JSON-ready data and back, by their types: what is stored is exactly what is read."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import numpy as np


class NotPlainError(ValueError):
    """The data does not fit the type that was asked for; the message says where."""


def plain(value: Any) -> Any:
    """A dataclass, or anything made of them, as data that JSON can hold; numbers of numpy become plain ones."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, np.generic):
        return value.item()
    return value


def built(kind: Any, data: Any, where: str = "") -> Any:
    """A value of `kind` from what `plain` made: sequences as tuples. Raises `NotPlainError`."""
    origin = get_origin(kind)
    if origin in {Union, UnionType}:
        return _one_of(kind, data, where)
    if is_dataclass(kind):
        return _dataclass(kind, data, where)
    if origin is tuple or (isinstance(origin, type) and issubclass(origin, Sequence)):
        if not isinstance(data, list):
            raise NotPlainError(f"{where}: want a list")
        return tuple(built(get_args(kind)[0], one, f"{where}[{place}]") for place, one in enumerate(data))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        if not isinstance(data, dict):
            raise NotPlainError(f"{where}: want an object")
        return {key: built(get_args(kind)[1], one, f"{where}.{key}") for key, one in data.items()}
    if kind is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if not isinstance(data, kind) or (kind is int and isinstance(data, bool)):
        raise NotPlainError(f"{where}: want {kind.__name__}")
    return data


def _one_of(kind: Any, data: Any, where: str) -> Any:
    choices = get_args(kind)
    if data is None and NoneType in choices:
        return None
    return built(next(choice for choice in choices if choice is not NoneType), data, where)


def _dataclass(kind: Any, data: Any, where: str) -> Any:
    if not isinstance(data, dict):
        raise NotPlainError(f"{where}: want an object")
    hints = _hints(kind)
    return kind(**{name: built(hint, data[name], f"{where}.{name}") for name, hint in hints.items() if name in data})


@lru_cache(maxsize=64)
def _hints(kind: Any) -> dict[str, Any]:
    known = get_type_hints(kind)
    return {each.name: known[each.name] for each in fields(kind)}
