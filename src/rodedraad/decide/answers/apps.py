"""The answers app."""

from django.apps import AppConfig


class AnswersConfig(AppConfig):
    """Answers and decisions."""

    name = "rodedraad.decide.answers"
    label = "answers"

    def ready(self) -> None:
        """Declare the permissions of this app and listen to the floors below."""
        from . import permissions, receivers  # noqa: F401, PLC0415 -- they register on import, after the models
