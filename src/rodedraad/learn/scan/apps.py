"""The app of the Quick Scan."""

from datetime import timedelta

from django.apps import AppConfig


class ScanConfig(AppConfig):
    """A body examines its own democracy."""

    name = "rodedraad.learn.scan"
    label = "scan"

    def ready(self) -> None:
        """Declare the permissions and let each part register itself."""
        from rodedraad.base.notifications.periodic import register_job  # noqa: PLC0415 -- after the models are ready

        from . import permissions, privacy  # noqa: F401, PLC0415 -- idem
        from .results import register_on_scans  # noqa: PLC0415 -- idem
        from .sections import register_on_processes  # noqa: PLC0415 -- idem
        from .tasks import remind_leaders  # noqa: PLC0415 -- idem

        register_job("remind_scan_leaders", every=timedelta(hours=6), task=remind_leaders)
        register_on_processes()
        register_on_scans()
        privacy.register()
