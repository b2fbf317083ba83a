"""`rodedraad verify_audit`: find the first altered or missing audit line of each organisation."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rodedraad.base.core.audit import verify
from rodedraad.base.core.models import AuditLine


class Command(BaseCommand):
    """Walk every chain and name the first fault; exit code 1 when there is one."""

    help = "Verify the audit log's hash chains."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each fault, or the number of lines that are sound."""
        faults = list(verify())
        for fault in faults:
            self.stderr.write(f"organisation {fault.organisation_id}, line {fault.sequence}: {fault.reason}")
        if faults:
            raise CommandError(f"{len(faults)} chain(s) broken")
        self.stdout.write(f"{AuditLine.objects.count()} lines, all sound")
