"""The app of the Quick Scan."""

import importlib

from django.apps import AppConfig

PARTS: tuple[str, ...] = ()
"""The parts whose `registrations.py` hangs links, pages and jobs on their hooks with `register_all()`."""


class ScanConfig(AppConfig):
    """A body examines its own democracy."""

    name = "rodedraad.learn.scan"
    label = "scan"

    def ready(self) -> None:
        """Declare the permissions and let each part register itself."""
        from . import permissions  # noqa: F401, PLC0415 -- models are not ready on import

        for part in PARTS:
            importlib.import_module(f"{self.name}.{part}.registrations").register_all()
