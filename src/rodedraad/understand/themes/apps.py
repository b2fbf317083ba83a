"""The themes app."""

from django.apps import AppConfig


class ThemesConfig(AppConfig):
    """Themes and their grounds."""

    name = "rodedraad.understand.themes"
    label = "themes"

    def ready(self) -> None:
        """Declare the permissions of this app."""
        from . import permissions  # noqa: F401, PLC0415 -- rules register on import, after the models are ready
