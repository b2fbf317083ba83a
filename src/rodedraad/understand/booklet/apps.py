"""The booklet."""

from django.apps import AppConfig


class BookletConfig(AppConfig):
    """Brings the red threads together in a booklet."""

    name = "rodedraad.understand.booklet"
    label = "booklet"

    def ready(self) -> None:
        """Declare the permissions, hear of withdrawn words and hang booklets on the page of a process."""
        from . import permissions, receivers  # noqa: F401, PLC0415 -- they register on import, after the models
        from .registrations import register_all  # noqa: PLC0415 -- after the models are ready

        register_all()
