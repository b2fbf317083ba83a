"""Which knots a contribution has reached: set by the floors above, read by lists, thread lines and coverage."""

from collections.abc import Iterable

from .models import Contribution

KNOTS = ("theme", "answer", "decision", "commitment", "result")
CHUNK = 5000


def mark_reached(*, knot: str, reached: Iterable[int], not_reached: Iterable[int] = ()) -> None:
    """Set or clear one knot (`theme` … `result`) on contributions by id, within the caller's transaction."""
    if knot not in KNOTS:
        raise ValueError(knot)
    field = f"has_{knot}"
    for ids, value in ((list(reached), True), (list(not_reached), False)):
        for start in range(0, len(ids), CHUNK):
            chosen = Contribution.objects.filter(pk__in=ids[start : start + CHUNK]).exclude(**{field: value})
            chosen.update(**{field: value})
