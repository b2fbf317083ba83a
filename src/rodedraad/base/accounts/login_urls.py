"""Addresses of logging in, under the names that allauth reverses; its views are ours in look and in limits."""

from allauth.mfa.base.views import AuthenticateView, IndexView, ReauthenticateView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import DeactivateTOTPView
from django.urls import URLPattern, URLResolver, path

from rodedraad.base.core.permissions import requires

from . import forms
from .views import login
from .views.second_step import SwitchOnView

visitor, own = requires("accounts.log_in"), requires("accounts.manage_self")
SECOND = "mijn-gegevens/tweestapsverificatie"

urlpatterns: list[URLPattern | URLResolver] = [
    path("inloggen", login.log_in, name="account_login"),
    path("inloggen/code", login.confirm_code, name="account_confirm_login_code"),
    path("inloggen/geblokkeerd", login.inactive, name="account_inactive"),
    path("inloggen/demo", login.demo, name="demo_login"),
    path("inloggen/demo/<int:pk>", login.log_in_as_demo, name="log_in_as_demo"),
    path("uitloggen", login.log_out, name="account_logout"),
    path("inloggen/tweede-stap", visitor(AuthenticateView.as_view(
        template_name="accounts/second_step.html", form_class=forms.SecondStepForm)), name="mfa_authenticate"),
    path(SECOND, own(IndexView.as_view(template_name="accounts/mfa/index.html")), name="mfa_index"),
    path(f"{SECOND}/bevestigen", own(ReauthenticateView.as_view(
        template_name="accounts/mfa/confirm.html", form_class=forms.ConfirmStepForm)), name="mfa_reauthenticate"),
    path(f"{SECOND}/aanzetten", own(SwitchOnView.as_view()), name="mfa_activate_totp"),
    path(f"{SECOND}/uitzetten", own(DeactivateTOTPView.as_view(template_name="accounts/mfa/deactivate.html")),
         name="mfa_deactivate_totp"),
    path(f"{SECOND}/herstelcodes", own(ViewRecoveryCodesView.as_view(template_name="accounts/mfa/codes.html")),
         name="mfa_view_recovery_codes"),
    path(f"{SECOND}/herstelcodes/nieuw", own(GenerateRecoveryCodesView.as_view(
        template_name="accounts/mfa/new_codes.html")), name="mfa_generate_recovery_codes"),
]
