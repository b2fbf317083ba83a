"""What is wrong with an answer, in plain words that say what to do."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..instrument.shape import Question, Type

WORDS = {
    "required": gettext_lazy("Answer this question before you go on."),
    "incomplete": gettext_lazy("A part of this question is still open. Fill in that part, too."),
    "unknown_option": gettext_lazy("Choose one of these answers."),
    "not_a_number": gettext_lazy("Fill in a number, such as 41."),
    "not_a_date": gettext_lazy("Fill in a day that exists, such as 03-03-2027."),
    "not_a_place": gettext_lazy("We cannot find this place. Choose it again, or leave it empty."),
    "twice": gettext_lazy("You gave the same place twice. Give each answer a place of its own."),
    "exclusive": gettext_lazy("You chose “none of these” and something else. Choose one of the two."),
    "other_empty": gettext_lazy("You chose “something else”. Write down what that is."),
    "unreadable": gettext_lazy("We cannot read this answer. Fill it in again."),
    "not_asked": gettext_lazy("This question is no longer asked."),
}


def words_for(question: Question, code: str) -> str:
    """The words for one code of `instrument.answers.CODES` at this question."""
    if code == "too_few":
        return _at_least(question)
    if code == "too_many":
        return _at_most(question)
    if code == "too_long":
        return _("This is too long. At most %(n)s characters fit.") % {
            "n": int(question.maximum or 4000) if question.type == Type.TEXT else 200}
    if code == "too_small":
        return _("This number is too small. It must be %(n)s or more.") % {"n": _plain(question.minimum)}
    if code == "too_large":
        return _("This number is too large. It must be %(n)s or less.") % {"n": _plain(question.maximum)}
    if code == "not_a_number" and not question.is_whole:
        return _("Fill in a number, such as 2,5.")
    return str(WORDS.get(code, WORDS["unreadable"]))


def _at_least(question: Question) -> str:
    number = int(question.minimum or 1)
    return ngettext("Choose at least %(n)s answer.", "Choose at least %(n)s answers.", number) % {"n": number}


def _at_most(question: Question) -> str:
    number = int(question.maximum or 1)
    return ngettext("Choose at most %(n)s answer.", "Choose at most %(n)s answers.", number) % {"n": number}


def _plain(number: float | None) -> str:
    return f"{number or 0:g}".replace(".", ",")
