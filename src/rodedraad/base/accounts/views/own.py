"""Mijn gegevens: what this site keeps about me, and how I change, take or delete it."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rodedraad.base.core.permissions import requires

from .. import actions, queries
from ..forms import ApiKeyForm, DeleteForm, DetailsForm
from ..models import ApiKey


def _crumbs() -> list[tuple[str, str | None]]:
    return [(_("My data"), reverse("accounts:details"))]


@never_cache
@require_http_methods(["GET", "POST"])
@requires("accounts.manage_self")
def details(request: HttpRequest) -> HttpResponse:
    """Resident: what do others see of me, and how much e-mail do I get?"""
    form = DetailsForm(request.POST or None, initial={"name": request.person.name,
                                                      "mail_pace": request.person.mail_pace})
    if request.method == "POST" and form.is_valid():
        actions.change_own_details(by=request.person, **form.cleaned_data)
        messages.success(request, _("Your data are saved."))
        return redirect("accounts:details")
    return render(request, "accounts/details.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_GET
@requires("accounts.manage_self")
def download(request: HttpRequest) -> HttpResponse:
    """Resident: give me everything you keep about me."""
    response = HttpResponse(queries.own_data(request.person), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="mijn-gegevens.zip"'
    return response


@never_cache
@require_http_methods(["GET", "POST"])
@requires("accounts.manage_self")
def delete(request: HttpRequest) -> HttpResponse:
    """Resident: take my name off this site for good."""
    form = DeleteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.erase_person(by=request.person, withdraw=form.cleaned_data["withdraw"])
            logout(request)
            messages.success(request, _("Your account is deleted."))
            return redirect("/")
        except actions.LastAdministratorError:
            form.add_error(None, _("You are the only administrator. First make somebody else administrator."))
    context = {"form": form, "crumbs": _crumbs()}
    return render(request, "accounts/delete.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@requires("accounts.use_api_keys")
def api_keys(request: HttpRequest) -> HttpResponse:
    """Employee: let a program of ours read or write here in my name."""
    form, secret = ApiKeyForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        _key, secret = actions.make_api_key(by=request.person, **form.cleaned_data)
        form = ApiKeyForm()
    context = {"form": form, "secret": secret, "keys": queries.keys_of(request.person), "crumbs": _crumbs()}
    return render(request, "accounts/api_keys.html", context, status=422 if form.errors else 200)


@require_POST
@requires("accounts.use_api_keys", find=queries.find_own_key)
def revoke_api_key(request: HttpRequest, key: ApiKey) -> HttpResponse:
    """Employee: this key must stop working now."""
    actions.revoke_api_key(by=request.person, key=key)
    messages.success(request, _("The key no longer works."))
    return redirect("accounts:api_keys")
