"""The kind: meetings."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """People meet, and what they say there becomes contributions."""

    name = "rodedraad.kinds.meetings"
    label = "meetings"

    def ready(self) -> None:
        """Register the kind."""
        from rodedraad.listen.activities.kinds import register  # noqa: PLC0415 -- models are not ready on import

        from .kind import Meetings  # noqa: PLC0415 -- idem

        register(Meetings())
