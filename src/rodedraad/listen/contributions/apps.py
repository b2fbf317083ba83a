"""The contributions app."""

from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    """Contributions, comments, supports and moderation."""

    name = "rodedraad.listen.contributions"
    label = "contributions"

    def ready(self) -> None:
        """Declare the permissions of this app."""
        from . import permissions  # noqa: F401, PLC0415 -- rules register on import, after the models are ready
