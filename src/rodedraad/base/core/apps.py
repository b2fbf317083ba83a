"""The core app."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Registers the check that every permission named by a view exists."""

    name = "rodedraad.base.core"
    label = "core"

    def ready(self) -> None:
        """Load the system checks."""
        from . import checks  # noqa: F401, PLC0415 -- checks register on import, after the apps are ready
