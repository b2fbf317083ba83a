"""Statements that say nearly the same in nearly the same words: joined, and counted."""

import re
from collections.abc import Iterable
from dataclasses import replace

from .models import Statement

ALIKE = 0.82
SHINGLE = 3
MOST_COMPARED = 200
"""A statement is compared with at most this many others that share its rarest pieces: in a set of near-copies some may
stay apart, but a hundred thousand statements never take hours."""


def join_doubles(statements: Iterable[Statement], at_least: float = ALIKE) -> list[Statement]:
    """The first of each group of near-doubles, in order, with how often it was said.

    Likeness is Jaccard's over pieces of three characters of the words in lower case; `at_least` is from 0 to 1.
    """
    kept: list[Statement] = []
    exact: dict[str, int] = {}
    pieces_of: list[frozenset[str]] = []
    holding: dict[str, list[int]] = {}
    listed = list(statements)
    rarity = _rarity(listed)
    for statement in listed:
        words = _words(statement.text)
        place = exact.get(words)
        pieces = _pieces(words)
        telling = sorted(pieces, key=lambda piece: (rarity.get(piece, 0), piece))[:_needed(len(pieces), at_least)]
        if place is None:
            place = _alike(pieces, telling, holding, pieces_of, at_least)
        if place is None:
            place = len(kept)
            kept.append(statement)
            pieces_of.append(pieces)
            for piece in telling:
                holding.setdefault(piece, []).append(place)
        else:
            kept[place] = replace(kept[place], times_said=kept[place].times_said + statement.times_said)
        exact.setdefault(words, place)
    return kept


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _pieces(words: str) -> frozenset[str]:
    padded = f" {words} "
    return frozenset(padded[at:at + SHINGLE] for at in range(max(1, len(padded) - SHINGLE + 1)))


def _numbers(pieces: frozenset[str]) -> frozenset[str]:
    return frozenset(piece for piece in pieces if any(map(str.isdigit, piece)))


def _rarity(statements: list[Statement]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for statement in statements:
        for piece in _pieces(_words(statement.text)):
            counts[piece] = counts.get(piece, 0) + 1
    return counts


def _needed(size: int, at_least: float) -> int:
    """How many of the rarest pieces must be looked at: two sets that are alike enough share one of them.

    The prefix filter of Chaudhuri, Ganti, Kaushik, *A primitive operator for similarity joins* (ICDE 2006).
    """
    return size - int(-(-at_least * size // 1)) + 1


def _alike(pieces: frozenset[str], telling: list[str], holding: dict[str, list[int]],
           pieces_of: list[frozenset[str]], at_least: float) -> int | None:
    seen: set[int] = set()
    for piece in telling:
        for place in holding.get(piece, ()):
            if place in seen:
                continue
            if len(seen) >= MOST_COMPARED:
                return None
            seen.add(place)
            other = pieces_of[place]
            shortest, longest = sorted((len(pieces), len(other)))
            if shortest < at_least * longest or _numbers(pieces) != _numbers(other):
                continue  # “bus 12” and “bus 13” are two things, however alike the words
            shared = len(pieces & other)
            if shared >= at_least * (len(pieces) + len(other) - shared):
                return place
    return None
