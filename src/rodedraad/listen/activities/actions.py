"""Acts on activities and their phases: add, edit, order, delete; each with its audit line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.core.text import clean_line, clean_text
from rodedraad.listen.processes.addresses import free_slug
from rodedraad.listen.processes.errors import RefusedError, StaleError
from rodedraad.listen.processes.models import Process

from .kinds import kind_named, kind_of
from .models import Activity, Phase


@dataclass(frozen=True)
class Settings:
    """What an adviser fills in about an activity."""

    title: str
    intro: str = ""
    moderation: str = Activity.Moderation.POST
    access: str = Activity.Access.EMAIL
    options: Mapping[str, Any] = field(default_factory=dict)

    def write_to(self, activity: Activity) -> None:
        """Put the cleaned values on an activity."""
        activity.title, activity.intro = clean_line(self.title), clean_text(self.intro)
        activity.moderation, activity.access = self.moderation, self.access
        # What the form does not ask (a kind may keep more there, on pages of its own) stays.
        activity.options = {**activity.options, **self.options}


@dataclass(frozen=True)
class Stretch:
    """What an adviser fills in about a phase."""

    title: str
    features: Sequence[str]
    starts_at: datetime
    ends_at: datetime | None = None


def _locked_process(pk: int) -> Process:
    """Lock the process, so that acts on its activities come one after the other; refuse when it is finished."""
    process = Process.objects.select_for_update().get(pk=pk)
    if not process.is_changeable:
        raise RefusedError(_("This process is finished. Open it again before you change it."))
    return process


def _locked(activity: Activity, version: int | None = None) -> Activity:
    process = _locked_process(activity.process_id)
    current = Activity.objects.get(pk=activity.pk)
    current.process = process
    if version is not None and current.version != version:
        raise StaleError(current)
    return current


@transaction.atomic
def add_activity(*, process: Process, kind: str, settings: Settings, by: Person) -> Activity:
    """Add an activity of a kind at the end. Raises `UnknownKindError`, `RefusedError`."""
    kind_named(kind)
    process = _locked_process(process.pk)
    others = Activity.objects.filter(process=process)
    activity = Activity(organisation=process.organisation, process=process, kind=kind)
    settings.write_to(activity)
    activity.slug = free_slug(activity.title, others)
    activity.position = (others.aggregate(last=Max("position"))["last"] or 0) + 1
    activity.save()
    audit.record("activity.added", on=activity, by=by, process=process.pk, kind=kind)
    return activity


@transaction.atomic
def edit_activity(*, activity: Activity, version: int, settings: Settings, by: Person) -> Activity:
    """Change an activity; its address stays. Raises `StaleError`, `RefusedError`."""
    current = _locked(activity, version)
    settings.write_to(current)
    current.version += 1
    current.save()
    audit.record("activity.edited", on=current, by=by, version=current.version)
    return current


@transaction.atomic
def move_activity(*, activity: Activity, up: bool, by: Person) -> bool:
    """Let an activity change places with the one above or below it; False when there is none."""
    current = _locked(activity)
    ordered = list(Activity.objects.filter(process_id=current.process_id))
    place = ordered.index(current)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(ordered):
        return False
    ordered[place], ordered[other] = ordered[other], ordered[place]
    for position, each in enumerate(ordered, start=1):
        each.position = position
    Activity.objects.bulk_update(ordered, ["position"])
    audit.record("activity.moved", on=current, by=by, position=other + 1)
    return True


@transaction.atomic
def delete_activity(*, activity: Activity, by: Person) -> None:
    """Delete an activity in which nobody has said anything yet. Raises `RefusedError`."""
    current = _locked(activity)
    if kind_of(current).contributions(current).exists():
        raise RefusedError(_("People have taken part in this activity. What they said must stay. "
                             "Let the last phase end instead."))
    audit.record("activity.deleted", on=current, by=by, process=current.process_id, kind=current.kind)
    current.delete()


@transaction.atomic
def add_phase(*, activity: Activity, stretch: Stretch, by: Person) -> Phase:
    """Add a phase to an activity; phases may overlap. Raises `RefusedError`."""
    current = _locked(activity)
    phase = Phase(organisation=current.organisation, activity=current)
    _write(phase, stretch)
    audit.record("phase.added", on=phase, by=by, activity=current.pk, features=phase.features)
    return phase


@transaction.atomic
def edit_phase(*, phase: Phase, version: int, stretch: Stretch, by: Person) -> Phase:
    """Change when a phase is and what it opens. Raises `StaleError`, `RefusedError`."""
    activity = _locked(phase.activity)
    current = Phase.objects.get(pk=phase.pk)
    current.activity = activity
    if current.version != version:
        raise StaleError(current)
    current.version += 1
    _write(current, stretch)
    audit.record("phase.edited", on=current, by=by, activity=current.activity_id, features=current.features)
    return current


@transaction.atomic
def delete_phase(*, phase: Phase, by: Person) -> None:
    """Delete a phase; what was said in it stays. Raises `RefusedError`."""
    _locked(phase.activity)
    current = Phase.objects.get(pk=phase.pk)
    audit.record("phase.deleted", on=current, by=by, activity=current.activity_id)
    current.delete()


def _write(phase: Phase, stretch: Stretch) -> None:
    allowed = [str(feature) for feature in kind_of(phase.activity).features]
    features = [feature for feature in allowed if feature in stretch.features]
    if not features:
        raise RefusedError(_("Choose what people can do in this phase."))
    phase.title, phase.features = clean_line(stretch.title), features
    phase.starts_at, phase.ends_at = stretch.starts_at, stretch.ends_at
    phase.clean()
    phase.save()
