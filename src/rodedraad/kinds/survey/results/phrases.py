"""Figures in words: how many percent, between what and what, and what stands out."""

from collections.abc import Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rodedraad.understand.statistics.representing import Likeness
from rodedraad.understand.statistics.results import Answered, Finding, PairResult, Result
from rodedraad.understand.statistics.shares import Interval

from .told import Told, ToldQuestion, Weighed


def percent(share: float) -> str:
    """64%."""
    return f"{round(100 * share)}%"


def decimal(value: float) -> str:
    """3,9 (or 3.9, as the language has it)."""
    return str(number_format(round(value, 1) + 0.0, 1))


def between_percents(interval: Interval) -> str:
    """Between 61% and 69%."""
    return _("between %(low)s and %(high)s") % {"low": percent(interval.low), "high": percent(interval.high)}


def between(interval: Interval) -> str:
    """Between 3,7 and 4,1."""
    return _("between %(low)s and %(high)s") % {"low": decimal(interval.low), "high": decimal(interval.high)}


def share_in_words(answer: Answered) -> str:
    """64% (between 61% and 69%)."""
    return f"{percent(answer.share)} ({between_percents(answer.interval)})"


def mean_in_words(result: Result, *, as_percent: bool = False) -> str:
    """3,9 (between 3,7 and 4,1); “about” where the mean itself had to be rounded. Empty when there is none."""
    if result.mean is None or result.interval is None:
        return ""
    number, span = (percent, between_percents) if as_percent else (decimal, between)
    said = number(result.mean)
    if result.lowest != result.highest:
        said = _("about %(number)s") % {"number": said}
    return f"{said} ({span(result.interval)})"


def too_few(result: Result, threshold: int) -> str:
    """Why nothing is shown."""
    if result.reason == "small_answers":
        said = _("Not shown: in so small a group these answers could tell of fewer than %(n)s people.")
        return said % {"n": threshold}
    return _("Not shown: too few people answered.")


def how_counted(question: ToldQuestion) -> str:
    """One sentence on what the figures of a question are."""
    return {
        "scale": _("The mean on a scale of 1 to 5. The line shows how sure we are."),
        "gap": _("How it is now beside how people wish it, on a scale of 1 to 5. Only who answered both counts."),
        "chosen": _("The share of people that chose this. People could choose more than one answer."),
        "choice": _("The share of people that gave this answer."),
        "first": _("The share of people that put this first."),
        "classes": _("The share of people in each class."),
    }[question.how if question.type != "consent" else "choice"]


def named(told: Told, figure: str) -> str:
    """What a figure is about: the title of the question, with its part."""
    found = told.find(figure)
    if found is None:
        return figure
    question, part = found
    part = {"now": pgettext("of a statement", "now"), "wish": pgettext("of a statement", "wish")}.get(part, part)
    return f"{question.title} ({part})" if part else question.title


def values_of(told: Told, finding: Finding) -> list[tuple[str, str]]:
    """The groups of a finding with their figure, in order."""
    found = told.find(finding.question)
    if found is None:
        return []
    question, _part = found
    if question.pair is not None and finding.question == question.key:
        return _halves(question.pair, finding.groups)
    result = next((counted for _label, counted in question.each_result if counted.key == finding.question), None)
    if result is None:
        return []
    by_group = {each.group: each for each in result.results}
    as_percent = question.how == "chosen"
    return [(told.labels.get(group, group), mean_in_words(by_group[group], as_percent=as_percent)
             or _shares_in_words(question, by_group[group])) for group in finding.groups if group in by_group]


def _halves(pair: PairResult, groups: Sequence[str]) -> list[tuple[str, str]]:
    """How it is now and how it is wished, in the groups of a finding."""
    halves = ((pgettext("of a statement", "now"), pair.now), (pgettext("of a statement", "wish"), pair.wish))
    return [(label.capitalize(), mean_in_words(result)) for label, counted in halves for result in counted.results
            if result.group in groups]


def _shares_in_words(question: ToldQuestion, result: Result) -> str:
    return ", ".join(f"{answers_in_words(question, each)} {percent(each.share)}" for each in result.shares)


def answers_in_words(question: ToldQuestion, answer: Answered) -> str:
    """The words of an answer, or of answers that are told together."""
    labels = question.labels
    return " + ".join(labels.get(name, name) for name in answer.answers)


def likeness_in_words(alike: Likeness) -> str:
    """Whether who answered looks like the population on one trait."""
    said = {"alike": _("Who answered looks like the population (%(trait)s)."),
            "rather": _("Who answered looks fairly like the population (%(trait)s)."),
            "unlike": _("Who answered does not look like the population (%(trait)s).")}
    return said[alike.verdict] % {"trait": alike.trait}


def fault_in_words(weighed: Weighed) -> str:
    """Why the answers of a group are not weighed."""
    said = {
        "category_without_total": _("There is no number for “%(categories)s” (%(trait)s). Add it to the table."),
        "empty_category": _("Nobody answered of “%(categories)s” (%(trait)s). Nobody can count for them: take them "
                            "together with another category, or set their number to 0."),
        "total_is_zero": _("The number of “%(categories)s” (%(trait)s) is 0, but people of it answered."),
        "does_not_fit": _("The numbers cannot be met: some answers would count more than five times. Use fewer "
                          "traits, or take categories together."),
        "no_weight_left": _("The numbers contradict each other. Look whether each table counts the same people."),
        "totals_differ": _("The tables do not count the same number of people: %(trait)s differs more than 2%%."),
        "no_answers": _("Nobody told this trait."),
    }.get(weighed.fault, _("The answers could not be weighed with these numbers."))
    return said % {"categories": "", "trait": "", **weighed.facts}
