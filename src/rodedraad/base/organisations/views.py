"""Pages about the organisation itself: its settings, its house style and the pages every site must have."""

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rodedraad.base.core.permissions import requires

from . import actions, queries
from .forms import NeighbourhoodForm, OrganisationForm
from .housestyle import digest, stylesheet
from .models import Neighbourhood

Crumbs = list[tuple[str, str | None]]
A_YEAR = "public, max-age=31536000, immutable"


@require_http_methods(["GET", "POST"])
@requires("organisations.edit")
def settings(request: HttpRequest) -> HttpResponse:
    """Administrator: how does our site look, speak and work?"""
    organisation = queries.fresh(request.organisation)
    form = OrganisationForm(request.POST or None, request.FILES or None, instance=organisation,
                            initial={"version": organisation.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_settings(by=request.person, organisation=organisation, values=form.cleaned_data,
                                    version=form.cleaned_data["version"], logo=form.cleaned_data["logo_file"],
                                    remove_logo=form.cleaned_data["remove_logo"])
        except actions.StaleError:
            return _stale(request, form)
        messages.success(request, _("The settings are saved."))
        return redirect("organisations:settings")
    return render(request, "organisations/settings.html", {"form": form}, status=422 if form.errors else 200)


def _stale(request: HttpRequest, form: OrganisationForm) -> HttpResponse:
    """Show what is kept now beside what was typed, and let a second save be on purpose."""
    current = queries.fresh(request.organisation)
    differs = [(form.fields[name].label, getattr(current, name), form.cleaned_data[name])
               for name in actions.SETTINGS if getattr(current, name) != form.cleaned_data[name]]
    form.data = form.data.copy()
    form.data["version"] = current.version
    return render(request, "organisations/settings.html", {"form": form, "stale": True, "differs": differs}, status=409)


def _crumbs() -> Crumbs:
    return [(_("Organisation"), reverse("organisations:settings")),
            (_("Neighbourhoods"), reverse("organisations:neighbourhoods"))]


@require_http_methods(["GET", "POST"])
@requires("organisations.edit")
def neighbourhoods(request: HttpRequest) -> HttpResponse:
    """Administrator: which neighbourhoods can people choose?"""
    form = NeighbourhoodForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_neighbourhood(by=request.person, organisation=request.organisation,
                                      name=form.cleaned_data["name"])
            return redirect("organisations:neighbourhoods")
        except actions.NameTakenError:
            form.add_error("name", _("There is already a neighbourhood with this name."))
    context = {"form": form, "neighbourhoods": queries.neighbourhoods(), "crumbs": _crumbs()[:1]}
    return render(request, "organisations/neighbourhoods.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires("organisations.edit", find=queries.find_neighbourhood)
def neighbourhood(request: HttpRequest, found: Neighbourhood) -> HttpResponse:
    """Administrator: give a neighbourhood another name, or remove it."""
    before = found.name
    form = NeighbourhoodForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            found.name = before
            actions.rename_neighbourhood(by=request.person, neighbourhood=found, name=form.cleaned_data["name"])
            return redirect("organisations:neighbourhoods")
        except actions.NameTakenError:
            form.add_error("name", _("There is already a neighbourhood with this name."))
    context = {"form": form, "neighbourhood": found, "before": before, "crumbs": _crumbs()}
    return render(request, "organisations/neighbourhood.html", context, status=422 if form.errors else 200)


@require_POST
@requires("organisations.edit", find=queries.find_neighbourhood)
def remove_neighbourhood(request: HttpRequest, found: Neighbourhood) -> HttpResponse:
    """Administrator: remove a neighbourhood."""
    actions.remove_neighbourhood(by=request.person, neighbourhood=found)
    messages.success(request, _("The neighbourhood %s is removed.") % found.name)
    return redirect("organisations:neighbourhoods")


@require_GET
@requires("organisations.visit")
def house_style(request: HttpRequest, wanted: str) -> HttpResponse:
    """Every browser: which colours does this organisation have?"""
    colours = (request.organisation.primary_colour, request.organisation.ink_colour)
    response = HttpResponse(stylesheet(*colours), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = A_YEAR if wanted == digest(*colours) else "no-store"
    return response


@require_GET
@requires("organisations.visit")
def logo(request: HttpRequest, wanted: str) -> HttpResponse:
    """Every browser: the organisation's logo."""
    name = request.organisation.logo.name
    if not name or request.organisation.logo_path != request.path or not default_storage.exists(name):
        raise Http404
    response = FileResponse(default_storage.open(name), content_type="image/png")
    response["Cache-Control"] = A_YEAR
    return response


@require_GET
@requires("organisations.visit")
def about(request: HttpRequest) -> HttpResponse:
    """Resident: what is this site and who is behind it?"""
    return render(request, "organisations/about.html")


@require_GET
@requires("organisations.visit")
def privacy(request: HttpRequest) -> HttpResponse:
    """Resident: what do you keep about me, and how do I get rid of it?"""
    return render(request, "organisations/privacy.html")


@require_GET
@requires("organisations.visit")
def accessibility(request: HttpRequest) -> HttpResponse:
    """Resident: can I use this site, and whom do I tell if I cannot?"""
    return render(request, "organisations/accessibility.html")
