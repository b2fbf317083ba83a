"""What scans know of a person who takes the data along or deletes the account."""

from typing import Any

from rodedraad.base.accounts import privacy
from rodedraad.base.accounts.models import Person

from .models import AgendaPoint, ScanRole


def export_roles(person: Person) -> list[dict[str, Any]]:
    """The roles of a person in scans."""
    rows = ScanRole.objects.filter(person=person).select_related("scan").order_by("pk")
    return [{"scan": row.scan.title, "role": row.role, "note": row.note} for row in rows]


def erase(person: Person) -> None:
    """Take the person out of the scans; what was ticked off and agreed stays, without a name."""
    ScanRole.objects.filter(person=person).delete()
    AgendaPoint.objects.filter(owner=person).update(owner=None)


def register() -> None:
    """Hang both on their hooks; called once when the app is ready."""
    privacy.register_export("scan_roles", export_roles)
    privacy.register_eraser(erase)
