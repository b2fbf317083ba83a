"""The activities app."""

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    """Activities, phases and the registry of kinds."""

    name = "rodedraad.listen.activities"
    label = "activities"

    def ready(self) -> None:
        """Declare the permissions of this app and hang the activities on the process pages."""
        from . import permissions, receivers  # noqa: F401, PLC0415 -- rules register on import, after the models

        receivers.connect()
