"""The answers app."""

from django.apps import AppConfig


class AnswersConfig(AppConfig):
    """Answers and decisions."""

    name = "rodedraad.decide.answers"
    label = "answers"

    def ready(self) -> None:
        """Declare the permissions of this app."""
        from . import permissions  # noqa: F401, PLC0415 -- rules register on import, after the models are ready
