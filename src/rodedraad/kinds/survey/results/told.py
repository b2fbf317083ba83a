"""What may be told of a survey, in the words of its instrument: the form that pages, exports and the API read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rodedraad.understand.statistics.representing import Likeness
from rodedraad.understand.statistics.results import Finding, PairResult, QuestionResult, Response, Result

FORMAT = "rodedraad-survey-report"
VERSION = 1


@dataclass(frozen=True)
class Answer:
    """One answer: the name that figures use for it (`Answered.answers`), and its words."""

    name: str
    label: str


@dataclass(frozen=True)
class Part:
    """One thing that was counted: a question as a whole (empty label), a row of a matrix, or an option."""

    key: str
    label: str
    result: QuestionResult


@dataclass(frozen=True)
class ToldQuestion:
    """One question of the instrument with what was counted.

    `how` says what the figures are: `scale` (mean of 1 to 5, and shares), `gap` (now beside wish: `pair`, no parts),
    `chosen` (per option the share that chose it), `choice` (one of the answers), `first` (what people put first),
    `classes` (numbers in classes that were fixed beforehand).
    """

    key: str
    type: str
    how: str
    title: str
    wordings: Mapping[str, str]
    values: Sequence[str]
    answers: Sequence[Answer]
    parts: Sequence[Part] = ()
    pair: PairResult | None = None
    is_routed: bool = False
    source: str = ""

    def title_for(self, group: str) -> str:
        """The title as this group read it."""
        return self.wordings.get(group, self.title)

    @property
    def labels(self) -> dict[str, str]:
        """The words of each answer by its name."""
        return {answer.name: answer.label for answer in self.answers}

    @property
    def each_result(self) -> list[tuple[str, QuestionResult]]:
        """Everything that was counted with its label; of a pair `now` and `wish`."""
        if self.pair is not None:
            return [("now", self.pair.now), ("wish", self.pair.wish)]
        return [(part.label, part.result) for part in self.parts]


@dataclass(frozen=True)
class ToldSection:
    """A section of the instrument; `is_own` marks the questions that only this organisation asked."""

    key: str
    title: str
    is_own: bool
    questions: Sequence[ToldQuestion]


@dataclass(frozen=True)
class ToldGroup:
    """A group that is shown, and the groups it was made of when small ones were taken together."""

    key: str
    label: str
    members: Sequence[str] = ()


@dataclass(frozen=True)
class Untold:
    """A question that is not counted: `text` goes to the themes, `date`, `place` and an open `number` stay untold."""

    key: str
    title: str
    why: str


@dataclass(frozen=True)
class Weighed:
    """How the answers of a group were weighed: by which traits, at what cost; `fault` when it did not fit."""

    group: str
    traits: Sequence[str] = ()
    sources: Sequence[str] = ()
    fault: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """All of it. `key` in findings is the key of a figure: see `find`."""

    title: str
    threshold: int
    groups: Sequence[ToldGroup]
    left_out: Sequence[str]
    response: Sequence[Response]
    sections: Sequence[ToldSection]
    findings: Sequence[Finding]
    untold: Sequence[Untold]
    likeness: Sequence[Likeness] = ()
    weighed: Sequence[Weighed] = ()
    language: str = "nl"

    @property
    def n(self) -> int:
        """At least so many people answered."""
        return sum(each.at_least for each in self.response)

    @property
    def labels(self) -> dict[str, str]:
        """The name of each shown group by its key."""
        return {group.key: group.label for group in self.groups}

    @property
    def questions(self) -> dict[str, ToldQuestion]:
        """Every counted question by key, in order."""
        return {question.key: question for section in self.sections for question in section.questions}

    def find(self, figure: str) -> tuple[ToldQuestion, str] | None:
        """The question behind the key of a figure, such as `parts.letter`, with the label of that part."""
        for question in self.questions.values():
            if question.pair is not None and figure in {question.key, question.pair.now.key, question.pair.wish.key}:
                return question, figure.removeprefix(question.key).strip(".")
            for part in question.parts:
                if part.key == figure:
                    return question, part.label
        return None


def results_in(told: Told, group: str) -> list[Result]:
    """Every figure of one group."""
    return [result for question in told.questions.values() for _label, counted in question.each_result
            for result in counted.results if result.group == group]
