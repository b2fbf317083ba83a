"""What the desk hangs on the hooks: the way from the desk of a process to its surveys."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rodedraad.listen.processes import hooks
from rodedraad.listen.processes.models import Process

from ..lookup import KIND, url_in
from .asking import first_activity


def desk_of(process: Process) -> str:
    """The desk of the newest survey; the page that makes one while there is none."""
    activity = first_activity(process)
    return url_in("desk", activity) if activity else reverse("activities:add", args=[process.slug, KIND])


def register_all() -> None:
    """Hang everything on its hook; called once when the app is ready."""
    hooks.register_desk_link(hooks.DeskLink("survey", 27, _("Surveys"), desk_of, "processes.edit",
                                            _("Ask people the same questions and count what they answer.")))
