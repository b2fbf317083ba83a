"""The overview of promises as a CSV file that a spreadsheet opens safely."""

from collections.abc import Iterable

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.core.tables import write_table

from .models import Commitment
from .queries import standing_label


def csv_response(commitments: Iterable[Commitment]) -> StreamingHttpResponse:
    """The promises as a CSV download. All words are made now: the language of the request ends before the stream."""
    columns = [_("Number"), _("What is promised"), _("Who"), _("Before"), _("State"), _("Process")]
    rows = [
        [row.pk, row.what, row.owner_title, row.due_on, standing_label(row), row.process.title] for row in commitments
    ]
    title = _("Commitments")
    response = StreamingHttpResponse(write_table("csv", columns, rows, title), content_type="text/csv; charset=utf-8")
    name = f"toezeggingen-{timezone.localdate().isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
