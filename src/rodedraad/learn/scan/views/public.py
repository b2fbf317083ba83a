"""The page of a scan for everybody: how far it is, and what gets better."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.decide.answers.pages import trail

from .. import hooks
from ..actions.agenda import grounds_of
from ..lookup import find_scan
from ..models import Scan
from ..queries import path_of, points_of


@require_safe
@requires("scan.view", find=find_scan)
def detail(request: HttpRequest, scan: Scan) -> HttpResponse:
    """A resident: what do they do with our answers, and is it done?"""
    context = {"scan": scan, "path": path_of(scan), "points": points_of(scan, grounds_of(scan), only_public=True),
               "process": scan.process, "breadcrumb": trail(scan.process, (_("Quick Scan"), "")),
               "links": hooks.public_links(scan)}
    return render(request, "scan/detail.html", context)
