"""Small filters that the component templates need: fields, pages, sorting, passages, prose."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django import forms, template
from django.core.paginator import Page
from django.utils.safestring import SafeString

from rodedraad.base.core.text import render_markdown

register = template.Library()
BAR_STEP = 46
BAR_FULL = 640


@register.filter
def chosen_fields(form: forms.BaseForm, only: str | None) -> list[forms.BoundField]:
    """The fields of a form, or only those named in `only` (words)."""
    return [form[name] for name in only.split()] if only else list(form)


@register.filter
def without_fields(fields: Iterable[forms.BoundField], without: str | None) -> list[forms.BoundField]:
    """The fields without those named in `without` (words)."""
    left_out = (without or "").split()
    return [field for field in fields if field.name not in left_out]


@register.filter
def kind_of_widget(field: forms.BoundField) -> str:
    """`checkbox`, `choices` (radios or checkboxes) or `other`."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    return "choices" if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple) else "other"


@register.filter
def drawn(field: forms.BoundField, rows: int | None = None) -> SafeString:
    """The control itself, tied to its help and error, marked invalid when it is."""
    told = [f"{field.auto_id}_{part}" for part, there in (("help", field.help_text), ("error", field.errors)) if there]
    attributes: dict[str, Any] = {"class": _control_class(field)}
    if told:
        attributes["aria-describedby"] = " ".join(told)
    if field.errors:
        attributes["aria-invalid"] = "true"
    if rows:
        attributes["rows"] = rows
    return field.as_widget(attrs=attributes)


def _control_class(field: forms.BoundField) -> str:
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "rd-checkbox"
    if isinstance(widget, forms.Select):
        return "rd-input rd-select"
    return "rd-input rd-textarea" if isinstance(widget, forms.Textarea) else "rd-input"


@register.filter
def fields_with_errors(form: forms.BaseForm) -> list[forms.BoundField]:
    """The visible fields that have an error."""
    return [field for field in form.visible_fields() if field.errors]


@register.filter
def first_id(field: forms.BoundField) -> str:
    """The id that a link to the field goes to."""
    return field.auto_id if kind_of_widget(field) == "choices" else field.id_for_label


@register.filter
def page_numbers(page: Page) -> list[int | None]:
    """The page numbers to show, None for a gap."""
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
def bar_chart(bars: Sequence[tuple[str, float]]) -> dict[str, Any]:
    """Where each bar of a horizontal chart goes, in units of its view box (640 wide)."""
    largest = max((value for _label, value in bars), default=0) or 1
    placed = [
        {"label": label, "shown": value, "text_y": 16 + BAR_STEP * place, "y": 22 + BAR_STEP * place,
         "width": int(BAR_FULL * value / largest)}
        for place, (label, value) in enumerate(bars)
    ]
    return {"bars": placed, "height": BAR_STEP * len(placed)}
