"""The small thread line of lists: the same states give the same drawing, so each is drawn once and remembered."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from rodedraad.base.ui.thread import Knot, ThreadLine

register = template.Library()
STEP, RADIUS = 22, 6
DRAWINGS_KEPT = 2000


@register.filter
def mini_drawing(line: ThreadLine) -> SafeString:
    """The small line with its caption; counts and dates are not in it."""
    return _drawing(tuple((knot.stage, knot.state) for knot in line.knots), get_language())


@lru_cache(maxsize=DRAWINGS_KEPT)
def _drawing(states: tuple[tuple[str, str], ...], _language: str | None) -> SafeString:
    line = ThreadLine([Knot(stage, state) for stage, state in states])  # type: ignore[arg-type]
    centres = [RADIUS + 1 + STEP * place for place in range(len(states))]
    knots = [{"x": x, "state": state} for x, (_stage, state) in zip(centres, states, strict=True)]
    pieces = [
        {"start": x + RADIUS, "end": x + STEP - RADIUS, "state": state}
        for x, (_stage, state) in zip(centres, states[1:], strict=False)
    ]
    width = centres[-1] + RADIUS + 1 if centres else 0
    return render_to_string("ui/parts/thread_mini.html",
                            {"knots": knots, "pieces": pieces, "width": width, "caption": line.caption})
