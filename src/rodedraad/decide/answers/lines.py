"""The thread line on the pages of answers, decisions and promises."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from rodedraad.base.ui.thread import Knot, ThreadLine
from rodedraad.listen.processes.models import Charter

from .hooks import Promises


@dataclass(frozen=True)
class Happened:
    """How many of one knot, since when, and what was promised."""

    stage: str
    count: int
    since: date | None = None
    promised: date | None = None

    def knot(self) -> Knot:
        """The knot: done when something happened, late when the promised day has passed, else open."""
        if self.count:
            return Knot(stage=self.stage, state="done", count=self.count, date=self.since)
        is_late = self.promised is not None and self.promised < timezone.localdate()
        return Knot(stage=self.stage, state="late" if is_late else "open", promised=self.promised)


def draw(*, contributions: int, themes: Iterable[datetime | None], answers: Iterable[datetime | None],
         decisions: Iterable[date], promises: Promises, charter: Charter | None) -> ThreadLine:
    """The line of what hangs together: counts and first days per knot, with the promises of the charter."""
    theme_days, answer_days, decision_days = [*map(day, themes)], [*map(day, answers)], [*decisions]
    results = sorted(on for row in promises.rows for on in row.results_on)
    knots = [
        Happened("contribution", contributions),
        Happened("theme", len(theme_days), first(theme_days)),
        Happened("answer", len(answer_days), first(answer_days), charter.answer_by if charter else None),
        Happened("decision", len(decision_days), first(decision_days), charter.decision_on if charter else None),
        Happened("commitment", len(promises.rows), first(row.made_on for row in promises.rows)),
        Happened("result", len(results), results[0] if results else None, promises.next_due),
    ]
    return ThreadLine(knots=[each.knot() for each in knots])


def day(moment: datetime | None) -> date | None:
    """The day here of a moment."""
    return timezone.localtime(moment).date() if moment else None


def first(days: Iterable[date | None]) -> date | None:
    """The first of some days; None when there is none."""
    return min((each for each in days if each), default=None)
