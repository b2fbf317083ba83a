"""The desk of guests: for the adviser who must know who comes, what they eat, who speaks, and who came."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.base.core.tables import write_table
from rodedraad.listen.processes.errors import RefusedError
from rodedraad.listen.processes.views.shared import Edited, Question, confirm, edit_form, form_page

from ..lookup import find_meeting_on_desk, url_of
from ..models import Guest, Meeting
from ..models.people import GuestRole
from ..planning.desk import meeting_page, trail
from . import actions, queries
from .forms import GuestForm, read_attendance, read_turns
from .places import counts
from .queries import find_guest


@never_cache
@require_safe
@requires("meetings.manage_guests", find=find_meeting_on_desk)
def guests(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Adviser: who comes, and who waits?"""
    wanted = queries.Wanted.read(request.GET)
    registered, waiting = counts(meeting)
    return meeting_page(
        request, "meetings/registering/guests.html", meeting, here=_("Guests"), wanted=wanted,
        page=queries.page_of_guests(meeting, wanted, request.GET.get("pagina", "1")), states=Guest.State.choices,
        roles=GuestRole.choices, registered=registered, waiting=waiting, path=url_of("guests", meeting),
        csv_url=f"{url_of('guests_csv', meeting)}?{wanted.query}", add_url=url_of("guest_add", meeting))


@never_cache
@require_safe
@requires("meetings.manage_guests", find=find_meeting_on_desk)
def guests_csv(request: HttpRequest, meeting: Meeting) -> StreamingHttpResponse:
    """The same list for a spreadsheet."""
    columns = [_("Name"), _("E-mail address"), _("Role"), _("State"), _("Neighbourhood"), _("Comes together with"),
               _("What we should know"), _("Wants to speak about"), _("Came"), _("Registered on")]
    rows = list(queries.exported(meeting, queries.Wanted.read(request.GET)))
    response = StreamingHttpResponse(write_table("csv", columns, rows, _("Guests")),
                                     content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="gasten-{meeting.pk}.csv"'
    return response


@requires("meetings.manage_guests", find=find_meeting_on_desk)
def add_guest(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Adviser: who registered by telephone, on paper, or at the door?"""
    def save(form: GuestForm) -> None:
        guest = actions.add_guest(meeting=meeting, values=form.values, by=request.person)  # type: ignore[attr-defined]
        if guest.state == Guest.State.WAITING:
            told = _("All places are taken: %(name)s is on the waiting list.")
            messages.warning(request, told % {"name": guest.name})

    edited = edit_form(request, partial(GuestForm, meeting=meeting), {"version": 0}, save, GuestForm.values_of)
    return _guest_form(request, meeting, edited, _("Add a guest"), _("Add this guest"))


@requires("meetings.manage_guests", find=find_guest)
def edit_guest(request: HttpRequest, guest: Guest) -> HttpResponse:
    """Adviser: what must be changed about this guest?"""
    edited = edit_form(
        request, partial(GuestForm, meeting=guest.meeting), GuestForm.values_of(guest),
        lambda form: actions.edit_guest(guest=guest, version=form.cleaned_data["version"], values=form.values,
                                        by=request.person),  # type: ignore[attr-defined]
        GuestForm.values_of)
    return _guest_form(request, guest.meeting, edited, guest.name or _("Guest"), _("Save the guest"))


def _guest_form(request: HttpRequest, meeting: Meeting, edited: Edited, title: str, submit: str) -> HttpResponse:
    back = url_of("guests", meeting)
    if edited.is_saved:
        return redirect(back)
    return form_page(request, meeting.process, edited, tab="activities", title=title, lead=meeting.title,
                     submit=submit, cancel=back, trail=trail(meeting.activity, meeting, title))


@requires("meetings.manage_guests", find=find_guest)
def cancel_guest(request: HttpRequest, guest: Guest) -> HttpResponse:
    """Adviser: this guest asked me to cancel."""
    question = Question(_("Cancel for %(name)s") % {"name": guest.name},
                        _("The place goes to who waits longest. Both get an e-mail, when we know their address."),
                        _("Cancel this registration"), _("The registration is cancelled."), is_danger=True)

    def act(**_fields: object) -> None:
        actions.cancel_registration(guest=guest, by=request.person)  # type: ignore[attr-defined]

    return confirm(request, guest.process, question, act, version=0, after=url_of("guests", guest.meeting),
                   tab="activities", trail=trail(guest.meeting.activity, guest.meeting, question.title))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("meetings.manage_guests", find=find_meeting_on_desk)
def attendance(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Adviser at the door: who is here?"""
    problem = ""
    if request.method == "POST":
        try:
            actions.note_attendance(meeting=meeting, came=read_attendance(request.POST), by=request.person)  # type: ignore[attr-defined]
        except RefusedError as error:
            problem = str(error)
        else:
            messages.success(request, _("It is written down who came."))
            return redirect(url_of("attendance", meeting))
    return meeting_page(request, "meetings/registering/attendance.html", meeting, here=_("Who came?"),
                        guests=queries.expected(meeting), problem=problem, add_url=url_of("guest_add", meeting),
                        status=409 if problem else 200)


@never_cache
@require_safe
@requires("meetings.manage_guests", find=find_meeting_on_desk)
def needs(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The kitchen and the caretaker: what must we take care of? A page to print."""
    return meeting_page(request, "meetings/registering/needs.html", meeting, here=_("Food and access"),
                        needs=queries.needs_of(meeting))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("meetings.manage_guests", find=find_meeting_on_desk)
def speakers(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Clerk: who speaks when, and does it fit? The list prints as it stands."""
    problem = ""
    if request.method == "POST":
        turns, problem = read_turns(request.POST)
        if not problem:
            actions.plan_speakers(meeting=meeting, turns=turns, by=request.person)  # type: ignore[attr-defined]
            messages.success(request, _("The order of speakers is saved."))
            return redirect(url_of("speakers", meeting))
    return meeting_page(request, "meetings/registering/speakers.html", meeting, here=_("Speakers"),
                        speakers=queries.speakers_of(meeting, request.POST.dict() if problem else None),
                        problem=problem, status=422 if problem else 200)


@requires("meetings.manage_guests", find=find_meeting_on_desk)
def thank(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Adviser: thank the guests and show them what came of it?"""
    question = Question(_("Thank the guests"),
                        _("Who came gets one e-mail with a link to what was written down. Look first whether that "
                          "page is ready: the e-mail goes out once."),
                        _("Send the e-mail"), _("The guests get an e-mail."))
    return confirm(request, meeting.process, question,
                   partial(actions.thank_guests, meeting=meeting, by=request.person),  # type: ignore[attr-defined]
                   version=meeting.version, after=url_of("desk_meeting", meeting), tab="activities",
                   trail=trail(meeting.activity, meeting, question.title))


@requires("meetings.manage_guests", find=find_meeting_on_desk)
def forget(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Adviser: delete the guests' data before the 30 days are over?"""
    question = Question(_("Delete the data of the guests"),
                        _("Names, e-mail addresses and wishes are gone. How many people came, and in which role, "
                          "stays. You cannot undo this."),
                        _("Delete the data"), _("The data of the guests are deleted."), is_danger=True)

    def act(**_fields: object) -> None:
        actions.forget_after(meeting=meeting, by=request.person)  # type: ignore[attr-defined]

    return confirm(request, meeting.process, question, act, version=meeting.version,
                   after=url_of("desk_meeting", meeting), tab="activities",
                   trail=trail(meeting.activity, meeting, question.title))
