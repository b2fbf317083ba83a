"""Everything that stands in the way of asking an instrument: empty words, doubles, ways that lead nowhere."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from .piping import CAN_BE_PIPED, names_in, without_fallback
from .reach import has_no_answer, unreachable
from .routing import NEEDS_VALUE, OPERATORS, operators_for
from .shape import (
    EASY,
    MAY_HAVE_OTHER,
    OTHER,
    WITH_OPTIONS,
    WITH_SCALE,
    Condition,
    Instrument,
    Option,
    Question,
    Rule,
    Section,
    Text,
    Type,
)
from .wording import SCALES

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,16})*")
MOST_QUESTIONS, MOST_OPTIONS = 500, 60


@dataclass(frozen=True)
class Fault:
    """One thing that is not right: a code, the key of the section or question it is in, and what was found."""

    code: str
    place: str
    found: str = ""

    def __str__(self) -> str:
        """The fault in one English line, for logs."""
        return f"{self.place}: {self.code}" + (f" ({self.found})" if self.found else "")


def faults(instrument: Instrument) -> list[Fault]:
    """Everything that is wrong with an instrument; empty when it can be asked."""
    found = [*_of_whole(instrument), *_of_keys(instrument)]
    for section in instrument.sections:
        found += _of_section(section, instrument)
        for question in section.questions:
            found += _of_question(question, instrument)
    found += _of_routes(instrument)
    if not found:  # only then the ways can be walked
        found += [Fault("dead_end", question.key, "no answer fits")
                  for _section, question in instrument.each_question() if has_no_answer(question)]
        found += [Fault("never_reached", key) for key in unreachable(instrument)]
        found += [Fault("nothing_asked", f"group {group}") for group in instrument.group_keys
                  if not any(_is_for(section, question, group) for section, question in instrument.each_question())]
    return found


def _is_for(section: Section, question: Question, group: str) -> bool:
    return all(not part.groups or group in part.groups for part in (section, question))


def _of_whole(instrument: Instrument) -> Iterator[Fault]:
    if not instrument.languages:
        yield Fault("no_language", "instrument")
    for language in instrument.languages:
        if not LANGUAGE.fullmatch(language):
            yield Fault("strange_language", "instrument", language)
    if len(set(instrument.languages)) < len(instrument.languages):
        yield Fault("language_twice", "instrument")
    if not instrument.say(instrument.title).strip():
        yield Fault("no_title", "instrument")
    if not any(True for _each in instrument.each_question()):
        yield Fault("no_questions", "instrument")
    if sum(1 for _each in instrument.each_question()) > MOST_QUESTIONS:
        yield Fault("too_many_questions", "instrument", str(MOST_QUESTIONS))
    yield from _of_options(instrument.groups, instrument, "groups")


def _of_keys(instrument: Instrument) -> Iterator[Fault]:
    for kind, keys in (("section", [section.key for section in instrument.sections]),
                       ("question", [question.key for _section, question in instrument.each_question()])):
        for key, times in Counter(keys).items():
            if not KEY.fullmatch(key):
                yield Fault("strange_key", f"{kind} {key}"[:60])
            if times > 1:
                yield Fault("key_twice", key, kind)


def _of_section(section: Section, instrument: Instrument) -> Iterator[Fault]:
    if not instrument.say(section.title).strip():
        yield Fault("no_title", section.key)
    if section.most is not None and len(section.questions) > section.most:
        yield Fault("too_many_in_section", section.key, f"{len(section.questions)} > {section.most}")
    yield from _of_groups(section.groups, instrument, section.key)


def _of_groups(groups: list[str], instrument: Instrument, place: str) -> Iterator[Fault]:
    for group in sorted(set(groups) - set(instrument.group_keys)):
        yield Fault("unknown_group", place, group)


def _of_words(question: Question, instrument: Instrument) -> Iterator[Fault]:
    if not instrument.say(question.title).strip():
        yield Fault("no_title", question.key)
    yield from _of_groups([*question.groups, *question.wordings], instrument, question.key)
    for group, text in question.wordings.items():
        if not instrument.say(text).strip():
            yield Fault("no_wording", question.key, group)


def _of_question(question: Question, instrument: Instrument) -> Iterator[Fault]:
    place = question.key
    yield from _of_words(question, instrument)
    if question.type not in set(Type):
        yield Fault("unknown_type", place, question.type)
        return
    if question.has_other and question.type not in MAY_HAVE_OTHER:
        yield Fault("no_other_here", place)
    if question.type in WITH_SCALE and question.scale not in SCALES:
        yield Fault("unknown_scale", place, question.scale)
    if question.type in WITH_OPTIONS:
        yield from _of_choice(question, instrument)
    if question.type == Type.MATRIX:
        yield from _of_options(question.rows, instrument, place)
        if not question.rows:
            yield Fault("no_rows", place)
    low, high = question.minimum, question.maximum
    if low is not None and high is not None and low > high:
        yield Fault("least_above_most", place, f"{low} > {high}")
    if question.type == Type.TEXT and high is not None and high < 1:
        yield Fault("dead_end", place, "no text fits")


def _of_choice(question: Question, instrument: Instrument) -> Iterator[Fault]:
    place, options = question.key, question.options
    yield from _of_options(options, instrument, place)
    if len(question.all_options) < 2:
        yield Fault("too_few_options", place)
    if len(options) > MOST_OPTIONS:
        yield Fault("too_many_options", place, str(MOST_OPTIONS))
    together = sum(not option.exclusive for option in question.all_options)
    if question.type in {Type.MULTIPLE, Type.RANKING}:
        if question.minimum is not None and question.minimum > together:
            yield Fault("dead_end", place, f"{question.minimum} of {together}")
        if question.maximum is not None and question.maximum < 1:
            yield Fault("dead_end", place, "nothing can be chosen")
    if question.type == Type.IMAGE:
        for option in options:
            if not option.image or not instrument.say(option.alt).strip():
                yield Fault("no_image", place, option.key)


def _of_options(options: list[Option], instrument: Instrument, place: str) -> Iterator[Fault]:
    for key, times in Counter(option.key for option in options).items():
        if not KEY.fullmatch(key) or key == OTHER:
            yield Fault("strange_key", place, key[:60])
        if times > 1:
            yield Fault("option_twice", place, key)
    for option in options:
        if not instrument.say(option.label).strip():
            yield Fault("no_label", place, option.key)


def _of_routes(instrument: Instrument) -> Iterator[Fault]:
    """Only what was surely asked earlier may be referred to, so that there are no rounds and no guesses."""
    known = instrument.questions
    behind: set[str] = set()
    for section in instrument.sections:
        earlier = set() if instrument.is_shuffled else set(behind)
        yield from _of_condition(section.show_if, instrument, section.key, earlier)
        yield from _of_pipes([section.title, section.intro], instrument, section.key, earlier)
        for question in section.questions:
            yield from _of_condition(question.show_if, instrument, question.key, earlier)
            texts = [question.title, question.help, *question.wordings.values(),
                     *(option.label for option in [*question.options, *question.rows])]
            yield from _of_pipes(texts, instrument, question.key, earlier)
            if not section.is_shuffled:
                earlier.add(question.key)
        behind |= {question.key for question in section.questions}
    yield from _of_pipes([instrument.title, instrument.introduction], instrument, "introduction", set())
    yield from _of_pipes([instrument.closing], instrument, "closing", set(known))


def _where(key: str, instrument: Instrument, earlier: set[str]) -> str:
    if key in earlier:
        return ""
    return "later_question" if key in instrument.questions else "unknown_question"


def _of_condition(condition: Condition | None, instrument: Instrument, place: str,
                  earlier: set[str]) -> Iterator[Fault]:
    if condition is None:
        return
    if condition.join not in {"all", "any"}:
        yield Fault("unknown_join", place, condition.join)
    if not condition.rules:
        yield Fault("empty_condition", place)
    for rule in condition.rules:
        if code := _where(rule.question, instrument, earlier):
            yield Fault(code, place, rule.question)
        elif code := _of_rule(rule, instrument.questions[rule.question]):
            yield Fault(code, place, f"{rule.question} {rule.operator} {rule.value}")


def _of_rule(rule: Rule, question: Question) -> str:
    if rule.operator not in OPERATORS:
        return "unknown_operator"
    if rule.operator not in operators_for(question):
        return "operator_does_not_fit"
    if rule.operator not in NEEDS_VALUE:
        return ""
    if question.type in WITH_OPTIONS:
        return "" if rule.value in {option.key for option in question.all_options} else "unknown_value"
    if question.type == Type.CONSENT:
        return "" if isinstance(rule.value, bool) else "unknown_value"
    if isinstance(rule.value, bool) or not isinstance(rule.value, int | float):
        return "unknown_value"
    return "" if question.type != Type.SCALE or rule.value in range(6) else "unknown_value"


def _of_pipes(texts: list[Text], instrument: Instrument, place: str, earlier: set[str]) -> Iterator[Fault]:
    for text in texts:
        for name in names_in(text):
            if code := _where(name, instrument, earlier):
                yield Fault(code, place, name)
            elif instrument.questions[name].type not in CAN_BE_PIPED:
                yield Fault("cannot_be_piped", place, name)
        for name in without_fallback(text):
            asked = instrument.questions.get(name)
            if asked is not None and (not asked.required or asked.show_if or asked.groups):
                yield Fault("pipe_without_fallback", place, name)


def missing_easy(instrument: Instrument) -> list[str]:
    """The keys of questions that say nothing in the easy language, when the instrument has one."""
    if EASY not in instrument.languages:
        return []
    return [question.key for _section, question in instrument.each_question()
            if not all(text.get(EASY) for text in (question.title, *question.wordings.values()))]
