"""The thread line of a thread, a process or a contribution: which knots are tied, promised, or late."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Literal

from django.db.models import Count, Max, Min, Q
from django.urls import reverse
from django.utils import timezone

from rodedraad.base.ui.thread import Knot, ThreadLine
from rodedraad.decide.agreements.models import Commitment
from rodedraad.listen.activities.kinds import kind_of
from rodedraad.listen.processes.models import Process
from rodedraad.understand.themes.models import Theme

from .coverage import coverage_of
from .threads import Thread, from_theme

STAGES = ("contribution", "theme", "answer", "decision", "commitment", "result")
PARTS = {"contribution": "bijdragen", "theme": "themas", "answer": "antwoorden", "decision": "besluiten",
         "commitment": "toezeggingen", "result": "resultaten"}
"""The part of the page of a thread that tells of each knot."""


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


def line_of_thread(thread: Thread, page: str = "") -> ThreadLine:
    """The line of one whole thread; each knot that is tied leads to its part of the page of the thread."""
    open_dues = [promise.due_on for promise in thread.commitments if promise.state == Commitment.State.OPEN]
    return leading_to_parts(page, [
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
    """The line of a process: how many of each knot, since when, what is promised; each leads to its list."""
    charter = process.charters.exclude(published_at=None).last()
    covered = coverage_of(process)
    themes = process.themes.filter(state="published").aggregate(n=Count("pk"), on=Min("published_at"))
    answers = process.answers.filter(state="published").aggregate(n=Count("pk"), on=Min("published_at"))
    decisions = process.decisions.filter(is_published=True).aggregate(n=Count("pk"), on=Min("decided_on"))
    promises = process.commitments.filter(is_published=True).aggregate(
        n=Count("pk", distinct=True), on=Min("created_at"), due=Min("due_on", filter=Q(state="open")),
        reported=Count("results", distinct=True), last=Max("results__happened_on"),
    )
    return _leading(_lists_of(process), [
        knot("contribution", count=covered.total, on=process.published_at),
        knot("theme", count=themes["n"], on=themes["on"]),
        knot("answer", count=answers["n"], on=answers["on"], promised=charter.answer_by if charter else None),
        knot("decision", count=decisions["n"], on=decisions["on"], promised=charter.decision_on if charter else None),
        knot("commitment", count=promises["n"], on=promises["on"]),
        knot("result", count=promises["reported"], on=promises["last"], promised=promises["due"],
             late=_is_past(promises["due"])),
    ])


def _leading(addresses: dict[str, str], knots: list[Knot]) -> ThreadLine:
    """A line whose tied knots lead somewhere: to a knot that is still to come there is nothing to read."""
    return ThreadLine(knots=[replace(each, href=addresses[each.stage]) if each.count else each for each in knots])


def page_of_thread(word: str, pk: int) -> str:
    """The page of the thread at one knot."""
    return reverse("site:thread", args=[word, pk])


def leading_to_parts(page: str, knots: list[Knot]) -> ThreadLine:
    """A line whose tied knots lead to the parts of the page of a thread."""
    return _leading({stage: f"{page}#{part}" for stage, part in PARTS.items()}, knots)


def _lists_of(process: Process) -> dict[str, str]:
    here = [process.slug]
    activity = process.activities.first()
    if activity is not None:
        activity.process = process
    said = kind_of(activity).url(activity) if activity else reverse("processes:detail", args=here)
    return {"contribution": said, "theme": reverse("themes:list", args=here),
            "answer": reverse("answers:list", args=here),
            "decision": reverse("answers:decisions", args=here),
            "commitment": reverse("agreements:list", args=here),
            "result": reverse("agreements:list", args=here)}


def _is_past(day: date | None) -> bool:
    return day is not None and day < timezone.localdate()


def _first(rows: Sequence[object], name: str) -> datetime | date | None:
    moments = [moment for row in rows if (moment := getattr(row, name))]
    return min(moments) if moments else None
