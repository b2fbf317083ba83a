"""The agreements app."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """Commitments and results."""

    name = "rodedraad.decide.agreements"
    label = "agreements"

    def ready(self) -> None:
        """Declare the permissions of this app and listen to the floors below."""
        from . import permissions, receivers  # noqa: F401, PLC0415 -- they register on import, after the models
