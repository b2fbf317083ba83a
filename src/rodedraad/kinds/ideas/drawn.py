"""Parts of the list that are drawn once for each content and then remembered in this process.

Each function is pure: the same arguments give the same markup, so nothing here can be out of date. A page of twenty
ideas that was read a moment ago costs no template work for its rows and its filters.
"""

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from rodedraad.base.ui.thread import Knot, ThreadLine
from rodedraad.listen.contributions.models.contribution import STAGE_WORDS

from .filters import SORTS, Filters
from .rows import Options, Row

LATER = ("theme", "answer", "decision", "commitment", "result")
ROWS_KEPT = 5000


@lru_cache(maxsize=ROWS_KEPT)
def draw_row(row: Row, path: str, language: str) -> SafeString:
    """The markup of one idea in the list; `language` is that of the active translation."""
    context = {"idea": row, "path": path, "line": mini_line(row.reached, language)}
    return render_to_string("ideas/_row.html", context)


@lru_cache(maxsize=64)
def mini_line(reached: tuple[bool, ...], language: str) -> SafeString:
    """The small thread line for the knots reached, theme to result."""
    knots = [Knot(stage="contribution", state="done")]
    knots += [Knot(stage=stage, state="done" if done else "open") for stage, done in zip(LATER, reached, strict=True)]
    return render_to_string("ideas/_mini_line.html", {"line": ThreadLine(knots=knots), "language": language})


@lru_cache(maxsize=500)
def draw_filters(filters: Filters, options: Options, path: str, language: str) -> SafeString:
    """The search box and the filters with the present choice in them."""
    stages = [(key, stage.label) for key, stage in STAGE_WORDS.items()]
    context = {"filters": filters, "options": options, "path": path, "sorts": SORTS.items(), "stages": stages,
               "language": language}
    return render_to_string("ideas/_filters.html", context)


@lru_cache(maxsize=ROWS_KEPT)
def draw_line(knots: tuple[Knot, ...], language: str) -> SafeString:
    """The whole thread line of an idea, with its heading."""
    return render_to_string("ideas/_line.html", {"line": ThreadLine(knots=list(knots)), "language": language})
