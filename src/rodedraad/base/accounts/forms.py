"""Forms of the accounts app."""

from allauth.account.forms import RequestLoginCodeForm


class LoginForm(RequestLoginCodeForm):
    """Asks for the e-mail address to which a code is sent."""
