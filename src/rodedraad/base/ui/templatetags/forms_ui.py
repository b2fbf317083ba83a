"""Filters that forms need: which fields, how each control is drawn, where errors lead; and prose, for other apps."""

from collections.abc import Iterable
from typing import Any

from django import forms, template
from django.utils.safestring import SafeString

from .parts_ui import as_prose

register = template.Library()
register.filter("as_prose", as_prose)


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
def before_error(label: str) -> str:
    """A label as the start of an error: a colon after it, unless it ends with a question or full stop itself."""
    return label if str(label).endswith(("?", ".", "!", ":")) else f"{label}:"
