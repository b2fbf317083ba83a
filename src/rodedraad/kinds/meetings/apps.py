"""The kind: meetings."""

import importlib

from django.apps import AppConfig

PARTS = ("harvest", "planning", "registering", "tables", "street", "tour")
"""The parts whose `registrations.py` hangs sections, desk links and jobs on their hooks with `register_all()`."""


class MeetingsConfig(AppConfig):
    """People meet, and what they say there becomes contributions."""

    name = "rodedraad.kinds.meetings"
    label = "meetings"

    def ready(self) -> None:
        """Register the kind, declare the permissions, and let each part register itself."""
        from rodedraad.listen.activities.kinds import register  # noqa: PLC0415 -- models are not ready on import

        from . import permissions  # noqa: F401, PLC0415 -- idem
        from .kind import Meetings  # noqa: PLC0415 -- idem

        register(Meetings())
        for part in PARTS:
            importlib.import_module(f"{self.name}.{part}.registrations").register_all()
