"""Writing down what somebody said on paper, in the street or by telephone."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rodedraad.base.core.permissions import requires
from rodedraad.listen.activities.kinds import kind_of
from rodedraad.listen.activities.models import Activity

from .. import actions
from ..errors import RefusedError
from ..forms import EnterForm
from ..models import Contribution
from .shared import activity_by_slugs, url_of


@require_http_methods(["GET", "POST"])
@requires("contributions.enter", find=activity_by_slugs)
def enter(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Adviseur: how do I add a pile of paper forms, one after the other?"""
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = EnterForm(data, files, initial={"channel": request.GET.get("via", "paper")})
    if request.method == "POST" and form.is_valid():
        entered = _enter(request, activity, form)
        if entered:
            text = _('Entered: <a href="{url}">{title}</a>. You can enter the next one.')
            messages.success(request, format_html(text, url=url_of(entered), title=entered.heading))
            return HttpResponseRedirect(f"{request.path}?via={entered.channel}")
    context = {"activity": activity, "form": form, "back": kind_of(activity).url(activity)}
    return render(request, "contributions/enter.html", context, status=422 if form.errors else 200)


def _enter(request: HttpRequest, activity: Activity, form: EnterForm) -> Contribution | None:
    try:
        return actions.enter_on_behalf(
            activity=activity, by=request.person, words=form.words(),  # type: ignore[attr-defined]
            channel=form.cleaned_data["channel"], photo=form.ready_photo())
    except RefusedError as error:
        form.add_error(None, error.message)
    except ValidationError as error:
        form.add_error(None, error)
    return None
