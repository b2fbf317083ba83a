"""Reading kept answers: which options were chosen, the words behind “anders”, the numbers to compare."""

from typing import Any

from .shape import OTHER, UNSURE


def chosen(value: Any) -> list[str]:
    """The keys of the options in a kept answer: `"a"`, `"other:vis"` or a list of such."""
    if isinstance(value, str):
        return [value.split(":", 1)[0]]
    return [each.split(":", 1)[0] for each in value if isinstance(each, str)] if isinstance(value, list) else []


def other_text(value: Any) -> str:
    """What somebody wrote behind “anders, namelijk”; empty when nothing."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str) and each.startswith(f"{OTHER}:"):
            return each.split(":", 1)[1]
    return ""


def numbers_of(value: Any) -> list[float]:
    """The number in an answer to compare with; “weet ik niet” on a scale is no number of points."""
    return [value] if isinstance(value, int | float) and not isinstance(value, bool) else []


def is_unsure(value: Any) -> bool:
    """Whether a scale was answered with “weet ik niet”."""
    return value == UNSURE and isinstance(value, int) and not isinstance(value, bool)
