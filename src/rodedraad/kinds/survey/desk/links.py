"""The ways from the desk of a survey to the other work on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from rodedraad.base.core.permissions import Actor

from ..lookup import url_of
from ..models import Survey

PREPARED, RUNNING, STOPPED = Survey.State.PREPARED, Survey.State.RUNNING, Survey.State.STOPPED


@dataclass(frozen=True)
class Link:
    """One piece of work: the name of its page, what it is called, who may do it, and in which states it makes sense."""

    name: str
    label: Any
    text: Any
    permission: str
    states: tuple[str, ...] = (PREPARED, RUNNING, STOPPED)


LINKS: tuple[Link, ...] = (
    Link("try", _("Look through the questions"), _("As a respondent sees them, per group and language. Nothing is "
                                                   "kept."), "survey.preview"),
    Link("inviting", _("Invite people"), _("One link for everybody, codes for letters, e-mail and reminders."),
         "survey.invite", (PREPARED, RUNNING)),
    Link("paper_form", _("Print the questions on paper"), _("A form for who does not answer on a screen."),
         "survey.preview", (PREPARED, RUNNING)),
    Link("paper", _("Enter paper forms"), _("Each form twice, by two people; then where they differ."),
         "survey.enter_paper", (RUNNING, STOPPED)),
    Link("monitor", _("Response so far"), _("Whom do we hear, and whom not yet? Per group and neighbourhood."),
         "survey.monitor", (RUNNING, STOPPED)),
    Link("results", _("Results"), _("What people answered, counted per group. When the survey is closed you see it "
                                    "first, then you make it public."), "survey.see_results_early", (RUNNING, STOPPED)),
    Link("weighing", _("Weigh the answers"), _("Fill in how many people there are of each age or neighbourhood. Do "
                                               "this before the results are public."), "survey.weigh",
         (RUNNING, STOPPED)),
)


def links_for(survey: Survey, person: Actor) -> Iterator[tuple[Link, str]]:
    """The work that this person can do on a survey now, each with its address."""
    for link in LINKS:
        if survey.state in link.states and person.may(link.permission, survey):
            yield link, url_of(link.name, survey)
