"""Likely doubles: two contributions beside each other, and the merge of the moderation desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.listen.processes.models import Process
from rodedraad.listen.processes.queries import find_for_desk

from ..alike import alike_page
from .shared import desk_trail, number_in


@never_cache
@require_safe
@requires("themes.find_doubles", find=find_for_desk)
def page(request: HttpRequest, process: Process) -> HttpResponse:
    """A moderator asks: which of these ideas are the same, so that their supporters count together?"""
    shown = alike_page(process, number_in(request, "activiteit"), number_in(request))
    tabs = [(each.title, f"?activiteit={each.pk}", each == shown.activity) for each in shown.activities]
    query = f"activiteit={shown.activity.pk}" if shown.activity else ""
    trail = [crumb for crumb in desk_trail(process, _("Likely doubles")) if crumb[0] != _("Analysis")]
    return render(request, "themes/desk/alike.html", {
        "process": process, "alike": shown, "tabs": tabs, "query": query, "trail": trail})
