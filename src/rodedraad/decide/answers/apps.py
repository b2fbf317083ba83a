"""The answers app."""

from django.apps import AppConfig


class AnswersConfig(AppConfig):
    """Answers and decisions."""

    name = "rodedraad.decide.answers"
    label = "answers"

    def ready(self) -> None:
        """Declare the permissions of this app, listen to the floors below and hang answers on the page of a theme."""
        from rodedraad.understand.themes.hooks import register_section  # noqa: PLC0415 -- after the models are ready

        from . import permissions, receivers  # noqa: F401, PLC0415 -- they register on import, after the models
        from .sections import theme_section  # noqa: PLC0415 -- after the models are ready

        register_section("answers", 10, theme_section)
