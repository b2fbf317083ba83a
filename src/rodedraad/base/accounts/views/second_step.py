"""Switching on the second step of a login."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.views import ActivateTOTPView
from django.http import HttpResponse

from ..forms import ActivateStepForm


class SwitchOnView(ActivateTOTPView):
    """Resident or employee: ask me for a code from my phone as well."""

    template_name = "accounts/mfa/activate.html"
    form_class = ActivateStepForm

    def form_valid(self, form: ActivateStepForm) -> HttpResponse:
        """The code that switched it on is proof enough for the recovery codes: an app gives no second one at once."""
        response: HttpResponse = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", reauthenticated=True)
        return response
