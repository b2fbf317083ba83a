"""What the pages of the desk share: the trail from the list by way of the scan, and the page around it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from rodedraad.listen.processes.views.shared import Edited, Question, Trail, confirm, desk_page

from .lookup import url_of
from .models import Scan


def trail(scan: Scan | None = None, here: str = "", *between: tuple[str, str]) -> Trail:
    """Quick Scans › scan › between › here."""
    found = [(_("Quick Scans"), reverse("scan:list"))]
    if scan is not None:
        found.append((scan.title, url_of("desk", scan) if here else ""))
    return [*found, *between, (here, "")] if here else found


def scan_page(request: HttpRequest, page_template: str, scan: Scan, *, here: str = "",
              between: tuple[tuple[str, str], ...] = (), **context: Any) -> HttpResponse:
    """A page of the desk of one scan."""
    frame = {"scan": scan, "title": here or scan.title, "kicker": scan.title if here else _("Quick Scan"),
             "trail": trail(scan, here, *between), "desk_url": url_of("desk", scan), "tabs": []}
    return desk_page(request, page_template, scan.process, tab="desk", here=here, **{**frame, **context})


def scan_form(request: HttpRequest, scan: Scan, edited: Edited, *, title: str, lead: str = "", submit: str,
              back: str = "", **context: Any) -> HttpResponse:
    """A page with one form about a scan."""
    return scan_page(request, "scan/desk/form.html", scan, here=title, lead=lead, submit=submit, form=edited.form,
                     cancel=back or url_of("desk", scan), differences=edited.differences, problem=edited.problem,
                     status=edited.status, **context)


def ask_first(request: HttpRequest, scan: Scan, question: Question, act: Callable[..., Any], /, *, after: str = "",
              version: int | None = None, **values: Any) -> HttpResponse:
    """Ask before an act on a scan is done: `act(version=…, by=…, **values)`."""
    return confirm(request, scan.process, question,
                   partial(act, by=request.person, **values),  # type: ignore[attr-defined]
                   version=scan.version if version is None else version, after=after or url_of("desk", scan),
                   trail=trail(scan, question.title), tabs=[])
