"""Reads for the desk: what still needs an answer, what waits for a colleague, and whether a promised day has passed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.models.contribution import State
from rodedraad.listen.processes.models import Process
from rodedraad.understand.themes.counts import size_per_theme
from rodedraad.understand.themes.models import Theme

from .models import Answer, AnswerRevision
from .queries import PER_PAGE, ContributionLink, links
from .rules import charter_in_force

SHOWN_ALONE = 20
SORTED_UP_TO = 20_000
"""Up to this many lone contributions are found first and then sorted; above it they are read in sorted order."""
UNFINISHED = (Answer.State.DRAFT, Answer.State.SUBMITTED, Answer.State.APPROVED)


@dataclass(frozen=True)
class Waiting:
    """What has no answer yet in one process, against the day that was promised."""

    themes: int
    alone: int
    answer_by: date | None

    @property
    def days_late(self) -> int:
        """How many days ago the answer should have been there; 0 when in time or nothing waits."""
        if self.answer_by is None or not (self.themes or self.alone):
            return 0
        return max(0, (timezone.localdate() - self.answer_by).days)


@dataclass(frozen=True)
class WaitingTheme:
    """A theme without a published answer, its size, and the answer that somebody is writing."""

    theme: Theme
    size: int
    unfinished: Answer | None


@dataclass(frozen=True)
class Desk:
    """Everything on the desk of answers of one process."""

    process: Process
    waiting: Waiting
    themes: list[WaitingTheme]
    alone: list[ContributionLink]
    to_approve: list[Answer]
    changes: list[AnswerRevision]
    unfinished: list[Answer]
    published: Page


def desk(process: Process, *, number: int = 1) -> Desk:
    """The desk of one process: a fixed number of queries."""
    themes = _sized(process, _themes_without_answer(process))
    drafts = list(Answer.objects.filter(process=process, state__in=UNFINISHED)
                  .select_related("written_by", "process").prefetch_related("themes").order_by("-updated_at"))
    by_theme = {theme.pk: answer for answer in drafts for theme in answer.themes.all()}
    alone = count_alone(process)
    charter = charter_in_force(process)
    published = Answer.objects.filter(process=process, state__in=[Answer.State.PUBLISHED, Answer.State.WITHDRAWN])
    return Desk(
        process=process,
        waiting=Waiting(len(themes), alone, charter.answer_by if charter else None),
        themes=[WaitingTheme(theme, theme.size, by_theme.get(theme.pk)) for theme in themes],
        alone=links(_alone(process, alone)) if alone else [],
        to_approve=[answer for answer in drafts if answer.state == Answer.State.SUBMITTED],
        changes=list(AnswerRevision.objects.filter(answer__process=process)
                     .select_related("answer__process", "proposed_by")),
        unfinished=[answer for answer in drafts if answer.state != Answer.State.SUBMITTED],
        published=Paginator(published.select_related("process"), PER_PAGE).get_page(number),
    )


def waiting(process: Process) -> Waiting:
    """How much of a process has no answer yet, and whether the promised day has passed. Three queries."""
    charter = charter_in_force(process)
    return Waiting(_themes_without_answer(process).count(), count_alone(process),
                   charter.answer_by if charter else None)


def count_alone(process: Process) -> int:
    """How many published contributions have neither a theme nor an answer: read from the index `contr_coverage`."""
    return _lone(process).count()


def theme_choices(process: Process) -> list[Theme]:
    """The published themes of a process with their size, largest first: what an answer can be about."""
    return _sized(process, Theme.objects.published().filter(process=process))


def answer_choices(process: Process, linked: QuerySet | None = None) -> list[Answer]:
    """The published answers of a process, and those that are linked already: what a decision can rest on."""
    wanted = Q(state=Answer.State.PUBLISHED)
    if linked is not None:
        wanted |= Q(pk__in=linked.values("pk"))
    return list(Answer.objects.filter(wanted, process=process))


def _themes_without_answer(process: Process) -> QuerySet:
    answered = Answer.themes.through.objects.filter(Q(theme_id=OuterRef("pk")) | Q(theme_id=OuterRef("parent_id")),
                                                    answer__state=Answer.State.PUBLISHED)
    return Theme.objects.published().filter(~Exists(answered), process=process)


def _sized(process: Process, themes: QuerySet) -> list[Any]:
    """Themes with their `size`, largest first; that of a thread holds what stands under its observations."""
    sizes, found = size_per_theme(process), list(themes.order_by("position", "pk"))
    for theme in found:
        theme.size = sizes.get(theme.pk, 0)
    return sorted(found, key=lambda theme: -theme.size)


def _lone(process: Process) -> QuerySet:
    return Contribution.objects.filter(process=process, state=State.PUBLISHED, has_theme=False,
                                       has_answer=False).order_by()


def _alone(process: Process, count: int) -> QuerySet:
    """The most supported lone contributions.

    Few: `+ 0` keeps the planner from walking the index in order of support in search of them.
    """
    support = F("support_count") + 0 if count <= SORTED_UP_TO else F("support_count")
    rows = _lone(process) if count <= SORTED_UP_TO else _lone(process).filter(
        activity__in=list(process.activities.values_list("pk", flat=True)))
    return rows.select_related("activity__process").order_by(support.desc(), "-pk")[:SHOWN_ALONE]
