"""The drawings of a question: groups on one line, shares of people, or now beside wish."""

from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from rodedraad.understand.statistics.charts import (
    Bar,
    Dot,
    Dumbbell,
    Piece,
    dot_plot,
    dots_of,
    dumbbells,
    stacked_bars,
)
from rodedraad.understand.statistics.drawing import Scale
from rodedraad.understand.statistics.results import Answered, Result

from .told import Told, ToldQuestion


def pictures_of(told: Told, question: ToldQuestion) -> list[SafeString]:
    """The drawings of a question as SVG, in which every word is escaped; none when nothing of it may be shown."""
    return [mark_safe(svg) for svg in _drawn(told, question)]  # noqa: S308


def _drawn(told: Told, question: ToldQuestion) -> list[str]:
    if question.pair is not None:
        return _gaps(told, question)
    if question.how == "scale":
        return [*_means(told, question), *_bars(told, question)]
    return _shares(told, question)


def identity_of(question: ToldQuestion, kind: str) -> str:
    """An id that no other drawing on the page has."""
    return f"{kind}-{question.key}"


def _comma() -> str:
    return "." if (get_language() or "").startswith("en") else ","


def _points(question: ToldQuestion) -> Scale:
    ends = (question.answers[0].label, question.answers[-1].label)
    return Scale(ends=ends, comma=_comma())


def _means(told: Told, question: ToldQuestion) -> list[str]:
    # One statement stands above the drawing as the title of the question.
    rows = [(part.label, dots_of(part.result.results, told.labels)) for part in question.parts]
    rows = [(label, dots) for label, dots in rows if dots]
    if not rows:
        return []
    return [dot_plot(identity_of(question, "mean"), question.title, rows, _shown(told), _points(question))]


def _bars(told: Told, question: ToldQuestion) -> list[str]:
    """The answers themselves, where they may be told and there is one statement."""
    if len(question.parts) != 1 or not any(result.shares for result in question.parts[0].result.results):
        return []
    bars = [Bar(told.labels.get(result.group, result.group), f"n = {result.n}" if result.n else "",
                [_piece(question, answer) for answer in result.shares])
            for result in question.parts[0].result.results]
    return [stacked_bars(identity_of(question, "answers"), question.title, bars,
                         [answer.label for answer in question.answers], hidden=_("The answers are not told apart."))]


def _piece(question: ToldQuestion, answer: Answered) -> Piece:
    names = [each.name for each in question.answers]
    places = sorted(names.index(name) for name in answer.answers)
    return Piece(answer.share, places[0], places[-1])


def _gaps(told: Told, question: ToldQuestion) -> list[str]:
    assert question.pair is not None
    rows = [Dumbbell(told.labels.get(gap.group, gap.group), gap.now, gap.wish) for gap in question.pair.gaps]
    if all(row.now is None for row in rows):
        return []
    return [dumbbells(identity_of(question, "gap"), question.title, rows, _points(question),
                      now=pgettext("of a statement", "now"), wish=pgettext("of a statement", "wish"),
                      hidden=_("Not shown: too few people answered."))]


def _shares(told: Told, question: ToldQuestion) -> list[str]:
    rows = [(label, [dot for result in results if (dot := _share_dot(told, result, name))])
            for label, name, results in _rows(question)]
    rows = [(label, dots) for label, dots in rows if dots]
    if not rows:
        return []
    ends = (pgettext("end of a scale", "nobody"), pgettext("end of a scale", "everybody"))
    scale = Scale(0, 100, ends=ends, comma=_comma())
    said = ". ".join(f"{label}: " + ", ".join(f"{dot.group} {dot.value:.0f}%" for dot in dots) for label, dots in rows)
    return [dot_plot(identity_of(question, "share"), question.title, rows, _shown(told), scale, said)]


def _rows(question: ToldQuestion) -> list[tuple[str, tuple[str, ...] | None, Sequence[Result]]]:
    """Per line of the drawing its label, the answers it counts (None: the mean of nought and one), and the groups."""
    if question.how == "chosen":
        return [(part.label or question.labels["1"], None, part.result.results) for part in question.parts]
    results = question.parts[0].result.results
    classes = dict.fromkeys(answer.answers for result in results for answer in result.shares)
    order = {answer.name: place for place, answer in enumerate(question.answers)}
    ordered = sorted(classes, key=lambda names: (len(names) > 1, order[names[0]]))
    return [(" + ".join(question.labels[name] for name in names), names, results) for names in ordered]


def _share_dot(told: Told, result: Result, answers: tuple[str, ...] | None) -> Dot | None:
    label = told.labels.get(result.group, result.group)
    if answers is None:
        answer = chosen_of(result)
        if answer is not None:
            return Dot(label, 100 * answer.share, 100 * answer.interval.low, 100 * answer.interval.high)
        if result.mean is None or result.interval is None:
            return None
        return Dot(label, 100 * result.mean, 100 * result.interval.low, 100 * result.interval.high, result.is_bound)
    answer = next((each for each in result.shares if each.answers == answers), None)
    return None if answer is None else Dot(label, 100 * answer.share, 100 * answer.interval.low,
                                           100 * answer.interval.high)


def chosen_of(result: Result) -> Answered | None:
    """The share that chose an option, where it may be told apart."""
    return next((answer for answer in result.shares if answer.answers == ("1",)), None)


def _shown(told: Told) -> list[str]:
    return [group.label for group in told.groups]


