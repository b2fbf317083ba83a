"""Figures as drawings: groups on one line, now beside wish, and answers in one bar. A table beside it is the page's."""

from collections.abc import Sequence
from dataclasses import dataclass

from .drawing import GRID, SOFT, Scale, axis, axis_words, drawing, legend, lines_of, mark, text, whisker
from .results import Result

NOW, WISH = "#3d3d3d", "#005ea8"
# From disagree to agree: dark and light at both ends, so that grey print still shows the order.
STEPS = ("#7a4300", "#d9a441", "#e3e5e9", "#8fbfe0", "#00497f")
INK = ("#fff", "#14181f", "#14181f", "#14181f", "#fff")


@dataclass(frozen=True)
class Dot:
    """The mean of one group, how sure it is, and whether that is only a bound."""

    group: str
    value: float
    low: float
    high: float
    is_bound: bool = False


def dots_of(results: Sequence[Result], names: dict[str, str]) -> list[Dot]:
    """The groups of a question that have a mean to show."""
    return [Dot(names.get(result.group, result.group), result.mean, result.interval.low, result.interval.high,
                result.is_bound)
            for result in results if result.mean is not None and result.interval is not None]


def dot_plot(identity: str, title: str, rows: Sequence[tuple[str, Sequence[Dot]]], groups: Sequence[str],
             scale: Scale, description: str = "") -> str:
    """Per statement one line with all groups on it; whiskers lie beneath one another so that none hides another.

    `groups` fixes the mark of each group, also in the next chart; a group with nothing to show has no mark.
    """
    body, y = legend(groups, 12)
    parts, said, room = [body], [], 7 * len(groups)
    for statement, dots in rows:
        for line in lines_of(statement):
            y += 20
            parts.append(text(line, "0%", y))
        middle = y + 14 + room
        parts.append(axis(scale, y + 8, middle + room + 4))
        parts.append(f'<line class="rd-plot__base" x1="{scale.at(scale.low):.2f}%" x2="{scale.at(scale.high):.2f}%" '
                     f'y1="{middle:g}" y2="{middle:g}" stroke="{SOFT}" stroke-width="1"/>')
        drawn = []
        for dot in dots:
            number = list(groups).index(dot.group)
            lane = middle + 13 * (number - (len(groups) - 1) / 2)
            parts.append(whisker(number, (scale.at(dot.low), scale.at(dot.high)), lane, is_bound=dot.is_bound))
            drawn.append(mark(number, scale.at(dot.value), lane))
        parts += drawn
        y = middle + room + 8
        said.append(f"{statement}: " + ", ".join(f"{dot.group} {scale.said(dot.value)}" for dot in dots))
    parts.append(axis_words(scale, y + 14))
    return drawing(identity, title, description or ". ".join(said), y + (40 if any(scale.ends) else 22), "".join(parts))


@dataclass(frozen=True)
class Dumbbell:
    """How it is and how one wishes it, in one group or on one statement; None when that may not be shown."""

    label: str
    now: float | None
    wish: float | None


def dumbbells(identity: str, title: str, rows: Sequence[Dumbbell], scale: Scale, *, now: str, wish: str,
              hidden: str, description: str = "") -> str:
    """Now is a hollow ring, wish a filled square, between them an arrow; the gap stands at the right in words.

    `now` and `wish` are what these are called, `hidden` is said where nothing may be shown.
    """
    parts = [f'<svg x="2%" y="12" overflow="visible">{_ring()}{text(now, "14", 5)}</svg>',
             f'<svg x="52%" y="12" overflow="visible">{_square()}{text(wish, "14", 5)}</svg>']
    y, said = 24.0, []
    for row in rows:
        for line in lines_of(row.label):
            y += 20
            parts.append(text(line, "0%", y))
        if row.now is None or row.wish is None:
            parts.append(text(hidden, "0%", y + 20, kind="hidden", size=13))
            y += 30
            said.append(f"{row.label}: {hidden}")
            continue
        gap = row.wish - row.now
        words = ("+" if gap > 0.05 else "") + scale.said(round(gap, 1) + 0.0)
        parts.append(text(words, "100%", y, anchor="end", kind="value"))
        y += 18
        parts.append(axis(scale, y - 10, y + 10))
        parts.append(_arrow(scale.at(row.now), scale.at(row.wish), y))
        y += 16
        said.append(f"{row.label}: {now} {scale.said(row.now)}, {wish} {scale.said(row.wish)}")
    parts.append(axis_words(scale, y + 12))
    return drawing(identity, title, description or ". ".join(said), y + (38 if any(scale.ends) else 20), "".join(parts))


def _ring() -> str:
    return f'<circle class="rd-plot__now" r="5" fill="#fff" stroke="{NOW}" stroke-width="3"/>'


def _square() -> str:
    return f'<rect class="rd-plot__wish" x="-6" y="-6" width="12" height="12" fill="{WISH}"/>'


def _arrow(start: float, end: float, y: float) -> str:
    return (f'<line class="rd-plot__gap" x1="{start:.2f}%" x2="{end:.2f}%" y1="{y:g}" y2="{y:g}" stroke="{NOW}" '
            f'stroke-width="3"/><svg x="{start:.2f}%" y="{y:g}" overflow="visible">{_ring()}</svg>'
            f'<svg x="{end:.2f}%" y="{y:g}" overflow="visible">{_square()}</svg>')


@dataclass(frozen=True)
class Piece:
    """One class of answers in a bar: its share, and the first and last answer in it (counted from nought)."""

    share: float
    first: int
    last: int


@dataclass(frozen=True)
class Bar:
    """One group: its name, a note such as "n = 148", and its pieces; none when they may not be shown."""

    label: str
    note: str
    pieces: Sequence[Piece]


def stacked_bars(identity: str, title: str, bars: Sequence[Bar], answers: Sequence[str], *, hidden: str,
                 description: str = "") -> str:
    """Answers of each group in one bar, from disagree to agree, each piece with its percents where they fit.

    Answers that are told together are one white piece with a broken edge and their colours under it. `hidden` is said
    where nothing may be shown.
    """
    parts, y = [], 0.0
    for number, answer in enumerate(answers):
        y += 20
        fill = _step(number, len(answers))[0]
        parts.append(f'<rect x="0" y="{y - 11:g}" width="14" height="14" fill="{fill}" stroke="{GRID}"/>'
                     + text(answer, "22", y, size=13, kind="tick"))
    y, said = y + 6, []
    for bar in bars:
        y += 22
        parts.append(text(bar.label, "0%", y) + text(bar.note, "100%", y, anchor="end", kind="note", size=13))
        if not bar.pieces:
            parts.append(text(hidden, "0%", y + 20, kind="hidden", size=13))
            y += 24
            said.append(f"{bar.label}: {hidden}")
            continue
        parts.append(_bar(bar.pieces, y + 6, len(answers)))
        y += 34
        said.append(f"{bar.label}: " + ", ".join(
            f"{' + '.join(answers[piece.first:piece.last + 1])} {piece.share:.0%}" for piece in bar.pieces))
    return drawing(identity, title, description or ". ".join(said), y + 8, "".join(parts))


def _step(number: int, answers: int) -> tuple[str, str]:
    place = round(number / max(answers - 1, 1) * (len(STEPS) - 1))
    return STEPS[place], INK[place]


def _bar(pieces: Sequence[Piece], y: float, answers: int) -> str:
    total = sum(piece.share for piece in pieces) or 1
    drawn, at = [], 0.0
    for piece in pieces:
        width = 100 * piece.share / total
        fill, ink = _step(piece.first, answers)
        edge = "#fff"
        if piece.last > piece.first:
            together = range(piece.first, piece.last + 1)
            part = width / len(together)
            drawn += [f'<rect x="{at + part * place:.2f}%" y="{y + 19:g}" width="{part:.2f}%" height="7" '
                      f'fill="{_step(one, answers)[0]}"/>' for place, one in enumerate(together)]
            fill, ink, edge = "none", "currentColor", '#3d3d3d" stroke-dasharray="4 3'
        drawn.append(f'<rect class="rd-plot__piece" x="{at:.2f}%" y="{y:g}" width="{width:.2f}%" height="26" '
                     f'fill="{fill}" stroke="{edge}" stroke-width="1.5"/>')
        if width >= 11:
            height = 18 if edge == "#fff" else 15
            drawn.append(text(f"{piece.share:.0%}", f"{at + width / 2:.2f}%", y + height, anchor="middle",
                              kind="share", size=13, fill=ink))
        at += width
    return "".join(drawn)
