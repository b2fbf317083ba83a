"""What the activities of processes say about time: what is open now, the moments of the timeline, the gaps."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.listen.processes.agenda import Agenda, Moment, Opening, state_on
from rodedraad.listen.processes.models import Process

from .models import Activity, Phase
from .queries import closes_at, open_feature


def agendas(processes: Iterable[Process]) -> dict[int, Agenda]:
    """The agenda per process id, in 2 queries for any number of processes."""
    by_id = {process.pk: process for process in processes}
    grouped: dict[int, list[Activity]] = defaultdict(list)
    for activity in Activity.objects.filter(process_id__in=by_id).prefetch_related("phases"):
        activity.process = by_id[activity.process_id]
        grouped[activity.process_id].append(activity)
    return {pk: agenda_of(activities) for pk, activities in grouped.items()}


def agenda_of(activities: list[Activity]) -> Agenda:
    """The agenda of the activities of one process."""
    now = timezone.now()
    ahead = [phase.starts_at for each in activities for phase in each.phase_list if phase.starts_at > now]
    moments = tuple(moment_of(phase, each) for each in activities for phase in each.phase_list)
    return Agenda(_openings(activities, now), moments, tuple(gaps(activities)), min(ahead, default=None),
                  len(activities))


def _openings(activities: list[Activity], now: datetime) -> tuple[Opening, ...]:
    """What is open now: what asks for something new first, then in the order of the adviser."""
    found = []
    for activity in activities:
        feature = open_feature(activity, now)
        if feature is None:
            continue
        kind = activity.kind_object
        rank = list(kind.features).index(feature)
        opening = Opening(activity.title, kind.action_label(feature), kind.action_url(activity, feature),
                          closes_at(activity, feature, now))
        found.append((rank, opening))
    return tuple(opening for _rank, opening in sorted(found, key=lambda pair: pair[0]))


def moment_of(phase: Phase, activity: Activity) -> Moment:
    """A phase on the timeline: whole days in local time, the last day included."""
    starts = timezone.localdate(phase.starts_at)
    ends = last_day(phase)
    state = state_on(starts, ends, timezone.localdate(), has_open_end=phase.ends_at is None)
    return Moment(starts, phase.title, state, ends if ends != starts else None, activity.title,
                  has_open_end=phase.ends_at is None)


def last_day(phase: Phase) -> date | None:
    """The last day on which the phase is on; an end at midnight belongs to the day before."""
    return timezone.localdate(phase.ends_at - timedelta(microseconds=1)) if phase.ends_at else None


def gaps(activities: Iterable[Activity]) -> list[Moment]:
    """Stretches between the first and the last phase of a process in which nothing is open."""
    phases = sorted((phase for each in activities for phase in each.phase_list), key=lambda phase: phase.starts_at)
    found: list[Moment] = []
    end: datetime | None = None
    for phase in phases:
        if end is not None and phase.starts_at > end:
            first, last = timezone.localdate(end), timezone.localdate(phase.starts_at - timedelta(microseconds=1))
            found.append(Moment(first, _("Nothing is open"), state_on(first, last, timezone.localdate()),
                                last if last > first else None))
        if phase.ends_at is None:
            return found
        end = phase.ends_at if end is None else max(end, phase.ends_at)
    return found
