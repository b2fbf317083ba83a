"""What tables hang on the hooks: their page at the desk of a meeting."""

from django.utils.translation import gettext_lazy as _

from ..lookup import url_of
from ..models import Meeting
from ..sections import DeskLink, register_desk_link


def _to(meeting: Meeting) -> str:
    return url_of("tables", meeting)


def register_all() -> None:
    """Hang everything on its hook; called once when the app is ready."""
    register_desk_link(DeskLink(_("Tables"), _to, "meetings.manage_guests",
                                _("Mix the tables, name hosts, print sheets and place cards."), ("dinner",), 20))
