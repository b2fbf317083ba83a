"""The ui app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Components and base templates."""

    name = "rodedraad.base.ui"
    label = "ui"

    def ready(self) -> None:
        """Declare the permission of the pattern page."""
        from . import permissions  # noqa: F401, PLC0415 -- rules register on import, after the apps are ready
