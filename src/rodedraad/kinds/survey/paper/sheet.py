"""What stands on the paper form of a survey, as plain data for the typesetter: one group, one language, fixed order."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format

from ..forgetting import promise
from ..instrument.piping import fill
from ..instrument.routing import sentence
from ..instrument.shape import Instrument, Option, Question, Section, Text, Type, spoken
from ..instrument.wording import now_wish_words, scale_words, unsure_words
from ..models import Survey
from ..reading import instrument_of
from .words import say

LINES_FOR_TEXT = 5


@dataclass(frozen=True)
class Writer:
    """Says texts of an instrument in one language; earlier answers are not known on paper, so their fallback stands."""

    instrument: Instrument
    language: str
    group: str

    def say(self, text: Text) -> str:
        """A text as it is printed."""
        return fill(self.instrument.say(text, self.language), self.instrument, {}, language=self.language)

    def is_for(self, part: Section | Question) -> bool:
        """Whether this group gets the section or question."""
        return not part.groups or self.group in part.groups

    def condition(self, part: Section | Question) -> str:
        """When to fill it in; empty for always."""
        said = fill(sentence(part.show_if, self.instrument, self.language), self.instrument, {}, language=self.language)
        return say("when", self.language).format(rest=said.removeprefix("Alleen als ")) if said else ""


def sheet(survey: Survey, *, group: str = "", language: str = "nl", address: str = "") -> dict[str, Any]:
    """The whole form; a group or language that the survey does not know gives the first one."""
    instrument = instrument_of(survey.asks)
    taken = [each for each in instrument.group_keys if not survey.groups or each in survey.groups]
    writer = Writer(instrument, language if language in instrument.languages else instrument.languages[0],
                    group if group in taken else next(iter(taken), ""))
    with translation.override("nl"):
        closes = date_format(timezone.localtime(survey.closes_at), "j F Y, H:i")
    words = {name: say(name, writer.language) for name in ("how", "to", "page", "version")}
    return {
        "lang": spoken(writer.language), "title": writer.say(instrument.title), "words": words,
        "group": next((writer.say(each.label) for each in instrument.groups if each.key == writer.group), ""),
        "organisation": survey.organisation.name, "introduction": writer.say(instrument.introduction),
        "closing": writer.say(instrument.closing), "promise": _promise(survey),
        "back": say("back", writer.language).format(date=closes),
        "address": address or survey.organisation.name, "mark": mark_of(survey, writer.group),
        "version": survey.asks.number, "sections": _sections(writer),
    }


def _promise(survey: Survey) -> str:
    with translation.override("nl"):
        return promise(survey)


def mark_of(survey: Survey, group: str) -> str:
    """What tells pages of one form from those of another: survey, version of the questions, group. No respondent."""
    return "-".join(each for each in (f"RD{survey.pk}", f"v{survey.asks.number}", group) if each)


def _sections(writer: Writer) -> list[dict[str, Any]]:
    number, made = 0, []
    for section in filter(writer.is_for, writer.instrument.sections):
        questions = []
        for question in filter(writer.is_for, section.questions):
            number += 1
            questions.append({"number": number, **_question(writer, question)})
        if questions:
            made.append({"title": writer.say(section.title), "intro": writer.say(section.intro),
                         "condition": writer.condition(section), "questions": questions})
    return made


def _question(writer: Writer, question: Question) -> dict[str, Any]:
    drawn = {"type": str(question.type), "title": writer.say(question.title_for(writer.group)),
             "help": writer.say(question.help), "condition": writer.condition(question),
             "hint": _hint(question, writer.language), "points": [], "rows": [], "options": [], "lines": 0}
    if question.type in {Type.SCALE, Type.NOW_WISH, Type.MATRIX}:
        drawn["points"] = scale_words(question.scale, writer.language)
        if question.has_unsure:
            drawn["points"].append(unsure_words(writer.language))
        drawn["rows"] = _rows(writer, question)
    elif question.type == Type.CONSENT:
        drawn["options"] = [say("yes", writer.language), say("no", writer.language)]
    else:
        drawn["options"] = _options(writer, question)
        drawn["lines"] = {Type.TEXT: LINES_FOR_TEXT, Type.PLACE: 2, Type.NUMBER: 1, Type.DATE: 1}.get(
            Type(question.type), 0)
    return drawn


def _rows(writer: Writer, question: Question) -> list[str]:
    if question.type == Type.NOW_WISH:
        return [now_wish_words(part, writer.language) for part in ("now", "wish")]
    return [writer.say(row.label) for row in question.rows] if question.type == Type.MATRIX else [""]


def _options(writer: Writer, question: Question) -> list[str]:
    """The options as words; a picture is a letter with what is to be seen on it."""
    said = [_picture(writer, at, each) if question.type == Type.IMAGE else writer.say(each.label)
            for at, each in enumerate(question.options)]
    return [*said, say("other", writer.language)] if question.has_other else said


def _picture(writer: Writer, at: int, option: Option) -> str:
    label, alt = writer.say(option.label), writer.say(option.alt)
    return f"{chr(ord('A') + at)}. {label}" + (f" ({alt})" if alt and alt != label else "")


def _hint(question: Question, language: str) -> str:
    names = {Type.SCALE: "one", Type.NOW_WISH: "each", Type.MATRIX: "each", Type.SINGLE: "one", Type.IMAGE: "one",
             Type.RANKING: "rank", Type.NUMBER: "number", Type.DATE: "date", Type.PLACE: "place", Type.CONSENT: "one"}
    name = names.get(Type(question.type), "")
    if question.type == Type.MULTIPLE:
        name = "most" if question.maximum else "some"
    said = say(name, language).format(n=int(question.maximum or 0)) if name else ""
    return " ".join(each for each in (said, say("required", language) if question.required else "") if each)
