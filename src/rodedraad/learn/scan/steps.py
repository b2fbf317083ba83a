"""The five steps of a Quick Scan and what is ticked off in each; the guided path of the pages."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

FIRST, LAST = 1, 5
ASKING, TALKING, AGENDA = 3, 4, 5
"""The steps in which people answer, talk about the outcome, and agree what gets better."""
MOST_OWN_QUESTIONS = 4


@dataclass(frozen=True)
class Item:
    """One thing to tick off; one that is not needed may be left out."""

    key: str
    label: Any
    help: Any = ""
    is_needed: bool = True


@dataclass(frozen=True)
class Step:
    """One of the five: what it is for, what there is to do, and the letters that help."""

    number: int
    title: Any
    short: Any
    text: Any
    items: tuple[Item, ...]
    letters: tuple[str, ...] = field(default=())


STEPS: tuple[Step, ...] = (
    Step(1, _("Prepare"), _("Support and agreements"),
         _("Make sure that council, executive and staff want this. Agree who does what, and how you handle what "
           "people tell."), (
             Item("support", _("There is support"),
                  _("Council, executive and the head of staff say that they will use the outcome.")),
             Item("form", _("The participation form is signed"),
                  _("It says that your organisation takes part and who leads the scan.")),
             Item("processing", _("The processing agreement is signed"),
                  _("It says who keeps the answers, how long, and who may see them.")),
         ), ("council", "executive", "processing")),
    Step(2, _("Start talk"), _("Wishes and use"),
         _("Talk with council, executive, staff and residents. What do you want to know, and what happens with the "
           "outcome?"), (
             Item("start_talk", _("The start talk has been held"),
                  _("All four sides were at the table: council, executive, staff and residents.")),
             Item("use", _("It is clear how the outcome is used"),
                  _("Write down when the council talks about it and who works it out.")),
         ), ("start_talk", "staff")),
    Step(3, _("Ask"), _("Invite and answer"),
         _("Write at most four questions of your own. Invite everybody, in and outside the organisation. Then open the "
           "questionnaire."), (
             Item("plan", _("The communication plan is ready"),
                  _("It says how each group hears of the scan, inside and outside the organisation.")),
             Item("own_questions", _("The own questions are chosen"),
                  _("At most four. No own questions is fine too."), is_needed=False),
             Item("paper", _("Paper forms lie ready"), _("For people who do not like to answer on a screen."),
                  is_needed=False),
         ), ("residents", "council_open", "press")),
    Step(4, _("Agenda talk"), _("What does the outcome say?"),
         _("Discuss the report with the four groups. Which differences stand out, and what comes first?"), (
             Item("report", _("The report has been shared"), _("Everybody at the table has read it before the talk.")),
             Item("agenda_talk", _("The agenda talk has been held"),
                  _("The people at the table chose what comes first.")),
         ), ("agenda_talk",)),
    Step(5, _("Improvement agenda"), _("Agree and follow up"),
         _("Work out each point: why, who, the first step and before when. Record it as a commitment: then everybody "
           "can follow it."), (
             Item("agenda", _("The improvement agenda is agreed"), _("By the council or the executive.")),
             Item("back", _("People have heard what happens with it"),
                  _("Also the people who answered the questions.")),
         ), ("back",)),
)
BY_NUMBER = {step.number: step for step in STEPS}
ITEMS = {item.key: (step, item) for step in STEPS for item in step.items}


def needed(number: int) -> list[str]:
    """The keys of what must be ticked off before a step is done."""
    return [item.key for item in BY_NUMBER[number].items if item.is_needed]
