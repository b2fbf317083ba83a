"""The coverage figures of a process: how many contributions have a theme, an answer, a decision, a result."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils import timezone

from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.processes.models import Process

KNOTS = ("theme", "answer", "decision", "commitment", "result")


@dataclass(frozen=True)
class Coverage:
    """Counts of the contributions that count in one process; `late` = without an answer after the promised day."""

    total: int
    theme: int
    answer: int
    decision: int
    commitment: int
    result: int
    answer_by: date | None = None

    @property
    def late(self) -> int:
        """Contributions still without an answer although the promised day has passed."""
        if self.answer_by is None or self.answer_by >= timezone.localdate():
            return 0
        return self.total - self.answer

    def share(self, knot: str) -> int:
        """The whole percentage of contributions that reached a knot; 0 when there are none."""
        return round(100 * int(getattr(self, knot)) / self.total) if self.total else 0

    @property
    def rows(self) -> list[tuple[str, int, int]]:
        """(knot, count, percentage) in the order of the thread."""
        return [(knot, getattr(self, knot), self.share(knot)) for knot in KNOTS]


def coverage_of(process: Process) -> Coverage:
    """The figures in one grouped query over the index `contr_coverage`, whatever the number of contributions.

    Grouped in the order of that index and counting rows, not ids: neither database then sorts or leaves the index.
    """
    fields = [f"has_{knot}" for knot in KNOTS]
    groups = (
        Contribution.objects.filter(process=process).counted()
        .order_by()
        .values("state", *fields)
        .annotate(n=Count("*"))
    )
    counts = dict.fromkeys(KNOTS, 0)
    total = 0
    for group in groups:
        total += group["n"]
        for knot in KNOTS:
            counts[knot] += group["n"] if group[f"has_{knot}"] else 0
    charter = process.charters.exclude(published_at=None).only("answer_by", "number", "process").last()
    return Coverage(total=total, answer_by=charter.answer_by if charter else None, **counts)
