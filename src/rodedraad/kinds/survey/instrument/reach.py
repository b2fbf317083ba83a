"""Whether every question can be reached: answers are looked for that lead to it, and given as the proof.

For each question that a condition looks at, a handful of answers stands for all of them: one on each side of each
rule. The search tries combinations of those, so what it finds is a real way, and what it does not find has none.
"""

import math
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from .answers import check_answer
from .routing import Answers, holds, visible
from .shape import OTHER, WITH_OPTIONS, Condition, Instrument, Question, Rule, Section, Type

MOST_STEPS = 20_000
MOST_NAMED = 8


def unreachable(instrument: Instrument) -> list[str]:
    """The keys of the questions to which no answers lead."""
    return [question.key for _section, question in instrument.each_question()
            if way_to(instrument, question.key) is None]


def way_to(instrument: Instrument, key: str) -> dict[str, Any] | None:
    """Answers with which a question is asked; None when there are none. The group is under `""` when it matters."""
    section, wanted = next(pair for pair in instrument.each_question() if pair[1].key == key)
    for group in instrument.group_keys or [""]:
        if any(part.groups and group not in part.groups for part in (section, wanted)):
            continue
        found = _search(instrument, section, wanted, group)
        if found is not None:
            return {"": group, **found} if group else found
    return None


def _search(instrument: Instrument, section: Section, wanted: Question, group: str) -> dict[str, Any] | None:
    conditions = [each for each in (section.show_if, wanted.show_if) if each is not None]
    if not conditions:
        return {}
    parts = _parts_needed(instrument, conditions)
    steps = [0]

    def walk(place: int, answers: dict[str, Any]) -> dict[str, Any] | None:
        steps[0] += 1
        if steps[0] > MOST_STEPS:  # too many combinations to tell: then it counts as reachable
            return answers
        if place == len(parts):
            return answers if all(holds(each, answers) for each in conditions) else None
        home, question, rules = parts[place]
        if not _is_asked(home, question, group, answers):
            return walk(place + 1, answers)
        for value in samples(question, rules):
            found = walk(place + 1, answers if value is None else {**answers, question.key: value})
            if found is not None:
                return found
        return None

    return walk(0, {})


def _is_asked(section: Section, question: Question, group: str, answers: Answers) -> bool:
    return all((not part.groups or group in part.groups) and holds(part.show_if, answers)
               for part in (section, question))


def _parts_needed(instrument: Instrument, conditions: list[Condition]) -> list[tuple[Section, Question, list[Rule]]]:
    """The questions that decide, directly or through the conditions of others, with all rules about each."""
    homes = {question.key: section for section, question in instrument.each_question()}
    questions = instrument.questions
    rules: dict[str, list[Rule]] = {}
    todo = list(conditions)
    while todo:
        for rule in todo.pop().rules:
            if rule.question not in rules:
                more = (homes[rule.question].show_if, questions[rule.question].show_if)
                todo += [each for each in more if each is not None]
            rules.setdefault(rule.question, []).append(rule)
    return [(section, question, rules[question.key]) for section, question in instrument.each_question()
            if question.key in rules]


def samples(question: Question, rules: list[Rule]) -> list[Any]:
    """Valid answers that stand for all answers as far as these rules can tell; None (not answered) when it may be."""
    checked = (check_answer(question, each).value for each in _raw_samples(question, rules))
    found = [value for value in checked if value is not None]
    return [*found, *([] if question.required else [None])]


def _raw_samples(question: Question, rules: list[Rule]) -> Iterator[Any]:
    if question.type == Type.SCALE:
        yield from range(6)
    elif question.type == Type.CONSENT:
        yield from (True, False)
    elif question.type in {Type.SINGLE, Type.IMAGE}:
        yield from map(_raw, (option.key for option in question.all_options))
    elif question.type in WITH_OPTIONS:
        yield from _sets(question, rules)
    elif question.type == Type.NUMBER:
        bounds = [rule.value for rule in rules if isinstance(rule.value, int | float)]
        bounds += [each for each in (question.minimum, question.maximum) if each is not None]
        yield from sorted({near for each in bounds or [0] for near in (each - 1, each, each + 1)})
    else:
        yield any_answer(question)


def _sets(question: Question, rules: list[Rule]) -> Iterator[list[str]]:
    """Each choice among the options that rules name, filled up with others to the least number."""
    named = list(dict.fromkeys(str(rule.value) for rule in rules if rule.value is not None))[:MOST_NAMED]
    rest = [each.key for each in question.all_options if each.key not in named and not each.exclusive]
    alone = [each.key for each in question.options if each.exclusive]
    for size in range(len(named) + 1):
        for some in combinations(named, size):
            for extra in {0, 1, max(0, int(question.minimum or 0) - size)}:
                yield [_raw(key) for key in (*some, *rest[:extra])]
    yield from ([key] for key in alone)


def _raw(key: str) -> str:
    return f"{OTHER}:iets" if key == OTHER else key


def any_answer(question: Question) -> Any:
    """One valid raw answer to a question of whatever type."""
    choose = [_raw(option.key) for option in question.all_options if not option.exclusive]
    least = question.minimum
    plain: dict[str, Any] = {
        Type.SCALE: 3, Type.NOW_WISH: [2, 4], Type.CONSENT: True, Type.DATE: "2027-03-03", Type.PLACE: [52.1, 4.9],
        Type.TEXT: "i", Type.MATRIX: {row.key: 3 for row in question.rows},
    }
    if question.type in plain:
        return plain[question.type]
    if question.type in {Type.SINGLE, Type.IMAGE}:
        return _raw(question.all_options[0].key)
    if question.type == Type.NUMBER:
        return _some_number(question)
    return choose[:max(1, int(least or 1))]


def _some_number(question: Question) -> float | int:
    low, high = question.minimum, question.maximum
    if low is None:
        return min(0, math.floor(high) if question.is_whole else high) if high is not None else 0
    return math.ceil(low) if question.is_whole else low


def has_no_answer(question: Question) -> bool:
    """Whether nothing that somebody fills in can be right."""
    return bool(check_answer(question, any_answer(question)).error)


def walk_to_the_end(instrument: Instrument, *, seed: int = 0, group: str = "",
                    choose: Any = any_answer) -> dict[str, Any]:
    """Answer every question as it comes, the way a respondent does; gives the kept answers. For tests and previews."""
    answers: dict[str, Any] = {}
    while True:
        todo = [question for question in visible(instrument, answers, seed=seed, group=group)
                if question.key not in answers]
        if not todo:
            return answers
        answers[todo[0].key] = check_answer(todo[0], choose(todo[0])).value
