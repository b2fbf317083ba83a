"""Figures in the words of the instrument: from what statistics gives back to what is stored and shown."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rodedraad.understand.statistics.contrasts import contrasts_of
from rodedraad.understand.statistics.results import Finding, QuestionResult, Report
from rodedraad.understand.statistics.standing_out import findings

from ..instrument.shape import Instrument, Section, Type
from .counted import Counting, Plan, words_of
from .routes import routed
from .together import safe_together
from .told import Answer, Part, Told, ToldGroup, ToldQuestion, ToldSection, Untold
from .weights import Weighting


@dataclass(frozen=True)
class Names:
    """What the survey and its groups are called."""

    title: str
    groups: dict[str, str]
    language: str


def tell(instrument: Instrument, counting: Counting, found: Report, weighting: Weighting, names: Names) -> Told:
    """The report as it is stored."""
    teller = _Teller(instrument, counting, found, names)
    sections = tuple(told for section in instrument.sections if (told := teller.section(section)).questions)
    untold = tuple(Untold(question.key, words_of(instrument, question.title, names.language), why)
                   for question, why in counting.untold)
    return Told(
        names.title, found.threshold,
        tuple(ToldGroup(each.group, names.groups.get(each.group, each.group),
                        tuple(names.groups.get(one, one) for one in each.members)) for each in found.response),
        tuple(names.groups.get(one, one) for one in found.left_out if one in names.groups),
        tuple(found.response), sections,
        _standing_out(sections, found), untold,
        tuple(replace(alike, trait=alike.trait) for _group, alike in weighting.likeness),
        tuple(weighting.weighed), names.language)


def _standing_out(sections: Sequence[ToldSection], found: Report) -> tuple[Finding, ...]:
    """What stands out among what is told; agreement only on scales: on how many chose an option it says little."""
    questions = [question for section in sections for question in section.questions]
    every = [result for question in questions for _label, result in question.each_result]
    scales = [result for question in questions if question.how == "scale" for _label, result in question.each_result]
    pairs = [question.pair for question in questions if question.pair is not None]
    bounds = {result.key: (1.0, 5.0) for result in every}
    differences = [each for each in findings(every, [], bounds) if each.kind == "difference"]
    return (*differences, *(each for each in findings(scales, pairs, bounds) if each.kind != "difference"))


class _Teller:
    """Puts each figure with its question."""

    def __init__(self, instrument: Instrument, counting: Counting, found: Report, names: Names) -> None:
        self.instrument, self.names, self.threshold = instrument, names, found.threshold
        self.plans = {plan.question.key: plan for plan in counting.plans}
        questions, pairs = contrasts_of(_safe(counting.plans, found), found.pairs)
        self.results = {result.key: result for result in questions}
        self.pairs = {pair.key: pair for pair in pairs}
        self.routed = routed(instrument)

    def section(self, section: Section) -> ToldSection:
        """A section with the questions that are counted."""
        told = tuple(self.question(self.plans[question.key]) for question in section.questions
                     if question.key in self.plans)
        return ToldSection(section.key, words_of(self.instrument, section.title, self.names.language),
                           section.is_own, told)

    def question(self, plan: Plan) -> ToldQuestion:
        """One question."""
        question = plan.question
        wordings = {group: words_of(self.instrument, said, self.names.language)
                    for group, said in question.wordings.items()}
        told = ToldQuestion(question.key, str(question.type), plan.how,
                            words_of(self.instrument, question.title, self.names.language), wordings,
                            tuple(question.values), tuple(Answer(*answer) for answer in plan.answers),
                            is_routed=question.key in self.routed, source=question.source)
        if plan.pair is not None:
            return replace(told, pair=self.pairs[plan.pair.key])
        results = [self.results[asked.key] for _label, asked in plan.asked]
        return replace(told, parts=tuple(Part(asked.key, label, result) for (label, asked), result
                                         in zip(plan.asked, results, strict=True)))


def _safe(plans: Sequence[Plan], found: Report) -> list[QuestionResult]:
    """What is told of every question, without options that together tell of a few; groups are compared after that."""
    results = {result.key: result for result in found.questions}
    for plan in plans:
        if plan.question.type == Type.MULTIPLE and plan.how == "chosen":
            keys = [asked.key for _label, asked in plan.asked]
            exclusive = [option.exclusive for option in plan.question.all_options]
            safe = safe_together(plan.question, exclusive, [results[key] for key in keys], found.threshold)
            results |= dict(zip(keys, safe, strict=True))
    return list(results.values())
