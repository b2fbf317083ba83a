"""What street talks hang on the hooks: the phone page and the meter, at the desk of a round of street talks."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from ..lookup import url_of
from ..models import Meeting
from ..sections import DeskLink, register_desk_link


def _to(name: str) -> Callable[[Meeting], str]:
    return lambda meeting: url_of(name, meeting)


TALK, REACH = _to("street"), _to("street_reach")


def register_all() -> None:
    """Hang everything on its hook; called once when the app is ready."""
    may = "meetings.hold_street_talks"
    register_desk_link(DeskLink(_("Write down a talk"), TALK, may,
                                _("A page for on your phone. It works without a connection, too."), ("street",), 5))
    register_desk_link(DeskLink(_("Whom have we not reached yet?"), REACH, may,
                                _("Talks by age and neighbourhood, beside what you expect."), ("street",), 6))
