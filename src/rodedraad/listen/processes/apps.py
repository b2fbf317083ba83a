"""The processes app."""

from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    """Processes, their charter and team."""

    name = "rodedraad.listen.processes"
    label = "processes"

    def ready(self) -> None:
        """Declare the permissions of this app."""
        from . import permissions  # noqa: F401, PLC0415 -- rules register on import, after the models are ready
