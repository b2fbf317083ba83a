"""The shape of an instrument, without Django: the questions that a survey asks, apart from any survey that asks them.

A `Text` says one thing in several languages: {"nl": "Wat vindt u?", "nl-x-eenvoudig": "Wat vindt u?"}; what is missing
is said in the first language of the instrument. `as_dict` and `from_dict` are the form on disk, with a version key.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

from .plain import built, lean

FORMAT = "rodedraad-instrument"
VERSION = 1
PLAIN = "nl"
EASY = "nl-x-eenvoudig"
OTHER = "other"
"""The option key of “anders, namelijk”; no other option may have it."""

Text = dict[str, str]


def spoken(language: str) -> str:
    """The language for the `lang` of a page: easy Dutch is Dutch, and browsers know no more than that."""
    return language.split("-x-", 1)[0]


class NotAnInstrumentError(ValueError):
    """The data is no instrument of a version that we can read; the message says where."""


class Type(StrEnum):
    """What kind of answer a question asks for."""

    SCALE = "scale"
    NOW_WISH = "now_wish"
    SINGLE = "single"
    MULTIPLE = "multiple"
    RANKING = "ranking"
    MATRIX = "matrix"
    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    TEXT = "text"
    IMAGE = "image"
    CONSENT = "consent"


WITH_OPTIONS = frozenset({Type.SINGLE, Type.MULTIPLE, Type.RANKING, Type.IMAGE})
WITH_SCALE = frozenset({Type.SCALE, Type.NOW_WISH, Type.MATRIX})
MAY_HAVE_OTHER = frozenset({Type.SINGLE, Type.MULTIPLE})
POINTS = 5
UNSURE = 0
"""The answer “weet ik niet” on a scale; the points themselves are 1 to 5."""


@dataclass
class Option:
    """One possible answer, or a row of a matrix. `exclusive`: “none of these”. `fixed`: not moved by shuffling.

    `image` is the name of a picture file and `alt` what is to be seen on it, for an image choice.
    """

    key: str
    label: Text = field(default_factory=dict)
    image: str = ""
    alt: Text = field(default_factory=dict)
    exclusive: bool = False
    fixed: bool = False


@dataclass
class Rule:
    """One condition on one earlier answer: `Rule("age", "at_least", 18)`; see routing.OPERATORS."""

    question: str
    operator: str
    value: str | float | int | bool | None = None


@dataclass
class Condition:
    """Rules of which all, or any one, must hold."""

    join: str = "all"
    rules: list[Rule] = field(default_factory=list)


@dataclass
class Question:
    """One question. Which fields count depends on its type; see docs/surveys.md.

    `groups`: only these groups get it; empty is everybody. `wordings`: another title for a group. `minimum` and
    `maximum`: how many options, how long a text, or the smallest and largest number. `values`: core values of
    democracy that it measures; `source`: the theory behind it. `scale`: name of the words on the scale (see wording).
    """

    key: str
    type: str = Type.SCALE
    title: Text = field(default_factory=dict)
    help: Text = field(default_factory=dict)
    required: bool = False
    options: list[Option] = field(default_factory=list)
    has_other: bool = False
    rows: list[Option] = field(default_factory=list)
    scale: str = "agree"
    has_unsure: bool = True
    minimum: float | int | None = None
    maximum: float | int | None = None
    is_whole: bool = True
    is_shuffled: bool = False
    show_if: Condition | None = None
    groups: list[str] = field(default_factory=list)
    wordings: dict[str, Text] = field(default_factory=dict)
    values: list[str] = field(default_factory=list)
    source: str = ""

    def title_for(self, group: str = "") -> Text:
        """The title as this group reads it; its own wording is not mixed with the title in another language."""
        return self.wordings.get(group) or self.title

    @property
    def all_options(self) -> list[Option]:
        """The options, with “anders, namelijk” as the last one when the question has it."""
        return [*self.options, Option(OTHER, fixed=True)] if self.has_other else list(self.options)


@dataclass
class Section:
    """A page of the paper form: questions that belong together.

    `is_own` marks the section in which an organisation puts questions of its own; comparing leaves it out.
    `most` is how many questions it may hold, None for as many as you like.
    """

    key: str
    title: Text = field(default_factory=dict)
    intro: Text = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    show_if: Condition | None = None
    groups: list[str] = field(default_factory=list)
    is_shuffled: bool = False
    is_own: bool = False
    most: int | None = None


@dataclass
class Instrument:
    """A questionnaire: sections with questions, what is said before and after, and who is asked.

    `groups` are the groups that can answer, in order; empty when the instrument knows no groups.
    """

    title: Text
    languages: list[str] = field(default_factory=lambda: [PLAIN])
    introduction: Text = field(default_factory=dict)
    closing: Text = field(default_factory=dict)
    groups: list[Option] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    is_shuffled: bool = False
    source: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The instrument as JSON-ready data, `format` and `version` first; what has its usual value is left out."""
        return {"format": FORMAT, "version": VERSION, **lean(self)}

    @classmethod
    def from_dict(cls, data: Any) -> Self:
        """An instrument from what `as_dict` made. Raises `NotAnInstrumentError`."""
        if not isinstance(data, dict) or data.get("format") != FORMAT or data.get("version") != VERSION:
            raise NotAnInstrumentError(f"want {FORMAT} version {VERSION}")
        try:
            return built(cls, data, "instrument")
        except (TypeError, ValueError) as error:
            raise NotAnInstrumentError(str(error)) from None

    def each_question(self) -> Iterator[tuple[Section, Question]]:
        """Every question with its section, in the order in which they are written down."""
        for section in self.sections:
            for question in section.questions:
                yield section, question

    @property
    def questions(self) -> dict[str, Question]:
        """Every question by key."""
        return {question.key: question for _section, question in self.each_question()}

    @property
    def group_keys(self) -> list[str]:
        """The keys of the groups that can answer."""
        return [group.key for group in self.groups]

    def say(self, text: Text, language: str = PLAIN) -> str:
        """A text in a language; in the first language of the instrument when it is not there."""
        return text.get(language) or text.get(self.languages[0] if self.languages else PLAIN, "")
