"""The desk of scans: for the adviser or clerk who leads one and wants to know what is next."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.decide.answers.pages import page_number
from rodedraad.listen.processes.errors import RefusedError
from rodedraad.listen.processes.views.shared import edit_form

from .. import hooks
from ..actions import scans
from ..forms import BeginForm, PlanForm, RoleForm, ScanForm
from ..frame import scan_form, scan_page, trail
from ..letters import LETTERS
from ..lookup import find_on_desk, url_of
from ..models import Scan
from ..queries import desk_list, path_of
from ..steps import BY_NUMBER


@never_cache
@require_safe
@requires("scan.browse")
def listing(request: HttpRequest) -> HttpResponse:
    """Staff: which scans are there, and how far are they?"""
    person = request.person  # type: ignore[attr-defined]
    page, rows = desk_list(person, number=page_number(request))
    context = {"page": page, "rows": rows, "may_start": person.may("scan.start"), "trail": trail(),
               "may_compare": person.may("scan.overview")}
    return render(request, "scan/desk/list.html", context)


@requires("scan.start")
def begin(request: HttpRequest) -> HttpResponse:
    """Adviser: how do I begin a Quick Scan?"""
    form, problem = BeginForm(request.POST or None, by=request.person), ""  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        beginning = scans.Beginning(form.cleaned_data["title"], form.cleaned_data["process"],
                                    form.cleaned_data.get("previous"), form.cleaned_data["province"])
        try:
            scan = scans.begin_scan(beginning=beginning, by=request.person)  # type: ignore[attr-defined]
        except RefusedError as error:
            problem = str(error)
        else:
            messages.success(request, _("The scan has begun. Plan the steps and say who does what."))
            return redirect(url_of("desk", scan))
    title = _("Begin a Quick Scan")
    context = {"form": form, "problem": problem, "title": title, "trail": trail(None, title)}
    return render(request, "scan/desk/begin.html", context, status=409 if problem else 200)


@never_cache
@require_safe
@requires("scan.see", find=find_on_desk)
def desk(request: HttpRequest, scan: Scan) -> HttpResponse:
    """Staff: how far is this scan, what is next, and who does what?"""
    person = request.person  # type: ignore[attr-defined]
    return scan_page(request, "scan/desk/desk.html", scan, path=path_of(scan), may_edit=person.may("scan.edit", scan),
                     may_reopen=scan.is_closed and person.may("scan.reopen", scan),
                     links=hooks.links_for(scan, person))


@never_cache
@require_safe
@requires("scan.see", find=find_on_desk)
def step(request: HttpRequest, scan: Scan, number: int) -> HttpResponse:
    """Staff: what is there to do in this step, and what helps me?"""
    if number not in BY_NUMBER:
        raise Http404(str(number))
    person, path = request.person, path_of(scan)  # type: ignore[attr-defined]
    row = path.rows[number - 1]
    return scan_page(request, "scan/desk/step.html", scan, here=f"{number}. {row.step.title}", path=path, row=row,
                     items=path.items[number], letters=[LETTERS[key] for key in row.step.letters],
                     may_edit=person.may("scan.edit", scan), links=hooks.links_for(scan, person, step=number))


@requires("scan.edit", find=find_on_desk)
def edit(request: HttpRequest, scan: Scan) -> HttpResponse:
    """Adviser: what is the scan called, and which one came before it?"""
    edited = edit_form(request, lambda *args, **more: ScanForm(*args, scan=scan, **more), ScanForm.values_of(scan),
                       lambda form: scans.edit_scan(scan=scan, by=request.person,  # type: ignore[attr-defined]
                                                    **form.cleaned_data), ScanForm.values_of)
    if edited.is_saved:
        return redirect(url_of("desk", scan))
    return scan_form(request, scan, edited, title=_("Change title and earlier scan"), submit=_("Save"))


@requires("scan.edit", find=find_on_desk)
def plan(request: HttpRequest, scan: Scan) -> HttpResponse:
    """Adviser: when do we do what?"""
    edited = edit_form(request, PlanForm, PlanForm.values_of(scan), lambda form: scans.plan_steps(
        scan=scan, version=form.cleaned_data["version"], days=form.days,
        by=request.person), PlanForm.values_of)  # type: ignore[attr-defined]
    if edited.is_saved:
        return redirect(url_of("desk", scan))
    lead = _("Who leads the scan hears of a step one week and one day before it.")
    return scan_form(request, scan, edited, title=_("Plan the steps"), lead=lead, submit=_("Save the dates"))


@requires("scan.edit", find=find_on_desk)
def roles(request: HttpRequest, scan: Scan) -> HttpResponse:
    """Adviser: who does what?"""
    form, problem = RoleForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            scans.give_role(scan=scan, by=request.person, **form.cleaned_data)  # type: ignore[attr-defined]
        except RefusedError as error:
            problem = str(error)
        else:
            messages.success(request, _("The role is given."))
            return redirect(url_of("roles", scan))
    return scan_page(request, "scan/desk/roles.html", scan, here=_("Who does what"), path=path_of(scan), form=form,
                     problem=problem, status=409 if problem else 200)


@require_POST
@requires("scan.edit", find=find_on_desk)
def take_role(request: HttpRequest, scan: Scan, role_id: int) -> HttpResponse:
    """Adviser: somebody does something else now."""
    try:
        scans.take_role(scan=scan, role_id=role_id, by=request.person)  # type: ignore[attr-defined]
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The role is taken away."))
    return redirect(url_of("roles", scan))
