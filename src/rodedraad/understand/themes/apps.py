"""The themes app."""

from django.apps import AppConfig


class ThemesConfig(AppConfig):
    """Themes and their grounds."""

    name = "rodedraad.understand.themes"
    label = "themes"

    def ready(self) -> None:
        """Declare the permissions, listen to the floor below, and hang themes on the pages of a process."""
        from . import permissions, receivers, registrations  # noqa: F401, PLC0415 -- after the models are ready

        registrations.register_all()
