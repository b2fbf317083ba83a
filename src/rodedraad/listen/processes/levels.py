"""What each level of influence promises to who takes part, in plain words (the ladder of Edelenbos)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from .models import Level

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Promise:
    """A level in one sentence, and what people may hold the organisation to."""

    short: "_StrPromise"
    promise: "_StrPromise"
    step: int


PROMISES: dict[str, Promise] = {
    Level.INFORM: Promise(
        _("We tell you what happens."),
        _("The plan is fixed. You hear in time what is going to happen and why. You can ask questions."), 1),
    Level.CONSULT: Promise(
        _("We ask what you think."),
        _("We listen to you and tell you what we did with it. We are not bound by what you say."), 2),
    Level.ADVISE: Promise(
        _("You give advice that counts."),
        _("We follow your advice in principle. If we do not, we explain why in our answer."), 3),
    Level.COPRODUCE: Promise(
        _("We make the plan together."),
        _("Together we look for a solution. What we agree on, we carry out."), 4),
    Level.CO_DECIDE: Promise(
        _("You decide."),
        _("The people who take part make the choice. We give advice and carry it out."), 5),
    Level.SELF_GOVERN: Promise(
        _("You do it yourselves."),
        _("Residents make the plan and carry it out. We help when you ask us to."), 6),
}


def promise_of(level: str) -> Promise:
    """The promise of a level."""
    return PROMISES[level]
