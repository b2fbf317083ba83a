"""What the harvest hangs on the hooks: a section on the page of a meeting, work at its desk, the booklet's source."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from rodedraad.base.core.erasures import register_erasure
from rodedraad.base.notifications.periodic import register_job
from rodedraad.understand.booklet.sources import register_source

from ..lookup import url_of
from ..models import Meeting
from ..sections import DeskLink, register_desk_link, register_section
from .booklets import MeetingsTell
from .consent import withdraw_again
from .sections import said_in_meeting
from .tasks import forget_drafts


def _to_cards(meeting: Meeting) -> str:
    return url_of("cards", meeting)


def register_all() -> None:
    """Hang everything on its hook; called once when the app is ready."""
    register_erasure("harvest.consent_withdrawn", withdraw_again)
    register_section(said_in_meeting)
    register_source(MeetingsTell())
    register_desk_link(DeskLink(_("Harvest"), _to_cards, "meetings.read_cards",
                                _("Write down what was said, and what may be done with it."), (), 40))
    register_job("forget_harvest_drafts", every=timedelta(hours=12), task=forget_drafts)
