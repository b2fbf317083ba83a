"""The agreements app."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """Commitments and results."""

    name = "rodedraad.decide.agreements"
    label = "agreements"

    def ready(self) -> None:
        """Declare the permissions of this app."""
        from . import permissions  # noqa: F401, PLC0415 -- rules register on import, after the models are ready
