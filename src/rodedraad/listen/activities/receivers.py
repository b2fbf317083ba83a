"""What activities do when a process is copied, shown or thrown away."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext as _

from rodedraad.listen.processes import hooks
from rodedraad.listen.processes.models import Process
from rodedraad.listen.processes.signals import process_copied

from .agenda import agendas
from .models import Activity, Phase
from .queries import activities_of, cards, closing_before


def shifted(moment: datetime | None, days: int) -> datetime | None:
    """The same time on the clock, a number of days later: nine o'clock stays nine o'clock in summer and winter."""
    if moment is None:
        return None
    zone = ZoneInfo(settings.TIME_ZONE)
    local = moment.astimezone(zone)
    return (local.replace(tzinfo=None) + timedelta(days=days)).replace(tzinfo=zone)


@receiver(process_copied, dispatch_uid="activities.copy")
def copy_activities(source: Process, copy: Process, days: int, **_kwargs: object) -> None:
    """Give the copy the activities and phases of the source, moved in time."""
    for old in activities_of(source):
        new = Activity(
            organisation=copy.organisation, process=copy, kind=old.kind, title=old.title, slug=old.slug,
            intro=old.intro, position=old.position, moderation=old.moderation, access=old.access, options=old.options,
        )
        new.save()
        Phase.objects.bulk_create(
            Phase(organisation=copy.organisation, activity=new, title=phase.title, features=phase.features,
                  starts_at=shifted(phase.starts_at, days), ends_at=shifted(phase.ends_at, days))
            for phase in old.phase_list
        )


def said_something(process: Process) -> str | None:
    """Why a process cannot be deleted: people said something in it."""
    if any(each.kind_object.contributions(each).exists() for each in activities_of(process)):
        return _("People have taken part in this process. What they said must stay.")
    return None


def activity_section(_request: HttpRequest, process: Process) -> tuple[str, dict[str, object]] | None:
    """The activities on the process page."""
    found = cards(activities_of(process))
    return ("activities/section.html", {"cards": found}) if found else None


def connect() -> None:
    """Hang the activities on the process pages."""
    hooks.register_agenda(agendas, closing_before)
    hooks.register_section("activities", 20, activity_section)
    hooks.register_obstacle(said_something)
