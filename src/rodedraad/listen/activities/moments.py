"""A date and time as people type it: the clock of the organisation, safe on the days that the clock moves."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _


class MomentInput(forms.DateTimeInput):
    """A day and a time, picked in the browser's own way."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class MomentField(forms.DateTimeField):
    """A moment on the clock of the organisation.

    An hour that the clock skips in spring is refused with a plain message; an hour that comes twice in autumn is the
    first of the two.
    """

    widget = MomentInput
    default_error_messages = {
        "invalid": _("Enter a day and a time, such as 03-03-2027 09:00."),
        "skipped": _("This time does not exist: in that night the clock goes one hour forward. Choose another time."),
    }

    def to_python(self, value: Any) -> datetime | None:
        """The moment that was typed, aware."""
        if value in self.empty_values:
            return None
        parsed = value if isinstance(value, datetime) else _parsed(str(value).strip())
        if parsed is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if parsed.tzinfo is not None:
            return parsed
        local = parsed.replace(tzinfo=ZoneInfo(settings.TIME_ZONE), fold=0)
        if local.astimezone(ZoneInfo("UTC")).astimezone(local.tzinfo).replace(tzinfo=None) != parsed:
            raise ValidationError(self.error_messages["skipped"], code="skipped")
        return local


def _parsed(text: str) -> datetime | None:
    """What a browser sends, or what people type where the browser has no picker."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    for pattern in ("%d-%m-%Y %H:%M", "%d-%m-%Y", "%Y-%m-%d"):
        if found is not None:
            break
        try:
            found = datetime.strptime(text, pattern)  # noqa: DTZ007 -- the zone is added by the caller
        except ValueError:
            continue
    return found
