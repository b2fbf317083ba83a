"""Where higher floors hang what they know of one contribution: its whole thread line."""

from collections.abc import Callable

from django.utils import timezone

from rodedraad.base.ui.thread import Knot, ThreadLine

from .models import Contribution

STAGES = ("theme", "answer", "decision", "commitment", "result")
_thread_line: list[Callable[[Contribution], ThreadLine]] = []


def register_thread_line(build: Callable[[Contribution], ThreadLine]) -> None:
    """Say how the thread line of a contribution is made, with dates and promises; the last registration holds."""
    _thread_line[:] = [build]


def thread_line_for(contribution: Contribution) -> ThreadLine:
    """The thread line of a contribution; without a registered floor, the knots that its own columns know."""
    return _thread_line[0](contribution) if _thread_line else _own_line(contribution)


def _own_line(contribution: Contribution) -> ThreadLine:
    placed = Knot(stage="contribution", state="done", count=1, date=timezone.localdate(contribution.created_at))
    later = [Knot(stage=stage, state="done" if getattr(contribution, f"has_{stage}") else "open") for stage in STAGES]
    return ThreadLine(knots=[placed, *later])
