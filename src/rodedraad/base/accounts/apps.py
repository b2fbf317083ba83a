"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Login, people, memberships and privacy."""

    name = "rodedraad.base.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Declare the permissions of this app."""
        from . import permissions  # noqa: F401, PLC0415 -- rules register on import, after the models are ready
