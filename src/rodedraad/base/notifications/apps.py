"""The notifications app."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Follows, notices and the mail outbox."""

    name = "rodedraad.base.notifications"
    label = "notifications"

    def ready(self) -> None:
        """Declare the permissions of this app."""
        from . import permissions  # noqa: F401, PLC0415 -- rules register on import, after the models are ready
