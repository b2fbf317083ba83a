"""The desk for people and roles, and the logbook of acts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rodedraad.base.core.permissions import requires
from rodedraad.base.organisations.roles import Role

from .. import actions, queries
from ..forms import InviteForm
from ..models import Person


def _crumbs() -> list[tuple[str, str | None]]:
    return [(_("People and roles"), reverse("accounts:people"))]


@never_cache
@require_GET
@requires("accounts.manage_people")
def people(request: HttpRequest) -> HttpResponse:
    """Administrator: who has which role here?"""
    search, role = request.GET.get("zoek", "").strip(), request.GET.get("rol", "")
    page = queries.people_page(search=search, role=role, number=request.GET.get("pagina"))
    context = {"page": page, "search": search, "role": role, "roles": Role.choices}
    return render(request, "accounts/people.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@requires("accounts.manage_people")
def invite(request: HttpRequest) -> HttpResponse:
    """Administrator: let a colleague in."""
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = actions.invite_person(by=request.person, organisation=request.organisation, **form.cleaned_data)
        messages.success(request, _("We sent an invitation to %s.") % person.account.email)
        return redirect("accounts:person", pk=person.pk)
    context = {"form": form, "crumbs": _crumbs()}
    return render(request, "accounts/invite.html", context, status=422 if form.errors else 200)


@never_cache
@require_GET
@requires("accounts.manage_people", find=queries.find_person)
def person(request: HttpRequest, found: Person) -> HttpResponse:
    """Administrator: what may this person do, and what was done with this person's rights?"""
    return _person_page(request, found)


def _person_page(request: HttpRequest, found: Person, error: str = "", status: int = 200) -> HttpResponse:
    roles = [(value, label, value in found.roles) for value, label in Role.choices]
    context = {"found": found, "roles": roles, "lines": queries.audit_about(found), "error": error, "crumbs": _crumbs()}
    return render(request, "accounts/person.html", context, status=status)


@require_POST
@requires("accounts.manage_people", find=queries.find_person)
def change_role(request: HttpRequest, found: Person, role: str) -> HttpResponse:
    """Administrator: give this role, or take it."""
    try:
        if role in found.roles:
            actions.take_role(by=request.person, person=found, role=role)
        else:
            actions.give_role(by=request.person, person=found, role=role)
    except actions.LastAdministratorError:
        error = _("This is the only administrator. First make somebody else administrator.")
        return _person_page(request, found, error, status=409)
    messages.success(request, _("The roles are changed."))
    return redirect("accounts:person", pk=found.pk)


@never_cache
@require_GET
@requires("accounts.read_audit")
def audit_log(request: HttpRequest) -> HttpResponse:
    """Administrator: who did what, and when?"""
    act = request.GET.get("handeling", "")
    found = queries.audit_page(request.organisation, act=act, number=request.GET.get("pagina"))
    return render(request, "accounts/audit_log.html", {"found": found, "act": act})
