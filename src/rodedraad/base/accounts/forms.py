"""Forms of the accounts app."""

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

from rodedraad.base.core.limits import Limit, allow
from rodedraad.base.core.text import clean_line
from rodedraad.base.organisations.roles import Role

from .models import Account, Person

SECOND_STEP = Limit("second_step", 5, 300)
NUMERIC = {"autocomplete": "one-time-code", "inputmode": "numeric", "autocapitalize": "off", "spellcheck": "false"}


class LoginForm(forms.Form):
    """Asks for the e-mail address to which a code is sent."""

    email = forms.EmailField(label=_("Your e-mail address"), max_length=254,
                             widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    next = forms.CharField(required=False, widget=forms.HiddenInput)


class CodeForm(forms.Form):
    """Asks for the code from the e-mail."""

    code = forms.CharField(label=_("The code from the e-mail"), max_length=20, help_text=_("6 digits"),
                           widget=forms.TextInput(attrs=NUMERIC))

    def clean_code(self) -> str:
        """Only the digits: people paste spaces and dashes along."""
        digits = "".join(filter(str.isdigit, self.cleaned_data["code"]))
        if len(digits) != 6:
            raise forms.ValidationError(_("The code has 6 digits. Look again in the e-mail."))
        return digits


class _SecondStep:
    """Limits tries of the second step per account in the database, shared by all processes."""

    def clean_code(self) -> str:
        """The code, when it is right and there were not too many tries."""
        if not allow(SECOND_STEP, str(self.user.pk)):  # type: ignore[attr-defined]
            raise forms.ValidationError(_("You tried too often. Wait five minutes and try again."))
        self.cleaned_data["code"] = self.cleaned_data["code"].replace(" ", "")  # type: ignore[attr-defined]
        return str(super().clean_code())  # type: ignore[misc]


class SecondStepForm(_SecondStep, AuthenticateForm):
    """The code of the authenticator app, or a recovery code, while logging in."""

    code = forms.CharField(label=_("The code from your app, or a recovery code"), max_length=20,
                           widget=forms.TextInput(attrs=NUMERIC))


class ConfirmStepForm(_SecondStep, ReauthenticateForm):
    """The same code again, before the second step itself is changed."""

    code = forms.CharField(label=_("The code from your app, or a recovery code"), max_length=20,
                           widget=forms.TextInput(attrs=NUMERIC))


class ActivateStepForm(_SecondStep, ActivateTOTPForm):
    """The first code of a new authenticator app."""

    code = forms.CharField(label=_("The code that your app shows now"), max_length=20,
                           widget=forms.TextInput(attrs=NUMERIC))


class DetailsForm(forms.ModelForm):
    """Own name and pace of e-mail."""

    class Meta:
        model = Person
        fields = ("name", "mail_pace")
        labels = {"name": _("Your name"), "mail_pace": _("How often do you want e-mail?")}
        help_texts = {"name": _("Others see this name with your contributions. You may leave it empty.")}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"}), "mail_pace": forms.RadioSelect}

    def clean_name(self) -> str:
        """One line of safe text."""
        return clean_line(self.cleaned_data["name"])


class DeleteForm(forms.Form):
    """Whether the contributions go as well."""

    withdraw = forms.BooleanField(label=_("Also take back my contributions"), required=False)
    sure = forms.BooleanField(label=_("Yes, delete my account"), error_messages={
        "required": _("Tick the box if you are sure. We cannot undo this.")})


class ApiKeyForm(forms.Form):
    """A new key for the API."""

    name = forms.CharField(label=_("What is the key for?"), max_length=80)
    days = forms.TypedChoiceField(label=_("How long is it valid?"), coerce=int, choices=[
        (30, _("30 days")), (90, _("90 days")), (365, _("1 year"))], initial=90)
    can_write = forms.BooleanField(label=_("This key may also change data"), required=False)

    def clean_name(self) -> str:
        """One line of safe text."""
        return clean_line(self.cleaned_data["name"])


class InviteForm(forms.Form):
    """Somebody new, with roles."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    name = forms.CharField(label=_("Name"), max_length=80, required=False)
    roles = forms.MultipleChoiceField(label=_("Roles"), choices=Role.choices, required=False,
                                      widget=forms.CheckboxSelectMultiple)

    def clean_email(self) -> str:
        """Lower case, as accounts keep it."""
        return Account.objects.normalize_email(self.cleaned_data["email"]).lower()

    def clean_name(self) -> str:
        """One line of safe text."""
        return clean_line(self.cleaned_data["name"])
