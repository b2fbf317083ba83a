"""The kind: surveys."""

import importlib

from django.apps import AppConfig

PARTS: tuple[str, ...] = ("desk", "results")
"""The parts whose `registrations.py` hangs desk links, pages and jobs on their hooks with `register_all()`."""


class SurveyConfig(AppConfig):
    """People answer a questionnaire."""

    name = "rodedraad.kinds.survey"
    label = "survey"

    def ready(self) -> None:
        """Register the kind, declare the permissions, and let each part register itself."""
        from rodedraad.listen.activities.kinds import register  # noqa: PLC0415 -- models are not ready on import

        from . import erasing, forgetting, permissions  # noqa: F401, PLC0415 -- idem
        from .kind import Surveys  # noqa: PLC0415 -- idem

        register(Surveys())
        forgetting.register()
        for part in PARTS:
            importlib.import_module(f"{self.name}.{part}.registrations").register_all()
