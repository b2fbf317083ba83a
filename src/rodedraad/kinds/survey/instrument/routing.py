"""Which questions somebody gets: conditions on earlier answers, what they say in words, and the pages that follow."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .order import ordered_questions, ordered_sections
from .piping import names_in
from .shape import OTHER, UNSURE, Condition, Instrument, Question, Rule, Section, Type
from .values import chosen, numbers_of

Answers = Mapping[str, Any]
NEEDS_VALUE = frozenset({"is", "is_not", "contains", "lacks", "at_least", "at_most"})
_BY_TYPE: dict[str, tuple[str, ...]] = {
    Type.SCALE: ("is", "is_not", "at_least", "at_most"),
    Type.SINGLE: ("is", "is_not"),
    Type.IMAGE: ("is", "is_not"),
    Type.CONSENT: ("is", "is_not"),
    Type.MULTIPLE: ("contains", "lacks"),
    Type.RANKING: ("contains", "lacks"),
    Type.NUMBER: ("is", "is_not", "at_least", "at_most"),
}
_WORDS = {
    "is": "is {value}", "is_not": "is niet {value}", "contains": "bevat {value}", "lacks": "bevat niet {value}",
    "at_least": "is {value} of meer", "at_most": "is {value} of minder",
    "answered": "is ingevuld", "unanswered": "is niet ingevuld",
}
OPERATORS = tuple(_WORDS)


def operators_for(question: Question) -> tuple[str, ...]:
    """The operators that fit a question of this type."""
    return (*_BY_TYPE.get(question.type, ()), "answered", "unanswered")


def holds(condition: Condition | None, answers: Answers) -> bool:
    """Whether a condition holds for the answers; no condition always holds."""
    if condition is None or not condition.rules:
        return True
    found = (_holds(rule, answers.get(rule.question)) for rule in condition.rules)
    return all(found) if condition.join == "all" else any(found)


def _holds(rule: Rule, value: Any) -> bool:
    """An unanswered question meets only “is not filled in”: nobody is sent somewhere by what was not said."""
    if rule.operator == "unanswered" or value is None:
        return rule.operator == "unanswered" and value is None
    return _TESTS[rule.operator](value, rule.value)


def _at_least(value: Any, bound: Any) -> bool:
    return any(number >= bound for number in numbers_of(value))


def _at_most(value: Any, bound: Any) -> bool:
    return any(number <= bound for number in numbers_of(value))


def _same(value: Any, wanted: Any) -> bool:
    if isinstance(value, str):
        return bool(chosen(value)[0] == wanted)
    return bool(value == wanted) and isinstance(value, bool) == isinstance(wanted, bool)


_TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "answered": lambda _value, _wanted: True,
    "is": _same,
    "is_not": lambda value, wanted: not _same(value, wanted),
    "contains": lambda value, wanted: wanted in chosen(value),
    "lacks": lambda value, wanted: wanted not in chosen(value),
    "at_least": _at_least,
    "at_most": _at_most,
}


def visible(instrument: Instrument, answers: Answers, *, seed: int = 0, group: str = "") -> list[Question]:
    """The questions that somebody with these answers gets, in order."""
    return [question for _section, question in visible_with_section(instrument, answers, seed=seed, group=group)]


def visible_with_section(instrument: Instrument, answers: Answers, *, seed: int = 0,
                         group: str = "") -> list[tuple[Section, Question]]:
    """The same, each with its section. An answer to a question that is not asked (any more) counts for nothing."""
    found: list[tuple[Section, Question]] = []
    counting: dict[str, Any] = {}
    for section in ordered_sections(instrument, seed):
        if not _asked(section, group, counting):
            continue
        for question in ordered_questions(section, seed):
            if _asked(question, group, counting):
                found.append((section, question))
                if question.key in answers:
                    counting[question.key] = answers[question.key]
    return found


def _asked(part: Section | Question, group: str, answers: Answers) -> bool:
    return (not part.groups or group in part.groups) and holds(part.show_if, answers)


def counting_answers(instrument: Instrument, answers: Answers, *, seed: int = 0, group: str = "") -> dict[str, Any]:
    """The answers to questions that are asked; what was answered on a way that was left again is gone."""
    asked = visible(instrument, answers, seed=seed, group=group)
    return {question.key: answers[question.key] for question in asked if answers.get(question.key) is not None}


@dataclass
class Page:
    """What stands together on one page; `number` counts from 1."""

    number: int
    section: Section
    questions: list[Question] = field(default_factory=list)
    is_first_of_section: bool = True

    @property
    def keys(self) -> list[str]:
        """The keys of its questions."""
        return [question.key for question in self.questions]


def pages(instrument: Instrument, answers: Answers, *, seed: int = 0, group: str = "",
          per: str = "section") -> list[Page]:
    """The pages somebody gets: one question each, or a section each.

    A section is cut before a question that depends on one on the same page: its answer is not known yet.
    """
    made: list[Page] = []
    for section, question in visible_with_section(instrument, answers, seed=seed, group=group):
        fresh = not made or made[-1].section is not section
        if fresh or per == "question" or _needs(question) & set(made[-1].keys):
            made.append(Page(len(made) + 1, section, [], fresh))
        made[-1].questions.append(question)
    return made


def _needs(question: Question) -> set[str]:
    texts = [question.title, question.help, *question.wordings.values(), *(each.label for each in question.options)]
    rules = question.show_if.rules if question.show_if else []
    return {rule.question for rule in rules} | {name for text in texts for name in names_in(text)}


@dataclass(frozen=True)
class Progress:
    """How far somebody is: questions answered or passed, of all that are on the way."""

    done: int
    total: int

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means: done."""
        return 100 * self.done // self.total if self.total else 100


def progress(instrument: Instrument, answers: Answers, *, seed: int = 0, group: str = "",
             upto: str | None = None) -> Progress:
    """How far: questions before `upto` when it is given (also the ones passed over), else questions answered."""
    keys = [question.key for question in visible(instrument, answers, seed=seed, group=group)]
    if upto in keys:
        return Progress(keys.index(upto), len(keys))
    return Progress(sum(answers.get(key) is not None for key in keys), len(keys))


def sentence(condition: Condition | None, instrument: Instrument, language: str = "nl") -> str:
    """The condition in Dutch words; empty without a condition."""
    if condition is None or not condition.rules:
        return ""
    joined = (" en " if condition.join == "all" else " of ").join(
        _in_words(rule, instrument, language) for rule in condition.rules)
    return f"Alleen als {joined}."


def _in_words(rule: Rule, instrument: Instrument, language: str) -> str:
    question = instrument.questions.get(rule.question)
    name = f"“{instrument.say(question.title, language)}”" if question else f"“{rule.question}”"
    words = _WORDS.get(rule.operator, rule.operator)
    return f"{name} {words.format(value=value_in_words(question, rule.value, instrument, language))}"


def value_in_words(question: Question | None, value: Any, instrument: Instrument, language: str = "nl") -> str:
    """The value of a rule as people read it: the label of an option, “ja”, “weet ik niet”, a number."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if question is not None and isinstance(value, str):
        labels = {each.key: instrument.say(each.label, language) for each in question.options}
        return f"“{labels.get(value) or ('anders' if value == OTHER else value)}”"
    if question is not None and question.type == Type.SCALE and value == UNSURE:
        return "“weet ik niet”"
    return f"{value:g}".replace(".", ",") if isinstance(value, int | float) else str(value)


def order_of(keys: Sequence[str]) -> dict[str, int]:
    """The place of each key."""
    return {key: place for place, key in enumerate(keys)}
