"""The pages of a guest: register, see the own registration by its link, cancel, delete it; and the calendar file."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from rodedraad.base.core.limits import client_prefix
from rodedraad.base.core.permissions import requires
from rodedraad.listen.processes.errors import RefusedError

from ..lookup import find_meeting, url_of
from ..models import Guest, Meeting
from ..planning.public import public_trail
from . import actions
from .calendar import calendar_file
from .forgetting import KEEP_DAYS
from .forms import RegisterForm
from .links import find_own, path_for
from .places import standing


def _own_values(request: HttpRequest) -> dict[str, str]:
    """What we know of who is logged in."""
    person = request.person  # type: ignore[attr-defined]
    if not person.is_authenticated:
        return {}
    return {"name": person.name, "email": person.account.email if person.account else ""}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("meetings.view", find=find_meeting)
def register(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Inwoner: I want to come; what do you need to know?"""
    now = standing(meeting)
    if not now.can_register and request.method != "POST":
        return _page(request, "closed", meeting, status=403, standing=now)
    form = RegisterForm(request.POST or None, meeting=meeting, initial=_own_values(request))
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.register(meeting=meeting, values=form.values, by=request.person,  # type: ignore[attr-defined]
                             network=client_prefix(request))
        except RefusedError as error:
            problem = str(error)
        else:
            return redirect(url_of("registered", meeting))
    status = 409 if problem else 422 if form.errors else 200
    return _page(request, "register", meeting, status=status, form=form, problem=problem, standing=now)


def _titles() -> dict[str, str]:
    return {"register": pgettext("to come", "Register"), "closed": _("You cannot register now"),
            "registered": _("Look at your e-mail"), "registration": _("Your registration"),
            "cancel": _("Cancel my registration"), "forget": _("Delete my data")}


def _page(request: HttpRequest, name: str, meeting: Meeting, *, status: int = 200, **context: object) -> HttpResponse:
    here = _titles()[name]
    frame = {"meeting": meeting, "activity": meeting.activity, "process": meeting.process, "title": here,
             "detail_url": url_of("detail", meeting), "trail": public_trail(meeting.activity, here, meeting)}
    return render(request, f"meetings/registering/{name}.html", frame | context, status=status)


@never_cache
@require_safe
@requires("meetings.view", find=find_meeting)
def registered(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Inwoner: has it arrived? The same page for everybody; the outcome is in the e-mail."""
    return _page(request, "registered", meeting)


@never_cache
@require_safe
@requires("meetings.manage_own_registration", find=find_own)
def registration(request: HttpRequest, guest: Guest) -> HttpResponse:
    """Guest: do I have a place, and how do I cancel?"""
    return _page(request, "registration", guest.meeting, guest=guest, is_known=bool(guest.name or guest.email),
                 may_cancel=_may_cancel(guest), cancel_url=path_for(guest, "registration_cancel"),
                 forget_url=path_for(guest, "registration_forget"), keep_days=KEEP_DAYS)


def _may_cancel(guest: Guest) -> bool:
    has_place = guest.state != Guest.State.CANCELLED and guest.meeting.state == Meeting.State.PUBLISHED
    return has_place and guest.meeting.starts_at > timezone.now()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("meetings.manage_own_registration", find=find_own)
def registration_cancel(request: HttpRequest, guest: Guest) -> HttpResponse:
    """Guest: I cannot come. Only a POST cancels: mail programs look at links ahead."""
    problem = ""
    if request.method == "POST":
        try:
            actions.cancel_registration(guest=guest, by=None)
        except RefusedError as error:
            problem = str(error)
        else:
            return redirect(path_for(guest))
    return _page(request, "cancel", guest.meeting, status=409 if problem else 200, guest=guest, problem=problem,
                 back=path_for(guest))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("meetings.manage_own_registration", find=find_own)
def registration_forget(request: HttpRequest, guest: Guest) -> HttpResponse:
    """Guest: delete what you know of me. The link works no longer after that."""
    if request.method == "POST":
        actions.forget_registration(guest=guest)
        return _page(request, "forget", guest.meeting, is_done=True)
    return _page(request, "forget", guest.meeting, guest=guest, back=path_for(guest))


@require_safe
@requires("meetings.view", find=find_meeting)
def agenda(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Inwoner: put it in my calendar."""
    if meeting.state == Meeting.State.DRAFT:
        return HttpResponseRedirect(url_of("detail", meeting))
    response = HttpResponse(calendar_file(meeting), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="bijeenkomst-{meeting.pk}.ics"'
    return response
