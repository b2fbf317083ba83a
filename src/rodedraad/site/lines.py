"""The thread line of a thread, a process or a contribution: which knots are tied, promised, or late."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from rodedraad.base.ui.thread import Knot, ThreadLine
from rodedraad.decide.agreements.models import Commitment
from rodedraad.listen.processes.models import Process
from rodedraad.understand.themes.models import Theme

from .coverage import coverage_of
from .threads import Thread, from_theme

STAGES = ("contribution", "theme", "answer", "decision", "commitment", "result")


def _day(moment: datetime | date | None) -> date | None:
    if isinstance(moment, datetime):
        return timezone.localtime(moment).date()
    return moment


def knot(stage: str, *, count: int, on: datetime | date | None = None, promised: date | None = None,
         href: str | None = None, late: bool = False) -> Knot:
    """One knot: late when a promised day has passed, done when something happened, open otherwise.

    `late` says that something is overdue although part of it happened: a second promise that is not kept yet.
    """
    passed = promised is not None and promised < timezone.localdate()
    state: Literal["done", "open", "late"] = "late" if late or (passed and not count) else "done" if count else "open"
    return Knot(stage=stage, state=state, count=count or None, date=_day(on) if count else None,
                promised=promised if state != "done" else None, href=href)


def line_of_thread(thread: Thread) -> ThreadLine:
    """The line of one whole thread."""
    open_dues = [promise.due_on for promise in thread.commitments if promise.state == Commitment.State.OPEN]
    return ThreadLine(knots=[
        knot("contribution", count=thread.contribution_count, on=_first(thread.contributions, "created_at")),
        knot("theme", count=len(thread.themes), on=_first(thread.themes, "published_at")),
        knot("answer", count=len(thread.answers), on=_first(thread.answers, "published_at"),
             promised=thread.answer_by),
        knot("decision", count=len(thread.decisions), on=_first(thread.decisions, "decided_on"),
             promised=thread.decision_on),
        knot("commitment", count=len(thread.commitments), on=_first(thread.commitments, "created_at")),
        knot("result", count=len(thread.results), on=_first(thread.results, "happened_on"),
             promised=min(open_dues) if open_dues else None, late=_is_past(min(open_dues, default=None))),
    ])


def line_of_theme(theme: Theme) -> ThreadLine:
    """The line of one theme."""
    return line_of_thread(from_theme(theme))


def line_of_process(process: Process) -> ThreadLine:
    """The line of a process: how many of each knot, since when, and what is promised."""
    charter = process.charters.exclude(published_at=None).last()
    covered = coverage_of(process)
    themes = process.themes.filter(state="published").aggregate(n=Count("pk"), on=Min("published_at"))
    answers = process.answers.filter(state="published").aggregate(n=Count("pk"), on=Min("published_at"))
    decisions = process.decisions.filter(is_published=True).aggregate(n=Count("pk"), on=Min("decided_on"))
    promises = process.commitments.filter(is_published=True).aggregate(
        n=Count("pk", distinct=True), on=Min("created_at"), due=Min("due_on", filter=Q(state="open")),
        reported=Count("results", distinct=True), last=Max("results__happened_on"),
    )
    return ThreadLine(knots=[
        knot("contribution", count=covered.total, on=process.published_at),
        knot("theme", count=themes["n"], on=themes["on"]),
        knot("answer", count=answers["n"], on=answers["on"], promised=charter.answer_by if charter else None),
        knot("decision", count=decisions["n"], on=decisions["on"], promised=charter.decision_on if charter else None),
        knot("commitment", count=promises["n"], on=promises["on"]),
        knot("result", count=promises["reported"], on=promises["last"], promised=promises["due"],
             late=_is_past(promises["due"])),
    ])


def _is_past(day: date | None) -> bool:
    return day is not None and day < timezone.localdate()


def _first(rows: Sequence[object], name: str) -> datetime | date | None:
    moments = [moment for row in rows if (moment := getattr(row, name))]
    return min(moments) if moments else None
