"""What a tour hangs on the hooks: the preparation card, who was there, and the plan, at the desk of a visit."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from ..lookup import url_in, url_of
from ..models import Meeting
from ..sections import DeskLink, register_desk_link


def _to(name: str) -> Callable[[Meeting], str]:
    return lambda meeting: url_of(name, meeting)


def _to_plan(meeting: Meeting) -> str:
    return url_in("tour", meeting.activity)


CARD, PEOPLE = _to("visit_preparation"), _to("visit_people")


def register_all() -> None:
    """Hang everything on its hook; called once when the app is ready."""
    for link in (
        DeskLink(_("Preparation card"), CARD, "meetings.see_desk",
                 _("What to know before you come in, on one sheet."), ("tour",), 5),
        DeskLink(_("Who was there?"), PEOPLE, "meetings.harvest", _("How many people of each role."), ("tour",), 30),
        DeskLink(_("Plan of the visits"), _to_plan, "meetings.see_desk", _("All visits of this tour."), ("tour",), 40),
    ):
        register_desk_link(link)
