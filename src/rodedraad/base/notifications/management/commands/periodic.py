"""`rodedraad periodic`: enqueue the periodic work that is due, once; for who runs it from cron."""

from typing import Any

from django.core.management.base import BaseCommand

from rodedraad.base.notifications.periodic import enqueue_due


class Command(BaseCommand):
    """Enqueue each job whose slot is still free; running it twice or on two machines does no harm."""

    help = "Enqueue the periodic work that is due now (`rodedraad work` does this by itself)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Name what was enqueued."""
        for name in enqueue_due():
            self.stdout.write(name)
