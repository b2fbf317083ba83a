"""The app of the agenda talk."""

from django.apps import AppConfig


class TalkConfig(AppConfig):
    """People in a room decide what comes first."""

    name = "rodedraad.learn.talk"
    label = "talk"

    def ready(self) -> None:
        """Declare the permissions and lead to the talk from the scan."""
        from . import permissions  # noqa: F401, PLC0415 -- models are not ready on import
        from .links import register_on_scans  # noqa: PLC0415 -- idem

        register_on_scans()
