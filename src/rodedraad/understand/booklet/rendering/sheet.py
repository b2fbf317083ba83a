"""What the typesetter gets: the booklet as plain data in which every word and number is already written out."""

from typing import Any

from ..contents import Booklet, BookletQuote, Ground, Observation, Term, Thread
from . import words
from .words import WORDS

GROUNDS_SHOWN = 24
"""Under one observation; the other formats have them all."""

HEADER = 46
"""Signs of a thread's title that fit above its column on the overview map."""


def sheet(booklet: Booklet, *, grounds_shown: int = GROUNDS_SHOWN) -> dict[str, Any]:
    """Everything the template prints."""
    booklet = Booklet.from_dict(words.tidy(booklet.as_dict()))
    return {
        "words": WORDS,
        "title": booklet.title, "subtitle": booklet.subtitle, "publisher": booklet.publisher,
        "day": words.day(booklet.date), "proposal": booklet.proposal,
        "foreword": words.paragraphs(booklet.foreword), "method": words.paragraphs(booklet.method),
        "missing": words.paragraphs(booklet.missing), "closing": words.paragraphs(booklet.closing),
        "figures": words.main_figures(booklet),
        "opener": words.opener(booklet),
        "roles": [[each.role, words.number(each.number)] for each in booklet.taking_part],
        "organisations": organisations(booklet),
        "glance": glance(booklet),
        "threads": [_thread(each, booklet, grounds_shown) for each in booklet.threads],
        "map": overview(booklet),
        "vocabulary": vocabulary(booklet),
        "colophon": colophon(booklet),
    }


def _thread(thread: Thread, booklet: Booklet, grounds_shown: int) -> dict[str, Any]:
    return {
        "number": thread.number, "title": thread.title, "lead": words.paragraphs(thread.lead),
        "observations": [_observation(each, grounds_shown) for each in thread.observations],
        "quotes": [_quote(each) for each in thread.quotes],
        "values": thread.values, "instruments": thread.instruments, "questions": thread.questions,
        "brought": words.spread(thread, len(booklet.organisations)),
    }


def _observation(observation: Observation, shown: int) -> dict[str, Any]:
    grounds = printed_grounds(observation.grounds, shown)
    return {
        "number": observation.number, "text": observation.text,
        "weight": words.weight(observation), "statements": words.statements(observation.statements),
        "share": observation.conversations / observation.out_of,
        "grounds": [_ground(each) for each in grounds],
        "left_out": words.left_out(len(grounds), observation.statements),
    }


def _ground(ground: Ground) -> dict[str, str]:
    return {"text": ground.text, "where": ", ".join(part for part in (ground.role, ground.source) if part),
            "address": web_address(ground)}


def web_address(ground: Ground) -> str:
    """The address of a ground when a reader can follow it; "" for a place in a folder and for anything else."""
    return ground.address if ground.address.startswith(("https://", "http://")) else ""


def _quote(quote: BookletQuote) -> dict[str, str]:
    return {"text": quote.text, "who": words.who(quote)}


def printed_grounds(grounds: list[Ground], most: int) -> list[Ground]:
    """At most so many, from as many sources as possible: first one of each source, then the second of each."""
    turns: dict[str, int] = {}
    ranked = []
    for place, ground in enumerate(grounds):
        turn = turns[ground.source] = turns.get(ground.source, -1) + 1
        ranked.append((turn, place))
    return [grounds[place] for _, place in sorted(sorted(ranked)[:most], key=lambda each: each[1])]


def organisations(booklet: Booklet) -> dict[str, Any]:
    """The table of who took part; the column of people only when people were counted."""
    with_people = any(each.people for each in booklet.organisations)
    return {
        "with_people": with_people,
        "rows": [[each.name, words.number(each.conversations), *([words.number(each.people)] if with_people else [])]
                 for each in booklet.organisations],
    }


def glance(booklet: Booklet) -> dict[str, Any]:
    """The threads side by side: in how many conversations, or (when that is not known) how many statements."""
    by_conversation = all(thread.conversations for thread in booklet.threads)
    values = [thread.conversations if by_conversation else sum(each.statements for each in thread.observations)
              for thread in booklet.threads]
    most = max(booklet.conversation_count if by_conversation else 0, *values, 1)
    return {
        "caption": WORDS["glance_conversations" if by_conversation else "glance_statements"],
        "column": WORDS["conversations" if by_conversation else "statements"],
        "rows": [{"number": thread.number, "title": thread.title, "value": words.number(value), "share": value / most,
                  "words": words.weighed(value, by_conversation=by_conversation)}
                 for thread, value in zip(booklet.threads, values, strict=True)],
    }


def overview(booklet: Booklet) -> dict[str, Any]:
    """Threads × organisations: for each crossing the count as text and the share of the highest one."""
    threads = booklet.threads
    highest = max((count for each in threads for count in each.counts_by_organisation.values()), default=0)
    rows = [{"name": each.name, "cells": [_cell(thread.counts_by_organisation.get(each.name, 0), highest)
                                          for thread in threads]} for each in booklet.organisations]
    return {
        "columns": [{"number": each.number, "title": shortened(each.title, HEADER)} for each in threads],
        "rows": rows if highest else [],
        "total": [words.number(sum(each.counts_by_organisation.values())) for each in threads],
    }


def _cell(count: int, highest: int) -> dict[str, Any]:
    return {"text": words.number(count), "share": count / highest if highest else 0}


def shortened(text: str, most: int) -> str:
    """A text of at most so many signs, cut at a word."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"


def vocabulary(booklet: Booklet) -> list[dict[str, Any]]:
    """The core values and instruments that the threads name, with their meanings; what has none is left out."""
    used_values = {name for thread in booklet.threads for name in thread.values}
    used_instruments = {name for thread in booklet.threads for name in thread.instruments}
    lists = (
        (WORDS["values"], _explained(booklet.values, used_values)),
        (WORDS["instruments"], _explained(booklet.instruments, used_instruments)),
    )
    return [{"title": title, "terms": terms} for title, terms in lists if terms]


def _explained(terms: list[Term], used: set[str]) -> list[dict[str, str]]:
    return [{"name": each.name, "meaning": each.meaning} for each in terms if each.meaning and each.name in used]


def colophon(booklet: Booklet) -> list[list[str]]:
    """The rows of the colophon: what it is, and the words."""
    rows = (("publisher", booklet.publisher), ("date", words.day(booklet.date)), ("edition", booklet.edition),
            ("address", booklet.address), ("proposal", booklet.proposal))
    return [[WORDS[key], value] for key, value in rows if value] + [
        ["", part] for part in [*words.paragraphs(booklet.colophon), WORDS["made"]]]
