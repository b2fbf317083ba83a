"""Order by chance that is the same each time for one seed, on every machine and every version of Python."""

import hashlib
from collections.abc import Callable, Sequence
from typing import TypeVar

from .shape import Instrument, Option, Question, Section

Item = TypeVar("Item")


def _draw(seed: int, where: str, key: str) -> bytes:
    return hashlib.sha256(f"{seed}:{where}:{key}".encode()).digest()


def shuffled(items: Sequence[Item], *, seed: int, where: str, key: Callable[[Item], str]) -> list[Item]:
    """The items in an order that depends only on the seed, the place and their own keys."""
    return sorted(items, key=lambda item: _draw(seed, where, key(item)))


def ordered_sections(instrument: Instrument, seed: int) -> list[Section]:
    """The sections in the order of this seed."""
    if not instrument.is_shuffled:
        return list(instrument.sections)
    return shuffled(instrument.sections, seed=seed, where="", key=lambda section: section.key)


def ordered_questions(section: Section, seed: int) -> list[Question]:
    """The questions of a section in the order of this seed."""
    if not section.is_shuffled:
        return list(section.questions)
    return shuffled(section.questions, seed=seed, where=section.key, key=lambda question: question.key)


def ordered_options(question: Question, seed: int) -> list[Option]:
    """The options in the order of this seed; what is fixed or excludes the others keeps its place."""
    return _with_fixed(question.all_options, question, seed)


def ordered_rows(question: Question, seed: int) -> list[Option]:
    """The rows of a matrix in the order of this seed."""
    return _with_fixed(question.rows, question, seed)


def _with_fixed(options: list[Option], question: Question, seed: int) -> list[Option]:
    if not question.is_shuffled:
        return list(options)
    loose = iter(shuffled([each for each in options if not (each.fixed or each.exclusive)], seed=seed,
                          where=f"?{question.key}", key=lambda option: option.key))
    return [each if each.fixed or each.exclusive else next(loose) for each in options]
