"""The improvement agenda at the desk: write, order, agree, and record each point as a commitment."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.listen.processes.errors import RefusedError
from rodedraad.listen.processes.views.shared import Edited, Question, edit_form

from ..actions import agenda
from ..agenda_forms import AgreeForm, PointForm
from ..frame import ask_first, scan_form, scan_page
from ..lookup import find_on_desk, find_point, url_of
from ..models import AgendaPoint, Scan
from ..queries import points_of


@never_cache
@require_safe
@requires("scan.see", find=find_on_desk)
def listing(request: HttpRequest, scan: Scan) -> HttpResponse:
    """Staff: what gets better, who does it, and is it recorded?"""
    person = request.person  # type: ignore[attr-defined]
    return scan_page(request, "scan/desk/agenda.html", scan, here=_("Improvement agenda"),
                     points=points_of(scan, agenda.grounds_of(scan)), may_edit=person.may("scan.edit", scan),
                     is_agreed=scan.decision is not None and scan.decision.is_published)


def _form(request: HttpRequest, scan: Scan, edited: Edited, title: str) -> HttpResponse:
    if edited.is_saved:
        return redirect(url_of("agenda", scan))
    return scan_form(request, scan, edited, title=title, submit=_("Save the point"), back=url_of("agenda", scan),
                     between=((_("Improvement agenda"), url_of("agenda", scan)),))


@requires("scan.edit", find=find_on_desk)
def add(request: HttpRequest, scan: Scan) -> HttpResponse:
    """Adviser: one thing that will get better."""
    choices = agenda.grounds_by_section(scan)
    edited = edit_form(request, lambda *args, **more: PointForm(*args, grounds=choices, **more), {"version": 0},
                       lambda form: agenda.add_point(scan=scan, values=form.values,
                                                     by=request.person),  # type: ignore[attr-defined]
                       PointForm.values_of)
    return _form(request, scan, edited, _("Add a point"))


@requires("scan.edit", find=find_point)
def edit(request: HttpRequest, point: AgendaPoint) -> HttpResponse:
    """Adviser: say it better, or fill in what lacks."""
    choices = agenda.grounds_by_section(point.scan)
    edited = edit_form(request, lambda *args, **more: PointForm(*args, grounds=choices, **more),
                       PointForm.values_of(point),
                       lambda form: agenda.edit_point(point=point, version=form.cleaned_data["version"],
                                                      values=form.values,
                                                      by=request.person),  # type: ignore[attr-defined]
                       PointForm.values_of)
    return _form(request, point.scan, edited, _("Change this point"))


@require_POST
@requires("scan.edit", find=find_point)
def move(request: HttpRequest, point: AgendaPoint, way: str) -> HttpResponse:
    """Adviser: this is more urgent than that."""
    try:
        agenda.move_point(point=point, is_up=way == "hoger", by=request.person)  # type: ignore[attr-defined]
    except RefusedError as error:
        messages.error(request, str(error))
    return redirect(url_of("agenda", point.scan))


@requires("scan.edit", find=find_point)
def remove(request: HttpRequest, point: AgendaPoint) -> HttpResponse:
    """Adviser: this does not go on the agenda after all."""
    question = Question(_("Take this point off the agenda"), point.title, _("Take it off"), _("The point is gone."),
                        is_danger=True)
    return ask_first(request, point.scan, question, agenda.remove_point, after=url_of("agenda", point.scan),
                     version=point.version, point=point)


@requires("scan.edit", find=find_on_desk)
def agree(request: HttpRequest, scan: Scan) -> HttpResponse:
    """Adviser: who agreed on this agenda, and when?"""
    edited = edit_form(request, AgreeForm, AgreeForm.values_of(scan), lambda form: agenda.agree_agenda(
        scan=scan, by=request.person, **form.cleaned_data), AgreeForm.values_of)  # type: ignore[attr-defined]
    if edited.is_saved:
        return redirect(url_of("agenda", scan))
    lead = _("This becomes a decision that everybody can read. The commitments hang on it.")
    return scan_form(request, scan, edited, title=_("Record who agreed"), lead=lead, submit=_("Publish the decision"),
                     back=url_of("agenda", scan), between=((_("Improvement agenda"), url_of("agenda", scan)),))


@requires("scan.edit", find=find_point)
def promise(request: HttpRequest, point: AgendaPoint) -> HttpResponse:
    """Adviser: make it a commitment that everybody can follow."""
    question = Question(_("Record as a commitment"),
                        _("Everybody can read and follow this: %(what)s. After this it changes only with a reason that "
                          "people can read.") % {"what": point.title},
                        _("Record as a commitment"), _("The commitment is published."))
    return ask_first(request, point.scan, question, agenda.promise_point, after=url_of("agenda", point.scan),
                     version=point.version, point=point)
