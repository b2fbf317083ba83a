"""For the programme team and the province: how far are the scans that organisations share?"""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.base.core.tables import write_table

from ..frame import trail
from ..models import Scan
from ..overview import Overview, Wanted, overview_for


def _asked(request: HttpRequest) -> Overview:
    province, body = request.GET.get("provincie", ""), request.GET.get("soort", "")
    wanted = Wanted(province if province in Scan.Province.values else "", body if body in Scan.Body.values else "",
                    request.GET.get("volgorde", "organisatie"))
    return overview_for(request.organisation, wanted)  # type: ignore[attr-defined]


@never_cache
@require_safe
@requires("scan.overview")
def overview_page(request: HttpRequest) -> HttpResponse:
    """Programme team: which organisations are at which step, and do people answer?"""
    title = _("Quick Scans of all organisations")
    context = {"overview": _asked(request), "title": title, "trail": trail(None, title), "bodies": Scan.Body.choices,
               "provinces": Scan.Province.choices, "query": request.GET.urlencode()}
    return render(request, "scan/desk/overview.html", context)


@never_cache
@require_safe
@requires("scan.overview")
def overview_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same for a spreadsheet."""
    columns = [_("Organisation"), _("Kind"), _("Province"), _("Step"), _("Begun"), _("Next date"), _("Opens"),
               _("Closes"), _("Answers, rounded to tens")]
    rows = [[row.organisation, row.body, row.province,
             _("Closed") if row.is_closed else f"{row.step.number}. {row.step.title}", row.begun_on, row.planned_on,
             row.opens_on, row.closes_on, row.answers] for row in _asked(request).rows]
    response = StreamingHttpResponse(write_table("csv", columns, rows, _("Quick Scans")),
                                     content_type="text/csv; charset=utf-8")
    name = f"quickscans-{timezone.localdate().isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
