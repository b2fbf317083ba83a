"""What registering hangs on the hooks: pages at the desk of a meeting, the own data, and the work that comes back."""

from collections.abc import Callable
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from rodedraad.base.notifications.periodic import register_job

from ..lookup import url_of
from ..models import Meeting
from ..sections import DeskLink, register_desk_link
from . import privacy
from .tasks import forget_guests, remind_guests

WITH_GUESTS = ("dinner", "hearing", "tour", "webinar")


def _to(name: str) -> Callable[[Meeting], str]:
    return lambda meeting: url_of(name, meeting)


def register_all() -> None:
    """Hang everything on its hook; called once when the app is ready."""
    manage = "meetings.manage_guests"
    for order, (name, label, text, forms) in enumerate((
        ("guests", _("Guests"), _("Who comes and who waits. Add, change or cancel."), WITH_GUESTS),
        ("speakers", _("Speakers"), _("The order and the minutes; a list to print."), ("hearing",)),
        ("needs", _("Food and access"), _("A page to print for the kitchen and the caretaker."), WITH_GUESTS),
        ("attendance", _("Who came?"), _("Tick off at the door."), WITH_GUESTS),
    ), start=10):
        register_desk_link(DeskLink(label, _to(name), manage, text, forms, order))
    privacy.register()
    register_job("remind_guests", every=timedelta(minutes=30), task=remind_guests)
    register_job("forget_guests", every=timedelta(hours=12), task=forget_guests)
