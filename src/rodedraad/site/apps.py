"""The site app."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Pages that cross floors; hangs the whole thread line on processes, contributions and themes."""

    name = "rodedraad.site"
    label = "site"

    def ready(self) -> None:
        """Declare the permissions and fill the hooks of the lower floors."""
        from . import permissions  # noqa: F401, PLC0415 -- rules register on import, after the models are ready
        from .registrations import register_all  # noqa: PLC0415 -- needs ready models

        register_all()
