"""The fields of a charter in reading order: the question each answers, why it is asked, an example, what must be."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from .models import Charter


@dataclass(frozen=True)
class Rule:
    """One field: the question in plain words, help for who writes it, and what to say when it is empty."""

    name: str
    question: "_StrPromise"
    why: "_StrPromise"
    example: "_StrPromise"
    missing: "_StrPromise | None" = None


RULES: tuple[Rule, ...] = (
    Rule("goal", _("What do we want to reach?"),
         _("People take part when they know what it is for."),
         _("A square where old and young like to be, ready in 2028."),
         _("Write what the process is for.")),
    Rule("core_questions", _("What do we ask?"),
         _("One to three real questions get better answers than “what do you think?”"),
         _("What do you miss on the square? What must stay?")),
    Rule("level", _("How much influence do people have?"),
         _("The level is a promise. Choose the level that you can keep, not the highest one."),
         _("Advise: we follow the advice, or explain why not."),
         _("Choose the level of influence.")),
    Rule("fixed", _("What is fixed?"),
         _("Money, law and earlier decisions set limits. Say it now, or people are let down later."),
         _("The budget is 400,000 euros. The trees stay."),
         _("Write what is fixed already. Is nothing fixed? Then write that.")),
    Rule("open", _("What is open?"),
         _("This is what people can really change. Is it short? Then choose a lower level."),
         _("How we lay out the square: green, play, seats, light."),
         _("Write what people can still change.")),
    Rule("weighing", _("How does input weigh?"),
         _("People want to know what happens between their idea and the decision."),
         _("We make three designs from the ideas. Ideas that many people support come first."),
         _("Write how you weigh what people say.")),
    Rule("decider", _("Who decides?"),
         _("Name the body with the power to decide, not a department."),
         _("The council, on a proposal of the board."),
         _("Write who takes the decision.")),
    Rule("decision_on", _("When is the decision?"),
         _("A date makes it a promise. It stands on the timeline and we say so when it is late."),
         _("The date of the council meeting.")),
    Rule("participants", _("Who takes part, and how do we reach them?"),
         _("Who is not asked, is not heard. Think of people who do not come by themselves."),
         _("All residents of the centre get a letter. We talk with young people on the square.")),
    Rule("feedback", _("How do people hear back?"),
         _("Not hearing anything back is the complaint we hear most."),
         _("Everybody who took part gets an e-mail. The answers stand on this page."),
         _("Write how people hear what happened with their input.")),
    Rule("answer_by", _("Before which date do we answer?"),
         _("People can hold you to this date. Leave room to read everything well."),
         _("Six weeks after the last phase."),
         _("Choose the date before which people get an answer.")),
    Rule("cost", _("What does it cost?"),
         _("This is about the process itself: letters, evenings, research."),
         _("5,000 euros for letters and two evenings.")),
    Rule("evaluation", _("How do we look back?"),
         _("Decide now what you want to learn, so that you can measure it."),
         _("After a year we ask people on the square what they think.")),
)

FIELD_NAMES: tuple[str, ...] = tuple(rule.name for rule in RULES)
BY_NAME: dict[str, Rule] = {rule.name: rule for rule in RULES}


def shown(charter: "Charter", name: str) -> str:
    """A field as people read it: the label of a level, a date in words, else the text."""
    value: Any = getattr(charter, name)
    if name == "level":
        return str(charter.get_level_display())
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return str(value or "")


@dataclass(frozen=True)
class Missing:
    """A field that must be filled before publishing."""

    name: str
    message: "_StrPromise"


def missing_in(charter: "Charter | None") -> list[Missing]:
    """What must still be filled before these rules can be published."""
    return [
        Missing(rule.name, rule.missing)
        for rule in RULES
        if rule.missing is not None and (charter is None or not getattr(charter, rule.name))
    ]
