"""Supporting a contribution: one button that works with and without JavaScript."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from rodedraad.base.core.permissions import requires

from .. import actions, queries
from ..errors import RefusedError
from ..models import Contribution
from .shared import back_to, contribution_to_support, url_of


@require_http_methods(["GET", "POST"])
@requires("contributions.support", find=contribution_to_support)
def support(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Inwoner: may I stand behind this? A GET is where the login page sends somebody back to."""
    if request.method == "GET":
        context = {"contribution": contribution, "back": url_of(contribution)}
        return render(request, "contributions/support.html", context)
    return _change(request, contribution, supports=True)


@require_POST
@requires("contributions.support", find=contribution_to_support)
def unsupport(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Inwoner: I no longer stand behind this."""
    return _change(request, contribution, supports=False)


def _change(request: HttpRequest, contribution: Contribution, *, supports: bool) -> HttpResponse:
    act = actions.support if supports else actions.unsupport
    try:
        act(contribution=contribution, by=request.person)  # type: ignore[attr-defined]
    except RefusedError as error:
        messages.error(request, error.message)
        supports = queries.has_supported(contribution, request.person)  # type: ignore[attr-defined]
    if not request.htmx:  # type: ignore[attr-defined]
        return back_to(contribution, "#steun")
    contribution.support_count = queries.support_count(contribution)
    context = {"contribution": contribution, "supported": supports, "may_support": True}
    return render(request, "contributions/_support.html", context)
