"""The booklet."""

from django.apps import AppConfig


class BookletConfig(AppConfig):
    """Brings the red threads together in a booklet."""

    name = "rodedraad.understand.booklet"
    label = "booklet"

    def ready(self) -> None:
        """Declare the permissions, hear of withdrawn words and hang booklets on the page of a process."""
        from rodedraad.listen.processes.hooks import register_section  # noqa: PLC0415 -- after the models are ready

        from . import permissions, receivers  # noqa: F401, PLC0415 -- they register on import, after the models
        from .sections import process_section  # noqa: PLC0415 -- after the models are ready

        register_section("booklets", 60, process_section)
