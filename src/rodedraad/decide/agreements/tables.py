"""The overview of promises as a CSV file that a spreadsheet opens safely."""

import csv
from collections.abc import Iterable, Iterator

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from .models import Commitment
from .queries import standing_label

FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    """Hands each written line back."""

    def write(self, line: str) -> str:
        """The line itself."""
        return line


def safe(cell: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def csv_response(commitments: Iterable[Commitment]) -> StreamingHttpResponse:
    """The promises as a CSV download: UTF-8 with a mark that spreadsheets know, semicolons as is usual here."""
    response = StreamingHttpResponse(_lines(commitments), content_type="text/csv; charset=utf-8")
    name = f"toezeggingen-{timezone.localdate().isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _lines(commitments: Iterable[Commitment]) -> Iterator[str]:
    writer = csv.writer(_Echo(), delimiter=";")
    yield "\ufeff"
    yield writer.writerow([_("Number"), _("What is promised"), _("Who"), _("Before"), _("State"), _("Process")])
    for row in commitments:
        yield writer.writerow([row.pk, safe(row.what), safe(row.owner_title), row.due_on.isoformat(),
                               safe(standing_label(row)), safe(row.process.title)])
