"""The public card of the methods that this site uses."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rodedraad.base.core.permissions import requires

from ..cards import all_cards


@require_safe
@requires("themes.algorithms")
def algorithms(request: HttpRequest) -> HttpResponse:
    """A resident asks: what does a computer do with what I say, and who decides?"""
    return render(request, "themes/algorithms.html", {"cards": all_cards()})
