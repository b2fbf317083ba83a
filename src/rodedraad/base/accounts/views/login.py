"""The one door: an e-mail address, a code, and for who wants it a second step."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login as start_session
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rodedraad.base.core.limits import client_prefix
from rodedraad.base.core.permissions import requires

from .. import codes, queries
from ..actions import account_for
from ..adapter import is_own_path
from ..forms import CodeForm, LoginForm
from ..models import Person

HANDLE = "login_handle"


@never_cache
@require_http_methods(["GET", "POST"])
@requires("accounts.log_in")
def log_in(request: HttpRequest) -> HttpResponse:
    """Resident: how do I get in? With an e-mail address, known or not: the answer is the same."""
    wanted = request.GET.get("next", "")
    if request.person.is_authenticated:
        return redirect(wanted if is_own_path(wanted) else settings.LOGIN_REDIRECT_URL)
    form = LoginForm(request.POST or None, initial={"next": wanted})
    if request.method == "POST" and form.is_valid():
        try:
            request.session[HANDLE] = _send_code(request, form)
            return redirect("account_confirm_login_code")
        except codes.TooManyCodesError:
            form.add_error("email", _("You asked for a code too often. Try again in an hour."))
            return _login_page(request, form, 429)
    return _login_page(request, form, 422 if form.errors else 200)


def _login_page(request: HttpRequest, form: LoginForm, status: int) -> HttpResponse:
    return render(request, "accounts/login.html", {"form": form, "demo": settings.DEMO}, status=status)


def _send_code(request: HttpRequest, form: LoginForm) -> str:
    wanted = form.cleaned_data["next"]
    return codes.send_code(organisation=request.organisation, email=form.cleaned_data["email"],
                           network=client_prefix(request), next_path=wanted if is_own_path(wanted) else "")


@never_cache
@require_http_methods(["GET", "POST"])
@requires("accounts.log_in")
def confirm_code(request: HttpRequest) -> HttpResponse:
    """Resident: I have the code, let me in."""
    waiting = codes.waiting(request.session.get(HANDLE, ""))
    if waiting is None:
        messages.warning(request, _("Your code is no longer valid. Ask for a new code."))
        return redirect("account_login")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        outcome = codes.try_code(handle=request.session[HANDLE], code=form.cleaned_data["code"],
                                 network=client_prefix(request))
        if isinstance(outcome, codes.Proof):
            return _let_in(request, outcome)
        return _refuse(request, form, outcome, waiting.email)
    return _code_page(request, form, waiting.email)


def _let_in(request: HttpRequest, proof: codes.Proof) -> HttpResponse:
    del request.session[HANDLE]
    account = account_for(email=proof.email)
    record_authentication(request, account, method="code")
    return perform_login(request, Login(user=account, redirect_url=proof.next_path or None))


def _refuse(request: HttpRequest, form: CodeForm, refusal: codes.Refusal, email: str) -> HttpResponse:
    if refusal is codes.Refusal.GONE:
        messages.warning(request, _("That was not the code, and you have no tries left. Ask for a new code."))
        return redirect("account_login")
    wrong = _("This is not the code. Look again in the e-mail.")
    form.add_error("code", wrong if refusal is codes.Refusal.WRONG else _("Too many tries. Try again in an hour."))
    return _code_page(request, form, email)


def _code_page(request: HttpRequest, form: CodeForm, email: str) -> HttpResponse:
    context = {"form": form, "email": email, "minutes": codes.MINUTES, "demo": settings.DEMO}
    return render(request, "accounts/code.html", context, status=422 if form.errors else 200)


@require_POST
@requires("accounts.log_in")
def log_out(request: HttpRequest) -> HttpResponse:
    """Everyone: I am done here."""
    logout(request)
    messages.success(request, _("You are logged out."))
    return redirect(settings.LOGOUT_REDIRECT_URL)


@require_GET
@requires("accounts.log_in")
def inactive(request: HttpRequest) -> HttpResponse:
    """Somebody whose account is switched off: why can I not get in?"""
    return render(request, "accounts/inactive.html", status=403)


@never_cache
@require_GET
@requires("accounts.log_in_as_demo")
def demo(request: HttpRequest) -> HttpResponse:
    """Visitor of the demo: whose eyes can I look through?"""
    context = {"logins": queries.demo_logins(), "fields": {"next": request.GET.get("next", "")}}
    return render(request, "accounts/demo.html", context)


@require_POST
@requires("accounts.log_in_as_demo", find=queries.find_demo_login)
def log_in_as_demo(request: HttpRequest, person: Person) -> HttpResponse:
    """Visitor of the demo: be this person."""
    logout(request)
    start_session(request, person.account, backend=settings.AUTHENTICATION_BACKENDS[0])
    wanted = request.POST.get("next", "")
    return redirect(wanted if is_own_path(wanted) else settings.LOGIN_REDIRECT_URL)
