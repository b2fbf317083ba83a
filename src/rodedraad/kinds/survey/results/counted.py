"""From the columns of a survey to what the figures count: which question is a scale, a choice, a share or a class."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from rodedraad.understand.statistics.counting import Pair
from rodedraad.understand.statistics.counting import Question as Asked

from ..instrument.piping import fill
from ..instrument.shape import OTHER, POINTS, UNSURE, Instrument, Question, Type
from ..instrument.wording import scale_words

Columns = dict[str, np.ndarray[Any, np.dtype[Any]]]

OTHER_WORDS = "Anders"
MOST_CLASSES = 7
STEPS = (1, 2, 5, 10, 20, 25, 50)


@dataclass(frozen=True)
class Plan:
    """How one question is counted: the figures with the label of each, and the words of their answers."""

    question: Question
    how: str
    answers: tuple[tuple[str, str], ...]
    asked: tuple[tuple[str, Asked], ...] = ()
    pair: Pair | None = None


@dataclass
class Counting:
    """Everything that is counted of one survey, and per question that is not, why."""

    columns: Columns
    plans: list[Plan] = field(default_factory=list)
    untold: list[tuple[Question, str]] = field(default_factory=list)

    @property
    def asked(self) -> list[Asked]:
        """The figures."""
        return [asked for plan in self.plans for _label, asked in plan.asked]

    @property
    def pairs(self) -> list[Pair]:
        """The figures that stand beside one another as now and wish."""
        return [plan.pair for plan in self.plans if plan.pair is not None]


def counting_of(instrument: Instrument, columns: Mapping[str, Any], language: str, *, derive: bool = True) -> Counting:
    """What is counted of this instrument. It depends on the questions only, never on what was answered.

    Without `derive` only the plans are made: then there need be no columns.
    """
    found = Counting(dict(columns))
    for _section, question in instrument.each_question():
        plan = _Planner(instrument, question, language).plan()
        if plan is None:
            found.untold.append((question, str(question.type)))
            continue
        found.plans.append(plan)
        if derive:
            _derive(found.columns, plan)
    return found


def words_of(instrument: Instrument, text: dict[str, str], language: str) -> str:
    """A text of the instrument with its gaps filled by what stands there for who skipped the question."""
    return fill(instrument.say(text, language), instrument, {}, language=language)


class _Planner:
    """Makes the plan of one question."""

    def __init__(self, instrument: Instrument, question: Question, language: str) -> None:
        self.instrument, self.question, self.language = instrument, question, language

    def plan(self) -> Plan | None:
        """The plan; None when the question is not counted."""
        kind, key = Type(self.question.type), self.question.key
        if kind == Type.NOW_WISH:
            halves = tuple((part, self._scale(f"{key}.{part}")) for part in ("now", "wish"))
            return Plan(self.question, "gap", self._points(), halves, Pair(key, f"{key}.now", f"{key}.wish"))
        if kind in {Type.SCALE, Type.MATRIX}:
            rows = [(f"{key}.{row.key}", self._say(row.label)) for row in self.question.rows]
            figures = rows if kind == Type.MATRIX else [(key, "")]
            return Plan(self.question, "scale", self._points(),
                        tuple((label, self._scale(name)) for name, label in figures))
        if kind == Type.MULTIPLE and not is_one_of(self.question):
            return Plan(self.question, "chosen", (("0", "Niet gekozen"), ("1", "Gekozen")),
                        tuple((label, _yes_no(f"{key}.{name}")) for name, label in self._options()))
        if kind == Type.CONSENT:
            return Plan(self.question, "chosen", (("0", "Nee"), ("1", "Ja")), (("", _yes_no(key)),))
        if kind in {Type.SINGLE, Type.IMAGE, Type.MULTIPLE, Type.RANKING}:
            return self._choice("first" if kind == Type.RANKING else "choice", self._options())
        if kind == Type.NUMBER:
            return self._choice("classes", [(name, name) for name, _low in classes_of(self.question)])
        return None

    def _choice(self, how: str, options: list[tuple[str, str]]) -> Plan | None:
        if len(options) < 2:
            return None
        asked = Asked(self.question.key, tuple(float(place) for place in range(len(options))), is_scale=False,
                      labels=tuple(name for name, _label in options))
        return Plan(self.question, how, tuple(options), (("", asked),))

    def _scale(self, name: str) -> Asked:
        return Asked(name, tuple(float(point) for point in range(1, POINTS + 1)), dont_know=float(UNSURE))

    def _points(self) -> tuple[tuple[str, str], ...]:
        words = scale_words(self.question.scale, self.language)
        return tuple((str(point), word) for point, word in enumerate(words, start=1))

    def _options(self) -> list[tuple[str, str]]:
        return [(option.key, OTHER_WORDS if option.key == OTHER else self._say(option.label or option.alt))
                for option in self.question.all_options]

    def _say(self, text: dict[str, str]) -> str:
        return words_of(self.instrument, text, self.language)


def _yes_no(name: str) -> Asked:
    return Asked(name, (0.0, 1.0))


def is_one_of(question: Question) -> bool:
    """Whether the options of a multiple choice shut each other out: then they are one choice, and counted as one."""
    exclusive = any(option.exclusive for option in question.options)
    return question.maximum == 1 or (exclusive and len(question.all_options) == 2)


def classes_of(question: Question) -> list[tuple[str, float]]:
    """Classes of a number, each with its lowest value: from what may be filled in, never from what was.

    As few as seven, of a round width; none when the question sets no bounds.
    """
    if question.minimum is None or question.maximum is None or question.maximum <= question.minimum:
        return []
    low, high = float(question.minimum), float(question.maximum)
    width = next(_wide_enough(low, high))
    edges = [low, *np.arange((low // width + 1) * width, high, width).tolist()]
    ends = [*edges[1:], high]
    names = [f"{edge:g}–{end - 1 if question.is_whole and end is not high else end:g}"
             for edge, end in zip(edges, ends, strict=True)]
    return list(zip(names, edges, strict=True)) if len(edges) > 1 else []


def _wide_enough(low: float, high: float) -> Iterator[float]:
    for power in range(-2, 12):
        for step in STEPS:
            width = step * 10.0**power
            if (high - low) / width <= MOST_CLASSES - 1 and width >= 1:
                yield width


def _derive(columns: Columns, plan: Plan) -> None:
    """Columns that are not in the answers as they stand: classes of a number, what was put first, one of several."""
    question, key = plan.question, plan.question.key
    if plan.how == "classes":
        cells = np.asarray(columns[key], dtype=float)
        edges = [low for _name, low in classes_of(question)]
        outside = np.isnan(cells) | (cells < edges[0]) | (cells > float(question.maximum or 0))
        columns[key] = np.where(outside, -1, np.searchsorted(edges, np.where(outside, edges[0], cells), "right") - 1)
    elif plan.how == "first" or (plan.how == "choice" and question.type == Type.MULTIPLE):
        table = np.array([columns[f"{key}.{name}"] for name, _label in plan.answers])
        is_first = table == 1
        columns[key] = np.where(is_first.any(axis=0), is_first.argmax(axis=0), -1)
