"""The figures of a question as one table: the same rows for the page, for screen readers and for every export."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rodedraad.understand.statistics.results import Answered, Result

from .phrases import answers_in_words, decimal, mean_in_words, share_in_words, too_few
from .pictures import chosen_of
from .told import Told, ToldQuestion


@dataclass(frozen=True)
class Row:
    """One figure of one group: `value` and bounds as numbers, `said` in words; no numbers when it is not shown."""

    part: str
    group: str
    answer: str
    n: int | None
    value: float | None
    low: float | None
    high: float | None
    said: str
    kind: str


def rows_of(told: Told, question: ToldQuestion) -> list[Row]:
    """Every figure of a question."""
    return list(_gaps(told, question) if question.pair is not None else _parts(told, question))


def _gaps(told: Told, question: ToldQuestion) -> Iterator[Row]:
    assert question.pair is not None
    for half, counted in (("now", question.pair.now), ("wish", question.pair.wish)):
        label = pgettext("of a statement", "now") if half == "now" else pgettext("of a statement", "wish")
        for result in counted.results:
            yield from _figures(told, question, label, result)
    for gap in question.pair.gaps:
        if gap.gap is not None and gap.interval is not None:
            said = _("%(gap)s, at most between %(low)s and %(high)s") % {
                "gap": decimal(gap.gap), "low": decimal(gap.interval.low), "high": decimal(gap.interval.high)}
            yield Row(pgettext("figure", "wish minus now"), _label(told, gap.group), "", gap.n, gap.gap,
                      gap.interval.low, gap.interval.high, said, "gap")


def _parts(told: Told, question: ToldQuestion) -> Iterator[Row]:
    for part in question.parts:
        for result in part.result.results:
            yield from _figures(told, question, part.label, result)


def _figures(told: Told, question: ToldQuestion, part: str, result: Result) -> Iterator[Row]:
    group = _label(told, result.group)
    if not result.is_shown:
        yield Row(part, group, "", result.n, None, None, None, too_few(result, told.threshold), "hidden")
    elif question.how == "chosen":
        yield _chosen(question, part, group, result)
    else:
        if result.mean is not None and result.interval is not None:
            yield Row(part, group, pgettext("figure", "mean"), result.n, result.mean, result.interval.low,
                      result.interval.high, mean_in_words(result), "mean")
        yield from (_share(question, part, group, result, answer) for answer in result.shares)
    if result.dont_know is not None:
        yield Row(part, group, pgettext("figure", "don't know"), result.dont_know, None, None, None,
                  _("%(n)s people") % {"n": result.dont_know}, "unsure")


def _share(question: ToldQuestion, part: str, group: str, result: Result, answer: Answered) -> Row:
    return Row(part, group, answers_in_words(question, answer), result.n, answer.share, answer.interval.low,
               answer.interval.high, share_in_words(answer), "share")


def _chosen(question: ToldQuestion, part: str, group: str, result: Result) -> Row:
    answer = chosen_of(result)
    if answer is not None:
        return _share(question, part, group, result, answer)
    assert result.interval is not None
    return Row(part, group, question.labels["1"], result.n, result.mean, result.interval.low, result.interval.high,
               mean_in_words(result, as_percent=True), "share")


def _label(told: Told, group: str) -> str:
    return told.labels.get(group, group)
