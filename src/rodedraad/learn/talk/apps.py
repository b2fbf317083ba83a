"""The app of the agenda talk."""

from datetime import timedelta

from django.apps import AppConfig


class TalkConfig(AppConfig):
    """People in a room decide what comes first."""

    name = "rodedraad.learn.talk"
    label = "talk"

    def ready(self) -> None:
        """Declare the permissions and lead to the talk from the scan."""
        from rodedraad.base.notifications.periodic import register_job  # noqa: PLC0415 -- models are not ready

        from . import permissions  # noqa: F401, PLC0415 -- idem
        from .links import register_on_scans  # noqa: PLC0415 -- idem
        from .tasks import close_forgotten  # noqa: PLC0415 -- idem

        register_on_scans()
        register_job("close_forgotten_talks", every=timedelta(hours=1), task=close_forgotten)
