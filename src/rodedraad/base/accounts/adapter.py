"""How allauth behaves here: no sign-up, no password, no mail of its own; it runs login stages and the second step."""

import base64
import hashlib
from functools import cache

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from rodedraad.base.core.limits import client_address


class AccountAdapter(DefaultAccountAdapter):
    """No separate sign-up: a proven e-mail address makes the account."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up apart from logging in."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Only paths on this very host: another organisation's host on this install is another site."""
        return is_own_path(url)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address as base/core counts it: proxies only as configured."""
        return client_address(request)

    def add_message(self, *args: object, **kwargs: object) -> None:
        """Say nothing: our own pages say what happened."""


class MfaAdapter(DefaultMFAAdapter):
    """The second step: secrets are kept encrypted, the app shows the organisation's name."""

    def get_totp_issuer(self) -> str:
        """The name in the person's authenticator app."""
        return self._get_site_name()

    def _get_site_name(self) -> str:
        from allauth.core import context  # noqa: PLC0415 -- allauth binds the request here during the request

        return str(context.request.organisation.name)

    def encrypt(self, text: str) -> str:
        """Encrypt a secret before it is kept: a copy of the database alone opens nothing."""
        return _cipher(settings.SECRET_KEY).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret as it was."""
        return _cipher(settings.SECRET_KEY).decrypt(encrypted_text.encode()).decode()


@cache
def _cipher(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"rodedraad.mfa:" + secret.encode()).digest()))


def is_own_path(url: str | None) -> bool:
    """Whether `url` is a path on the same site, so that a login can safely end there."""
    return bool(url) and str(url).startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
