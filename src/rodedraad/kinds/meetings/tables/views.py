"""The pages of tables at the desk, the sheets that are printed for the evening, and the code on the place cards."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.base.core.pictures import code_picture
from rodedraad.listen.processes.errors import RefusedError
from rodedraad.listen.processes.views.shared import Edited, edit_form

from ..lookup import find_meeting, find_meeting_on_desk, url_of
from ..models import Guest, Meeting
from ..planning.desk import meeting_page
from . import actions, queries
from .forms import HostsForm, SeatForm, TablesForm


@require_safe
@requires("meetings.manage_guests", find=find_meeting_on_desk)
def tables(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Adviser: who sits where, and is that a good mix?"""
    found = queries.seating(meeting)
    return meeting_page(
        request, "meetings/tables/tables.html", meeting, here=_("Tables"), seating=found,
        judgement=queries.judged(found), number_form=TablesForm(initial={"number": queries.wanted_tables(meeting)}),
        may_change=meeting.state in {"draft", "published"}, path=url_of("tables", meeting))


@require_POST
@requires("meetings.manage_guests", find=find_meeting_on_desk)
def make(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Adviser: this many tables stand in the room."""
    form = TablesForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for error in form.errors["number"]))
        return redirect(url_of("tables", meeting))
    return _told(request, meeting, lambda: actions.make_tables(
        meeting=meeting, number=form.cleaned_data["number"], by=request.person),  # type: ignore[attr-defined]
        lambda n: ngettext("There is now %(n)s table.", "There are now %(n)s tables.", n))


@require_POST
@requires("meetings.manage_guests", find=find_meeting_on_desk)
def mix(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Adviser: mix everybody whose seat is not fixed."""
    return _told(request, meeting, lambda: actions.mix_tables(
        meeting=meeting, by=request.person),  # type: ignore[attr-defined]
        lambda n: ngettext("%(n)s guest has a seat in every part.", "%(n)s guests have a seat in every part.", n))


@require_POST
@requires("meetings.manage_guests", find=find_meeting_on_desk)
def newcomers(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Adviser: give who came late a seat, and leave the others where they are."""
    return _told(request, meeting, lambda: actions.seat_newcomers(
        meeting=meeting, by=request.person),  # type: ignore[attr-defined]
        lambda _n: _("Everybody has a seat now. Nobody who had one has to move."))


def _told(request: HttpRequest, meeting: Meeting, act: object, words: object) -> HttpResponse:
    """Do the act, say what came of it, and go back to the tables."""
    try:
        number = act()  # type: ignore[operator]
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, words(number) % {"n": number})  # type: ignore[operator]
    return redirect(url_of("tables", meeting))


@require_http_methods(["GET", "POST"])
@requires("meetings.manage_guests", find=find_meeting_on_desk)
def hosts(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Adviser: who keeps the talk going at each table?"""
    edited = edit_form(
        request, partial(HostsForm, meeting=meeting), HostsForm.values_of(meeting),
        lambda form: actions.name_hosts(meeting=meeting, version=form.cleaned_data["version"], hosts=form.hosts,
                                        by=request.person),  # type: ignore[attr-defined]
        HostsForm.values_of)
    return _form_page(request, meeting, edited, _("Hosts of the tables"), _("Save the hosts"),
                      _("A host asks the questions, minds the time and writes down what is said."))


@require_http_methods(["GET", "POST"])
@requires("meetings.manage_guests", find=queries.find_guest)
def seat(request: HttpRequest, guest: Guest) -> HttpResponse:
    """Adviser: put this guest at a table myself."""
    edited = edit_form(
        request, partial(SeatForm, guest=guest), SeatForm.values_of(guest),
        lambda form: actions.seat_guest(guest=guest, version=form.cleaned_data["version"], places=form.places,
                                        by=request.person),  # type: ignore[attr-defined]
        SeatForm.values_of)
    return _form_page(request, guest.meeting, edited, _("Seat of %(name)s") % {"name": guest.name}, _("Save the seats"),
                      _("A table that you choose stays when the tables are mixed again."))


def _form_page(request: HttpRequest, meeting: Meeting, edited: Edited, here: str, submit: str, lead: str,
               ) -> HttpResponse:
    """One form of tables; once it is saved, back to the tables."""
    if edited.is_saved:
        return redirect(url_of("tables", meeting))
    return meeting_page(request, "processes/desk/form.html", meeting, here=here, form=edited.form, submit=submit,
                        lead=lead, cancel=url_of("tables", meeting), differences=edited.differences,
                        problem=edited.problem, status=edited.status)


@require_safe
@requires("meetings.manage_guests", find=find_meeting_on_desk)
def sheets(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Host: what do I ask, how long, who sits here, and what do I write down?"""
    return meeting_page(request, "meetings/tables/sheets.html", meeting, here=_("Sheets for the hosts"),
                        sheets=queries.sheets(queries.seating(meeting)), back=url_of("tables", meeting))


@require_safe
@requires("meetings.manage_guests", find=find_meeting_on_desk)
def cards(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Adviser: place cards to print and fold."""
    found = queries.seating(meeting)
    return meeting_page(request, "meetings/tables/cards.html", meeting, here=_("Place cards"),
                        cards=[(guest, found.numbers_of(guest)) for guest in found.guests],
                        code_url=url_of("qr", meeting), back=url_of("tables", meeting))


@require_safe
@requires("meetings.manage_guests", find=find_meeting_on_desk)
def overview(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Adviser at the door: at which table does this guest begin?"""
    found = queries.seating(meeting)
    return meeting_page(request, "meetings/tables/overview.html", meeting, here=_("Who sits where"),
                        parts=found.parts, rows=[(guest, found.numbers_of(guest)) for guest in found.guests],
                        back=url_of("tables", meeting))


@require_safe
@requires("meetings.view", find=find_meeting)
def code(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Guest: a code to photograph that leads to the page of this meeting."""
    return code_picture(request.organisation.absolute(url_of("detail", meeting)))  # type: ignore[attr-defined]
