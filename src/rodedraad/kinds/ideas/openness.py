"""Whether something is open in an activity, until when, or when it will be: in data for a sentence on the page."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from rodedraad.listen.activities.models import Activity
from rodedraad.listen.processes.models import Process


@dataclass(frozen=True)
class Openness:
    """Open now (`ends_at` says until when), not yet (`starts_at`), or over (`ended_at`)."""

    is_open: bool
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    ended_at: datetime | None = None


def openness(activity: Activity, feature: str, at: datetime | None = None) -> Openness:
    """How a feature stands at a moment (now when not given)."""
    at = at or timezone.now()
    phases = [phase for phase in activity.phase_list if feature in phase.features]
    if activity.is_open(feature, at):
        ends = [phase.ends_at for phase in phases if phase.is_on(at)]
        return Openness(True, ends_at=None if None in ends else max(end for end in ends if end))
    coming = [phase.starts_at for phase in phases if phase.starts_at > at]
    if coming and activity.process.state in {Process.State.DRAFT, Process.State.PUBLISHED}:
        return Openness(False, starts_at=min(coming))
    ended = [phase.ends_at for phase in phases if phase.ends_at and phase.ends_at <= at]
    return Openness(False, ended_at=max(ended, default=None))


@dataclass(frozen=True)
class Promise:
    """What the charter promises to who takes part: who decides, and before when there is an answer."""

    answer_by: date | None
    decider: str
    decision_on: date | None
    feedback: str

    @property
    def is_late(self) -> bool:
        """Whether the promised day of the answer has passed."""
        return self.answer_by is not None and self.answer_by < timezone.localdate()


def promise_of(process: Process) -> Promise | None:
    """The promise in the published rules of a process; None when there are none."""
    charter = process.charters.exclude(published_at=None).order_by("-number").first()
    if charter is None:
        return None
    return Promise(charter.answer_by, charter.decider, charter.decision_on, charter.feedback)
