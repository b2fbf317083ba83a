"""The small thread line of a row in the list: drawn once for each combination of knots, then remembered."""

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from rodedraad.base.ui.thread import Knot, ThreadLine

LATER = ("theme", "answer", "decision", "commitment", "result")


@lru_cache(maxsize=256)
def mini_line(language: str, *reached: bool) -> SafeString:
    """The drawn line for the knots reached, theme to result, in a language (only part of the key)."""
    knots = [Knot(stage="contribution", state="done")]
    knots += [Knot(stage=stage, state="done" if done else "open")
              for stage, done in zip(LATER, reached, strict=True)]
    return render_to_string("ideas/_mini_line.html", {"line": ThreadLine(knots=knots), "language": language})
