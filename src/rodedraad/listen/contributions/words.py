"""What people type, checked and cleaned before it becomes a contribution, comment or report."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rodedraad.base.core.text import clean_line, clean_text
from rodedraad.base.organisations.models import Neighbourhood

TITLE_LENGTH = 120
TEXT_LENGTH = 5000
PLACE_LENGTH = 120
COMMENT_LENGTH = 2000
REPORT_LENGTH = 1000
# The European Netherlands with its sea border: south, north, west, east in WGS 84 degrees.
SOUTH, NORTH, WEST, EAST = 50.7, 53.8, 3.2, 7.3


@dataclass(frozen=True)
class Words:
    """What a contribution says and where it is about; `clean()` gives it as it is kept."""

    title: str
    text: str
    neighbourhood: Neighbourhood | None = None
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    is_anonymous: bool = False
    author_role: str = "resident"

    def clean(self) -> "Words":
        """Cleaned words. Raises `ValidationError` with the errors per field."""
        title, text, place = clean_line(self.title), clean_text(self.text), clean_line(self.place)
        errors = {
            "title": _short(title, TITLE_LENGTH, _("Give your contribution a title.")),
            "text": _short(text, TEXT_LENGTH, _("Tell what you want to say.")),
            "place": _short(place, PLACE_LENGTH, ""),
            "latitude": self._place_error(),
        }
        if any(errors.values()):
            raise ValidationError({field: error for field, error in errors.items() if error})
        return Words(title, text, self.neighbourhood, place, self.latitude, self.longitude, self.is_anonymous,
                     self.author_role)

    def _place_error(self) -> str:
        if self.latitude is None and self.longitude is None:
            return ""
        if self.latitude is None or self.longitude is None:
            return _("Fill in both numbers of the place, or none.")
        if not (SOUTH <= self.latitude <= NORTH and WEST <= self.longitude <= EAST):
            return _("This place is not in the Netherlands. Check the numbers.")
        return ""


def clean_comment(text: str) -> str:
    """A comment as kept. Raises `ValidationError` when it is empty or too long."""
    return _required(text, COMMENT_LENGTH, _("Write your comment first."))


def clean_explanation(text: str) -> str:
    """The explanation with a report as kept; may be empty. Raises `ValidationError` when it is too long."""
    return _required(text, REPORT_LENGTH, "")


def _required(text: str, length: int, when_empty: str) -> str:
    text = clean_text(text)
    error = _short(text, length, when_empty)
    if error:
        raise ValidationError({"text": error})
    return text


def _short(value: str, length: int, when_empty: str) -> str:
    if not value:
        return when_empty
    if len(value) > length:
        return _("Make this shorter: at most %(length)s characters, now %(now)s.") % {
            "length": length, "now": len(value)}
    return ""
