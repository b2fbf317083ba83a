"""Where the app above hangs what was promised in an answer or decision, so that its page can show it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class PromiseRow:
    """One promise as the page of an answer or decision shows it."""

    what: str
    href: str
    owner: str
    due_on: date
    state: str
    tone: str
    is_open: bool
    made_on: date
    results_on: tuple[date, ...] = ()


@dataclass(frozen=True)
class Promises:
    """The promises made in some answers and decisions."""

    rows: list[PromiseRow] = field(default_factory=list)

    @property
    def next_due(self) -> date | None:
        """The first day on which an open promise is due."""
        return min((row.due_on for row in self.rows if row.is_open), default=None)


Find = Callable[[Iterable[int], Iterable[int]], Promises]
_find: list[Find] = []


def register_promises(find: Find) -> None:
    """Say how the published promises of answer ids and decision ids are found; the last registration holds."""
    _find[:] = [find]


def promises_in(answer_ids: Iterable[int], decision_ids: Iterable[int]) -> Promises:
    """The published promises made in these answers and decisions; a fixed number of queries."""
    return _find[0](list(answer_ids), list(decision_ids)) if _find else Promises()
