"""Which contribution to ask a person about next, and how right the suggestions are expected to be."""

import random
from dataclasses import dataclass

from django.core.cache import cache

from rodedraad.base.accounts.models import Person
from rodedraad.listen.processes.models import Process
from rodedraad.understand.texts import Estimate, ask_next

from ..models import Grounds
from .live import Live

AT_ONCE = 6
CHANCE_AFTER = 3
"""So many questions are chosen with one model; then the answers have taught a new one."""
CANDIDATES = 1_200
REMEMBERED = 12 * 3600
MOST_SKIPPED = 500
RENEWED_AFTER = 5
_estimates: dict[int, tuple[object, Estimate]] = {}


@dataclass(frozen=True)
class Question:
    """The contribution to ask about, and how many questions are left."""

    contribution: int | None
    left: int


def next_question(process: Process, live: Live, person: Person) -> Question:
    """The contribution whose answer teaches most, that nobody decided on and this person did not skip."""
    skipped = set(cache.get(_skipped_key(process, person), []))
    open_rows = [place for place, pk in enumerate(live.matrix.ids)
                 if pk not in live.decided and pk not in skipped and not _is_refused(live, pk)]
    open_ids = {live.matrix.ids[place] for place in open_rows}
    queue = [pk for pk in cache.get(_queue_key(process, person), []) if pk in open_ids]
    if not queue:
        step = -(-len(open_rows) // CANDIDATES) or 1
        model = live.placer.threads.model
        rows = ask_next(model, live.matrix.texts.vectors, open_rows[::step], AT_ONCE, live.matrix.texts.words)
        queue = _with_chance([live.matrix.ids[row] for row in rows], sorted(open_ids), process, person)
    cache.set(_queue_key(process, person), queue, REMEMBERED)
    return Question(queue[0] if queue else None, len(open_rows))


def _with_chance(chosen: list[int], open_ids: list[int], process: Process, person: Person) -> list[int]:
    """The chosen questions with one drawn by chance after each three: those tell fairly how right the machine is."""
    others = [pk for pk in open_ids if pk not in set(chosen)]
    drawn = random.SystemRandom().sample(others, min(len(others), len(chosen) // CHANCE_AFTER))
    cache.set(_drawn_key(process, person), [*cache.get(_drawn_key(process, person), []), *drawn][-MOST_SKIPPED:],
              REMEMBERED)
    queue: list[int] = []
    for place, pk in enumerate(chosen, start=1):
        queue.append(pk)
        if place % CHANCE_AFTER == 0 and drawn:
            queue.append(drawn.pop())
    return queue


def note_chance(process: Process, person: Person, contribution_id: int) -> None:
    """Write down with a decision that its contribution was drawn by chance, when it was."""
    if contribution_id in cache.get(_drawn_key(process, person), []):
        Grounds.objects.confirmed().filter(theme__process=process, contribution_id=contribution_id,
                                           decided_by=person).update(is_by_chance=True)


def _is_refused(live: Live, pk: int) -> bool:
    """Whether people said no to every theme for it."""
    return {theme.pk for theme in live.themes} <= live.refused.get(pk, set())


def skip(process: Process, person: Person, contribution_id: int) -> None:
    """Do not ask this person about it again today."""
    key = _skipped_key(process, person)
    cache.set(key, [*cache.get(key, []), contribution_id][-MOST_SKIPPED:], REMEMBERED)


def expected(process: Process, live: Live) -> Estimate:
    """How right the suggestions are expected to be on what nobody confirmed; computed anew after five decisions."""
    ids = live.matrix.ids
    key = (live.encoder, ids[:1], len(ids), len(live.themes), len(live.decided) // RENEWED_AFTER)
    found = _estimates.get(process.pk)
    if found is None or found[0] != key:
        found = _estimates[process.pk] = (key, live.placer.expected(live.matrix.texts))
    return found[1]


def _queue_key(process: Process, person: Person) -> str:
    return f"themes.ask:{process.pk}:{person.pk}"


def _drawn_key(process: Process, person: Person) -> str:
    return f"themes.drawn:{process.pk}:{person.pk}"


def _skipped_key(process: Process, person: Person) -> str:
    return f"themes.skip:{process.pk}:{person.pk}"
