"""The organisations app."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Organisations, their house style and neighbourhoods."""

    name = "rodedraad.base.organisations"
    label = "organisations"

    def ready(self) -> None:
        """Declare the permissions of this app."""
        from . import permissions  # noqa: F401, PLC0415 -- rules register on import, after the models are ready
