"""The notifications app."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Follows, notices and the mail outbox."""

    name = "rodedraad.base.notifications"
    label = "notifications"

    def ready(self) -> None:
        """Declare the permissions and periodic jobs of this app, and listen to accounts."""
        from . import jobs, permissions, receivers  # noqa: F401, PLC0415 -- they register, after the models are ready
