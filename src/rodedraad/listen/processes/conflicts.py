"""When two people changed the same thing: both texts beside each other, nothing undone unseen."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import Model
from django.http import QueryDict
from django.utils.formats import date_format

from rodedraad.base.core.text import clean_text

from .differences import Difference, compare_words


def conflict(form: forms.BaseForm, stored: Mapping[str, Any]) -> list[Difference]:
    """Per field that differs: what is stored now (old) beside what was typed (new)."""
    found = [
        Difference(str(field.label), *compare_words(shown(field, stored[name]), shown(field, form.cleaned_data[name])))
        for name, field in form.fields.items()
        if name != "version" and name in stored and name in form.cleaned_data
    ]
    return [each for each in found if each.is_changed]


def shown(field: forms.Field, value: Any) -> str:
    """A value as people read it."""
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return date_format(value)
    if isinstance(field, forms.ChoiceField) and isinstance(value, str):
        return str(dict(field.choices).get(value, value))
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, Model):
        return str(value)
    return ", ".join(str(each) for each in value) if hasattr(value, "__iter__") else str(value)


def renewed(data: QueryDict, version: int) -> QueryDict:
    """What was typed, now on top of the version that is stored: saving again is a choice made with open eyes."""
    copy = data.copy()
    copy["version"] = str(version)
    return copy
