"""Finding a scan at its address, for every page of it; and the addresses themselves."""

from django.http import Http404, HttpRequest
from django.urls import reverse

from rodedraad.listen.processes.models import Process

from .models import AgendaPoint, Scan, ScanItem


def url_of(name: str, scan: Scan, *more: object) -> str:
    """The address of a page of a scan: `url_of("desk", scan)`."""
    return reverse(f"scan:{name}", args=[scan.pk, *more])


def find_scan(_request: HttpRequest, scan_id: int) -> Scan:
    """The scan of an address with its process, survey and activity, in one query; else 404."""
    rows = Scan.objects.select_related("process", "organisation", "survey__activity", "decision")
    found: Scan | None = rows.filter(pk=scan_id).first()
    if found is None:
        raise Http404(str(scan_id))
    return found


def find_on_desk(request: HttpRequest, scan_id: int) -> Scan:
    """The same at the desk; a visitor gets an empty one, so that the address leads to the login page."""
    if not request.person.is_authenticated:  # type: ignore[attr-defined]
        return Scan(process=Process())
    return find_scan(request, scan_id)


def find_point(request: HttpRequest, scan_id: int, point_id: int) -> AgendaPoint:
    """A point of the improvement agenda at the desk; else 404, for a visitor an empty one."""
    scan = find_on_desk(request, scan_id)
    if scan.pk is None:
        return AgendaPoint(scan=scan)
    found: AgendaPoint | None = AgendaPoint.objects.select_related("commitment", "owner").filter(
        scan=scan, pk=point_id).first()
    if found is None:
        raise Http404(str(point_id))
    found.scan = scan
    return found


def find_item(request: HttpRequest, scan_id: int, key: str) -> ScanItem:
    """What is ticked off in a step, at the desk; else 404, for a visitor an empty one."""
    scan = find_on_desk(request, scan_id)
    if scan.pk is None:
        return ScanItem(scan=scan)
    found: ScanItem | None = ScanItem.objects.select_related("done_by").filter(scan=scan, key=key).first()
    if found is None:
        raise Http404(key)
    found.scan = scan
    return found
