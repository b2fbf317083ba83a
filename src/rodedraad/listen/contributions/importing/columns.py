"""Which column of a file means what: the fields that can be filled, and a guess from the names of the columns."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Field:
    """A field that a column can fill; `names` are the column names that are recognised."""

    key: str
    label: str | Promise
    help: str | Promise
    names: tuple[str, ...]


FIELDS = (
    Field("title", _("title"), _("A short name of the idea."),
          ("titel", "title", "name", "naam", "onderwerp", "subject")),
    Field("text", _("text"), _("What somebody said."),
          ("tekst", "text", "bijdrage", "reactie", "comment-body", "comment", "opmerking", "omschrijving",
           "description", "toelichting", "antwoord", "body")),
    Field("external_id", _("number in your own list"), _("With this number a second import makes no doubles."),
          ("id", "nummer", "nr", "project_id", "comment-id", "kenmerk", "external_id", "volgnummer")),
    Field("created_at", pgettext_lazy("of a contribution", "date"), _("When it was said."),
          ("datum", "date", "timestamp", "created_at", "tijdstip", "ingediend")),
    Field("neighbourhood", _("neighbourhood"), _("The name of the neighbourhood."),
          ("wijk", "buurt", "neighborhood", "neighbourhood", "gebied")),
    Field("place", _("place"), _("A street or a spot."), ("plaats", "locatie", "location", "straat", "adres")),
    Field("channel", _("how it came in"), _("paper, street, phone, meeting or e-mail"), ("kanaal", "channel", "via")),
    Field("author_role", _("who said it"), _("resident, entrepreneur or association"),
          ("rol", "role", "soort indiener", "indiener")),
    Field("language", _("language"), _("A code such as nl or en."), ("taal", "language", "lang")),
    Field("review", _("rejected in the source"), _("Rows with -1 or “ja” wait for a moderator."),
          ("moderated", "afgewezen", "rejected")),
)
KEYS = tuple(field.key for field in FIELDS)


def guess(columns: list[str]) -> dict[str, str]:
    """A mapping of fields to columns from the names of the columns; each column at most once."""
    mapping: dict[str, str] = {}
    for field in FIELDS:
        for wanted in field.names:
            found = next((name for name in columns if name.strip().lower() == wanted), None)
            if found and found not in mapping.values():
                mapping[field.key] = found
                break
    return mapping
