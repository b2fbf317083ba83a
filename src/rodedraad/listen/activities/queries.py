"""Reads of activities: one activity at its address, what is open when, and what closes soon."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from rodedraad.listen.processes.models import Process
from rodedraad.listen.processes.queries import find_for_desk

from .kinds import Kind, offered_kinds, summaries
from .models import Activity, Phase


def find_activity(process_slug: str, activity_slug: str, kind: str) -> Activity:
    """The activity of a kind at an address, with its process and phases, in 2 queries; else 404."""
    activity = (
        Activity.objects.select_related("process").prefetch_related("phases")
        .filter(process__slug=process_slug, slug=activity_slug, kind=kind).first()
    )
    if activity is None:
        raise Http404(activity_slug)
    return activity


def find_on_desk(request: HttpRequest, process_slug: str, activity_slug: str) -> Activity:
    """An activity on the desk; a visitor gets an empty one, so that the address leads to the login page."""
    process = find_for_desk(request, process_slug)
    if process.pk is None:
        return Activity(process=process)
    activity = Activity.objects.prefetch_related("phases").filter(process=process, slug=activity_slug).first()
    if activity is None:
        raise Http404(activity_slug)
    activity.process = process
    return activity


def find_phase(request: HttpRequest, process_slug: str, activity_slug: str, phase_id: int) -> Phase:
    """A phase on the desk."""
    activity = find_on_desk(request, process_slug, activity_slug)
    if activity.pk is None:
        return Phase(activity=activity)
    phase = Phase.objects.filter(activity=activity, pk=phase_id).first()
    if phase is None:
        raise Http404(str(phase_id))
    phase.activity = activity
    return phase


def kind_or_404(key: str) -> Kind:
    """The kind with a key, when it can be chosen for a new activity; else 404."""
    found = next((kind for kind in offered_kinds() if kind.key == key), None)
    if found is None:
        raise Http404(key)
    return found


def activities_of(process: Process) -> list[Activity]:
    """The activities of a process in order, with their phases, in 2 queries."""
    activities = list(Activity.objects.filter(process=process).prefetch_related("phases"))
    for activity in activities:
        activity.process = process
    return activities


def closing_before(moment: datetime) -> QuerySet:
    """Ids of running processes in which a phase that is on now ends before the moment."""
    now = timezone.now()
    ending = Phase.objects.filter(starts_at__lte=now, ends_at__gt=now, ends_at__lt=moment)
    return ending.filter(activity__process__state=Process.State.PUBLISHED).values("activity__process_id")


def closes_soon(days: int) -> list[Activity]:
    """Activities of running processes with a phase that is on now and ends within `days`, the first to end first."""
    now = timezone.now()
    ending = Q(phases__starts_at__lte=now, phases__ends_at__gt=now, phases__ends_at__lt=now + timedelta(days=days))
    found = Activity.objects.filter(ending, process__state=Process.State.PUBLISHED).distinct()
    listed = list(found.select_related("process").prefetch_related("phases"))
    return sorted(listed, key=lambda each: min(p.ends_at for p in each.phase_list if p.is_on(now) and p.ends_at))


@dataclass(frozen=True)
class Card:
    """One activity on the process page."""

    activity: Activity
    kind: Kind
    url: str
    figures: list[str]
    is_open: bool
    action: str
    until: datetime | None
    opens_at: datetime | None


def cards(activities: Iterable[Activity]) -> list[Card]:
    """What the process page says of each activity."""
    listed, now = list(activities), timezone.now()
    figures = summaries(listed)
    return [_card(activity, figures.get(activity.pk, []), now) for activity in listed]


def _card(activity: Activity, figures: list[str], now: datetime) -> Card:
    feature = open_feature(activity, now)
    ahead = [phase.starts_at for phase in activity.phase_list if phase.starts_at > now]
    kind = activity.kind_object
    return Card(activity, kind, kind.url(activity), figures, feature is not None,
                kind.action_label(feature) if feature else "", closes_at(activity, feature, now),
                min(ahead, default=None))


def open_feature(activity: Activity, at: datetime) -> str | None:
    """The first feature of the kind, in its own order, that is open at a moment."""
    return next((str(each) for each in activity.kind_object.features if activity.is_open(each, at)), None)


def closes_at(activity: Activity, feature: str | None, at: datetime) -> datetime | None:
    """When an open feature closes: the end of the unbroken run of phases that open it; None when it stays open."""
    if feature is None:
        return None
    opening = [phase for phase in activity.phase_list if feature in phase.features]
    end: datetime | None = at
    for phase in opening:
        if end is not None and phase.starts_at <= end:
            end = None if phase.ends_at is None else max(end, phase.ends_at)
    return end
