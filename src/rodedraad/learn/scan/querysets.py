"""Who may see which scan, as filters on the table."""

from typing import TYPE_CHECKING

from django.db import models

from rodedraad.listen.processes.models import Process

if TYPE_CHECKING:
    from rodedraad.base.accounts.models import Person, Visitor


class ScanQuerySet(models.QuerySet):
    """Filters on scans."""

    def published(self) -> "ScanQuerySet":
        """With a page for everybody, in a process that everybody can see."""
        return self.filter(published_at__isnull=False).exclude(process__state=Process.State.DRAFT)

    def visible_to(self, person: "Person | Visitor") -> "ScanQuerySet":
        """Published ones for everybody; at the desk also those of the processes that a person may see."""
        seen = Process.objects.visible_to(person).order_by().values("pk")
        if person.may("scan.browse"):
            return self.filter(process__in=seen)
        return self.published()
