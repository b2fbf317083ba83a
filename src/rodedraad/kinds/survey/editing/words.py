"""What is wrong with a questionnaire, in plain words that say what to do."""

from django.utils.translation import gettext_lazy as _

from ..instrument.faults import Fault
from ..instrument.shape import Instrument

WORDS = {
    "cannot_be_piped": _("This text repeats an answer that cannot be repeated."),
    "dead_end": _("Nobody can answer this question."),
    "empty_condition": _("The condition is not complete."),
    "key_twice": _("Two parts have the same key. Make a new one of the two."),
    "language_twice": _("A language is named twice."),
    "least_above_most": _("The smallest is larger than the largest."),
    "never_reached": _("Nobody can ever get this question: its condition cannot come true."),
    "no_image": _("An answer lacks its picture."),
    "no_label": _("An answer has no words."),
    "no_language": _("The questionnaire names no language."),
    "no_other_here": _("This kind of question cannot have “something else”."),
    "no_questions": _("There are no questions yet."),
    "no_rows": _("Write what is asked about, one per line."),
    "no_title": _("Write a title."),
    "no_wording": _("A wording for a group is empty."),
    "nothing_asked": _("A group gets no question at all."),
    "option_twice": _("The same answer stands here twice."),
    "pipe_without_fallback": _("This text repeats an answer that may not be there. Add words for that, behind a bar."),
    "too_few_options": _("Write at least two answers, one per line."),
    "too_many_in_section": _("There are more questions in this section than it may hold."),
    "too_many_options": _("There are too many answers to choose from."),
    "too_many_questions": _("There are too many questions."),
    "unknown_group": _("A group is named that the questionnaire does not know."),
    "unknown_scale": _("The words on the scale are unknown."),
}
OTHERWISE = _("Something in the condition or the settings does not fit. Look at it again.")


def told(fault: Fault, instrument: Instrument) -> tuple[str, str, str]:
    """What is wrong, where in words, and the key of the question it is in ("" when it is in none)."""
    question = instrument.questions.get(fault.place)
    section = next((each for each in instrument.sections if each.key == fault.place), None)
    where = instrument.say(question.title) if question else instrument.say(section.title) if section else fault.place
    return str(WORDS.get(fault.code, OTHERWISE)), where, question.key if question else ""
