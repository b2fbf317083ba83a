"""What planning hangs on the hooks: the way from the desk of a process to its meetings."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rodedraad.listen.activities.occasions import register_source
from rodedraad.listen.activities.tables import register_table
from rodedraad.listen.processes import hooks
from rodedraad.listen.processes.models import Process

from ..lookup import KIND, url_in
from . import receivers
from .occasions import TABLE, MeetingSource, moments
from .queries import coming_in, first_activity


def desk_of(process: Process) -> str:
    """The desk of the first activity of meetings; the page that makes one while there is none."""
    activity = first_activity(process)
    if activity is None:
        return reverse("activities:add", args=[process.slug, KIND])
    activity.process = process
    return url_in("desk", activity)


def coming_section(_request: HttpRequest, process: Process) -> tuple[str, dict[str, Any]] | None:
    """The meetings to come on the page of a process: where can I talk along?"""
    meetings = coming_in(process)
    return ("meetings/planning/section.html", {"meetings": meetings}) if meetings else None


def register_all() -> None:
    """Hang everything on its hook; called once when the app is ready."""
    hooks.register_desk_link(hooks.DeskLink("meetings", 25, _("Meetings"), desk_of, "meetings.plan",
                                            _("Dinner talks, hearings, street talks, visits and webinars.")))
    hooks.register_section("meetings", 25, coming_section)
    hooks.register_participants(receivers.participants)
    hooks.register_obstacle(receivers.obstacle)
    hooks.register_moments(moments)
    register_source(MeetingSource())
    register_table(TABLE)
    receivers.connect()
