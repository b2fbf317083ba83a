"""The forms of a meeting as data: what each asks, what its programme starts with, and the words to begin with."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from ..models import Meeting

WHEN = ("title", "intro", "starts_at", "ends_at")
WHERE = ("venue", "address", "access_info")
JOIN = ("capacity", "has_waiting_list", "registration_opens_at", "registration_closes_at", "remind_days_before")


@dataclass(frozen=True)
class PartTemplate:
    """One part of the programme that a new meeting starts with."""

    title: Any
    question: Any = ""
    minutes: int = 20
    has_speakers: bool = False
    minutes_per_speaker: int = 3


@dataclass(frozen=True)
class Template:
    """One form of meeting."""

    form: str
    label: Any
    description: Any
    title: Any
    fields: tuple[str, ...]
    parts: Sequence[PartTemplate] = ()
    hours: float = 2.0
    starts_hour: int = 19
    takes_registrations: bool = True
    values: dict[str, Any] = field(default_factory=dict)


DINNER = Template(
    Meeting.Form.DINNER, _("Dinner talk"),
    _("People eat together at mixed tables. With each course comes a question."), _("Dinner talk"),
    fields=(*WHEN, *WHERE, "food_info", "host_name", "table_size", *JOIN),
    parts=(
        PartTemplate(_("Starter"), _("What makes you proud of the place where you live?"), 30),
        PartTemplate(_("Main course"), _("What worries you, and what do you notice of it yourself?"), 45),
        PartTemplate(_("Dessert"), _("What can you do together, and what do you need for that?"), 30),
    ),
    hours=3, starts_hour=18,
    values={"capacity": 48, "table_size": 6,
            "food_info": _("Tell us when you register what you cannot eat.")},
)
HEARING = Template(
    Meeting.Form.HEARING, _("Hearing"),
    _("An evening with an agenda. People register to speak about an item."), _("Hearing"),
    fields=(*WHEN, *WHERE, "host_name", *JOIN),
    parts=(
        PartTemplate(_("Opening and explanation"), "", 20),
        PartTemplate(_("People speak"), _("What do you want us to know before the decision is made?"), 60,
                     has_speakers=True, minutes_per_speaker=5),
        PartTemplate(_("Questions and conversation"), _("What is still unclear?"), 30),
        PartTemplate(_("What happens now"), "", 10),
    ),
    hours=2,
    values={"access_info": _("Do you need an interpreter or a hearing loop? Tell us when you register.")},
)
STREET = Template(
    Meeting.Form.STREET, _("Street talks"),
    _("We talk with people in the street, at the market or at the school gate. Nobody registers."),
    _("Talks in the street"),
    fields=(*WHEN, *WHERE, "host_name"),
    parts=(PartTemplate(_("Conversation"), _("What would you change here first?"), 10),),
    hours=4, starts_hour=10, takes_registrations=False,
)
TOUR = Template(
    Meeting.Form.TOUR, _("Visit"),
    _("We visit an organisation and talk around the table. One visit can be part of a tour."), _("Visit"),
    fields=(*WHEN, "visited_name", "visited_code", *WHERE, "host_name", "preparation", *JOIN),
    parts=(
        PartTemplate(_("Getting to know each other"), _("What does local democracy mean to you?"), 20),
        PartTemplate(_("What goes well"), _("What are you proud of, and can others learn from?"), 40),
        PartTemplate(_("What is hard"), _("Where do you get stuck?"), 40),
        PartTemplate(_("What helps"), _("What do you need, and from whom?"), 20),
    ),
    hours=2, starts_hour=14, values={"capacity": 15},
)
WEBINAR = Template(
    Meeting.Form.WEBINAR, _("Webinar"),
    _("People look and talk along on line. Who registers gets the link."), _("Webinar"),
    fields=(*WHEN, "online_url", "access_info", "host_name", *JOIN),
    parts=(
        PartTemplate(_("Explanation"), "", 20),
        PartTemplate(_("Questions"), _("What do you want to know?"), 25),
        PartTemplate(_("Conversation"), _("What should we not forget?"), 30),
    ),
    hours=1.5, starts_hour=20,
)

TEMPLATES: dict[str, Template] = {str(each.form): each for each in (DINNER, HEARING, STREET, TOUR, WEBINAR)}


def template_of(meeting: Meeting) -> Template:
    """The template of the form of a meeting."""
    return TEMPLATES[str(meeting.form)]
