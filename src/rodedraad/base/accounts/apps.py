"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Login, people, memberships and privacy."""

    name = "rodedraad.base.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Declare the permissions of this app and bind sessions at login."""
        from . import erasing, permissions, receivers, session  # noqa: F401, PLC0415 -- they register, after the models are ready
