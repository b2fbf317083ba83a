"""When what happens in a process: the moments of its timeline and what is open now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from .models import Charter, Process


class When(StrEnum):
    """Where a moment lies from today."""

    PAST = "past"
    NOW = "now"
    FUTURE = "future"


@dataclass(frozen=True)
class Opening:
    """One activity that is open now: what the button says, where it leads, until when."""

    title: str
    action: str
    url: str
    until: datetime | None


@dataclass(frozen=True)
class Moment:
    """One line of the timeline: a stretch of days (both ends included), or one day when `until` is None."""

    on: date
    title: str
    state: When
    until: date | None = None
    text: str = ""
    href: str = ""
    has_open_end: bool = False

    @property
    def when(self) -> str:
        """The day or days in words."""
        if self.has_open_end:
            return _("From %(day)s") % {"day": date_format(self.on)}
        if self.until is None:
            return date_format(self.on)
        first = date_format(self.on, "j F" if self.on.year == self.until.year else "j F Y")
        return _("%(first)s until %(last)s") % {"first": first, "last": date_format(self.until)}


@dataclass(frozen=True)
class Agenda:
    """What the activities of one process say about time."""

    openings: tuple[Opening, ...] = ()
    moments: tuple[Moment, ...] = ()
    gaps: tuple[Moment, ...] = ()
    next_opens_at: datetime | None = None
    activity_count: int = 0

    @property
    def closes_at(self) -> datetime | None:
        """The first moment at which something that is open closes."""
        ends = [opening.until for opening in self.openings if opening.until]
        return min(ends, default=None)


def state_on(on: date, until: date | None, today: date, *, has_open_end: bool = False) -> When:
    """Where a stretch of days (both ends included) lies from today."""
    if on > today:
        return When.FUTURE
    if has_open_end or (until or on) >= today:
        return When.NOW
    return When.PAST


def timeline(process: "Process", charter: "Charter | None", extra: Iterable[Moment]) -> list[Moment]:
    """The start and end of the process, the promised dates of its rules and the moments of its activities, in order."""
    today = timezone.localdate()
    decider = _("By: %(decider)s") % {"decider": charter.decider} if charter and charter.decider else ""
    dated = [
        (process.starts_on, _("The process starts"), ""),
        (charter and charter.answer_by, _("The answer comes before this day"), ""),
        (charter and charter.decision_on, _("The decision"), decider),
        (process.ends_on, _("The process ends"), ""),
    ]
    own = [Moment(on, title, state_on(on, None, today), text=text) for on, title, text in dated if on]
    return sorted([*own, *extra], key=lambda moment: (moment.on, moment.until or moment.on))
