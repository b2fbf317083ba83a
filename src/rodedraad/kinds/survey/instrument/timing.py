"""How many minutes it takes to answer: reading at an easy pace, plus a moment for each thing to decide or to write.

The paces are ours: 150 words a minute (people read questions slower than stories), and per answer the seconds below.
"""

from .shape import PLAIN, Instrument, Question, Section, Type

WORDS_A_MINUTE = 150
_SECONDS = {
    Type.SCALE: 6, Type.NOW_WISH: 12, Type.SINGLE: 5, Type.MULTIPLE: 9, Type.RANKING: 20, Type.MATRIX: 4,
    Type.NUMBER: 6, Type.DATE: 8, Type.PLACE: 25, Type.TEXT: 35, Type.IMAGE: 7, Type.CONSENT: 5,
}
OPTIONAL_TEXT, CONDITIONAL = 0.4, 0.5
"""Who need not write mostly does not; who may not get a question counts for half."""


def minutes(instrument: Instrument, group: str = "", language: str = PLAIN) -> float:
    """The minutes for somebody of a group, in one decimal."""
    words = _words(instrument.say(instrument.introduction, language), instrument.say(instrument.closing, language))
    total = words * 60 / WORDS_A_MINUTE
    for section in instrument.sections:
        if _is_for(section, group):
            share = CONDITIONAL if section.show_if else 1.0
            said = _words(instrument.say(section.title, language), instrument.say(section.intro, language))
            total += share * (said * 60 / WORDS_A_MINUTE + sum(
                seconds(question, instrument, group, language) for question in section.questions
                if _is_for(question, group)))
    return round(total / 60, 1)


def _is_for(part: Section | Question, group: str) -> bool:
    return not part.groups or group in part.groups


def _words(*texts: str) -> int:
    return sum(len(text.split()) for text in texts)


def seconds(question: Question, instrument: Instrument, group: str = "", language: str = PLAIN) -> float:
    """The seconds for one question."""
    read = _words(instrument.say(question.title_for(group), language), instrument.say(question.help, language),
                  *(instrument.say(each.label, language) for each in [*question.options, *question.rows]))
    answers = max(1, len(question.rows)) if question.type == Type.MATRIX else 1
    total = read * 60 / WORDS_A_MINUTE + answers * _SECONDS[Type(question.type)]
    if question.type == Type.TEXT and not question.required:
        total *= OPTIONAL_TEXT
    return total * (CONDITIONAL if question.show_if else 1.0)

