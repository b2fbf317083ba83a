"""The site app."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Pages that cross floors."""

    name = "rodedraad.site"
    label = "site"

    def ready(self) -> None:
        """Declare the permissions of this app."""
        from . import permissions  # noqa: F401, PLC0415 -- rules register on import, after the models are ready
