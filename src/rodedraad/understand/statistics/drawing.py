"""Small parts of drawings: SVG as text, escaped, without style or script; widths in percent, so that a phone fits."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

LINE = 46  # characters that fit on a phone in one line of 14 px
GRID, SOFT = "#c9ced6", "#e6e8ec"

# Per group a shape and a colour: told apart without colour, by people who confuse red and green, and in grey print.
# The red of the thread is not among them.
MARKS = (("circle", "#005ea8"), ("square", "#b35900"), ("diamond", "#00695c"), ("triangle", "#6b3fa0"),
         ("cross", "#3d3d3d"), ("ring", "#005ea8"))
SHAPES = {
    "circle": '<circle r="6"/>',
    "square": '<rect x="-5.5" y="-5.5" width="11" height="11"/>',
    "diamond": '<path d="M0-7.5 7.5 0 0 7.5-7.5 0z"/>',
    "triangle": '<path d="M0-7 7 5.5H-7z"/>',
    "cross": '<path d="M-6-3.5-3.5-6 0-2.5 3.5-6 6-3.5 2.5 0 6 3.5 3.5 6 0 2.5-3.5 6-6 3.5-2.5 0z"/>',
    "ring": '<circle r="4.5" fill="#fff" stroke="#005ea8" stroke-width="3"/>',
}


@dataclass(frozen=True)
class Scale:
    """From the lowest to the highest answer, what the ends are called, and the sign between whole and tenths."""

    low: float = 1
    high: float = 5
    ends: tuple[str, str] = ("", "")
    comma: str = ","

    def at(self, value: float) -> float:
        """Where a value lies, in percents of the width, with room for a mark at both ends."""
        place = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return 4 + 92 * place

    def said(self, value: float) -> str:
        """A value with one decimal."""
        return f"{value:.1f}".replace("-", "\N{MINUS SIGN}").replace(".", self.comma)


def text(words: str, x: str, y: float, *, anchor: str = "start", kind: str = "label", size: int = 14,
         fill: str = "currentColor") -> str:
    """A line of text in the ink of the page."""
    return (f'<text class="rd-plot__{kind}" x="{x}" y="{y:g}" text-anchor="{anchor}" font-size="{size}" '
            f'fill="{fill}">{escape(words)}</text>')


def lines_of(words: str) -> list[str]:
    """A statement in lines that fit on a phone."""
    return wrap(words, LINE) or [""]


def mark(number: int, x: float, y: float) -> str:
    """The mark of a group at a place in percents of the width."""
    shape, colour = MARKS[number % len(MARKS)]
    return (f'<svg class="rd-plot__mark rd-plot__mark--{number % len(MARKS)}" x="{x:.2f}%" y="{y:g}" '
            f'overflow="visible" fill="{colour}" stroke="#fff" stroke-width="1">{SHAPES[shape]}</svg>')


def whisker(number: int, ends: tuple[float, float], y: float, *, is_bound: bool) -> str:
    """How sure: a line with ends; broken when it is only a bound."""
    low, high = ends
    colour = MARKS[number % len(MARKS)][1]
    broken = ' stroke-dasharray="3 3"' if is_bound else ""
    caps = "".join(f'<line x1="{x:.2f}%" x2="{x:.2f}%" y1="{y - 4:g}" y2="{y + 4:g}"/>' for x in (low, high))
    return (f'<g class="rd-plot__whisker" stroke="{colour}" stroke-width="2"><line x1="{low:.2f}%" x2="{high:.2f}%" '
            f'y1="{y:g}" y2="{y:g}"{broken}/>{caps}</g>')


def axis(scale: Scale, top: float, bottom: float) -> str:
    """A thin line at each whole answer, from top to bottom."""
    ticks = [scale.low + step for step in range(round(scale.high - scale.low) + 1)]
    every = max(1, (len(ticks) - 1) // 10)
    lines = "".join(f'<line x1="{scale.at(tick):.2f}%" x2="{scale.at(tick):.2f}%" y1="{top:g}" y2="{bottom:g}"/>'
                    for tick in ticks[::every])
    return f'<g class="rd-plot__grid" stroke="{GRID}" stroke-width="1">{lines}</g>'


def axis_words(scale: Scale, y: float) -> str:
    """The numbers of the scale, and under them what the ends mean."""
    ticks = [scale.low + step for step in range(round(scale.high - scale.low) + 1)]
    every = max(1, (len(ticks) - 1) // 10)
    words = [text(f"{tick:g}", f"{scale.at(tick):.2f}%", y, anchor="middle", kind="tick", size=13)
             for tick in ticks[::every]]
    words += [text(end, place, y + 18, anchor=anchor, kind="end", size=13)
              for end, place, anchor in zip(scale.ends, ("0%", "100%"), ("start", "end"), strict=True) if end]
    return "".join(words)


def legend(names: Sequence[str], y: float) -> tuple[str, float]:
    """Marks with names, two to a line; gives the drawing and where it ends."""
    parts = []
    for number, name in enumerate(names):
        column, row = number % 2, number // 2
        parts.append(mark(number, 2 + 50 * column, y + 22 * row))
        parts.append(f'<svg x="{2 + 50 * column}%" y="{y + 22 * row:g}" overflow="visible">{text(name, "14", 5)}</svg>')
    return "".join(parts), y + 22 * ((len(names) + 1) // 2)


def drawing(identity: str, title: str, description: str, height: float, body: str) -> str:
    """The whole picture: a title that states the finding, and a description for who cannot see it."""
    name = escape(identity, quote=True)
    return (f'<svg class="rd-plot" xmlns="http://www.w3.org/2000/svg" width="100%" height="{height:g}" role="img" '
            f'aria-labelledby="{name}-title {name}-desc" focusable="false"><title id="{name}-title">{escape(title)}'
            f'</title><desc id="{name}-desc">{escape(description)}</desc>{body}</svg>')
