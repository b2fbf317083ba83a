"""Small filters that the component templates need: pages, sorting, passages, prose, shares, bars."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django import template
from django.core.paginator import Page
from django.utils.formats import number_format
from django.utils.safestring import SafeString

from rodedraad.base.core.text import render_markdown

register = template.Library()


@register.filter
def page_numbers(page: Page) -> list[int | None]:
    """The page numbers to show, None for a gap; only the present one when nobody knows how many there are."""
    if getattr(page, "paginator", None) is None:
        return [page.number]
    return [number if isinstance(number, int) else None
            for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)]


@register.filter
def with_page(query: str, number: int) -> str:
    """A query string with another page number."""
    return urlencode([*_without(query, "pagina"), ("pagina", str(number))])


@register.filter
def with_sort(query: str, current: str) -> tuple[str, str]:
    """The query and the present order, for `sort_by`."""
    return query, current


@register.filter
def sort_by(query_and_current: tuple[str, str], key: str) -> str:
    """A query string that sorts by `key`, or turns the order round when it already does."""
    query, current = query_and_current
    return urlencode([*_without(query, "pagina", "volgorde"), ("volgorde", f"-{key}" if current == key else key)])


@register.filter
def is_reverse_of(current: str, key: str) -> bool:
    """Whether the present order is the reverse of `key`."""
    return current == f"-{key}"


def _without(query: str, *names: str) -> list[tuple[str, str]]:
    return [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name not in names]


@dataclass(frozen=True)
class Passage:
    """A text in three parts."""

    before: str
    marked: str
    after: str


@register.filter
def passage_parts(text: str, start: int | None) -> tuple[str, int | None]:
    """The text and where the passage starts, for `marked`."""
    return text, start


@register.filter
def marked(text_and_start: tuple[str, int | None], length: int | None) -> Passage:
    """The text before, in and after the passage; nothing marked when start or length is missing."""
    text, start = text_and_start
    if start is None or not length:
        return Passage(text, "", "")
    return Passage(text[:start], text[start : start + length], text[start + length :])


@register.filter
def as_prose(text: str) -> SafeString:
    """The Markdown of staff as safe HTML."""
    return render_markdown(text)


@register.filter
def grouped(value: int) -> str:
    """A number as people read it."""
    return number_format(value, force_grouping=True)


@register.filter
def share_of(done: int, total: int) -> int:
    """How much is done, in whole percent; 100 only when all of it is."""
    return int(100 * done / total) if total else 0


@dataclass(frozen=True)
class Bar:
    """One bar of a chart; `width` in thousandths of the largest."""

    label: str
    value: float
    width: int
    is_largest: bool


@register.filter
def bar_chart(bars: Sequence[tuple[str, float]]) -> list[Bar]:
    """The bars of a horizontal chart, each as long as its share of the largest."""
    largest = max((value for _label, value in bars), default=0)
    return [Bar(label, value, int(1000 * value / largest) if largest else 0, value == largest) for label, value in bars]
