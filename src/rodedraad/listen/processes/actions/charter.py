"""The rules of a process: written as a draft, published as a version, changed only with a reason that people read."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.core.text import clean_text

from ..differences import changed_fields
from ..errors import RefusedError, StaleError
from ..models import Charter, Process
from ..rulebook import FIELD_NAMES, missing_in
from ..signals import charter_changed
from ..tasks import tell_about_process
from .life import expect, locked

NOTHING_YET = 0
"""The version that a form carries when there is no draft yet."""


@transaction.atomic
def save_charter(*, process: Process, version: int, fields: Mapping[str, Any], by: Person) -> Charter:
    """Save the draft of the rules; the first save after publishing starts the next version.

    `fields` has a value per name in `rulebook.FIELD_NAMES`; `version` is that of the draft the form showed, 0 for
    none. Raises `StaleError` with the charter as it now is, `RefusedError` when the process is finished.
    """
    current = locked(process)
    expect(current, Process.State.DRAFT, Process.State.PUBLISHED)
    charter = _draft(current)
    if charter is None and version != NOTHING_YET:
        raise StaleError(_latest(current))
    if charter is not None and charter.version != version:
        raise StaleError(charter)
    if charter is None:
        charter = Charter(organisation=current.organisation, process=current, number=_next_number(current), version=0)
    for name in FIELD_NAMES:
        value = fields[name]
        setattr(charter, name, clean_text(value) if isinstance(value, str) else value)
    charter.version += 1
    charter.save()
    audit.record("charter.saved", on=charter, by=by, process=current.pk, number=charter.number)
    return charter


@transaction.atomic
def publish_charter_change(*, process: Process, version: int, reason: str, by: Person) -> Charter:
    """Publish the draft as the next version of running rules, with the reason; tells who took part or follows."""
    current = locked(process)
    expect(current, Process.State.PUBLISHED)
    charter = _draft(current)
    if charter is None or charter.version != version:
        raise StaleError(charter or _latest(current))
    if not clean_text(reason):
        raise RefusedError(_("Write why the rules change. People who took part will read it."))
    if missing_in(charter):
        raise RefusedError(_("The rules are not complete yet."))
    changed = changed_fields(_latest(current), charter)
    if not changed:
        raise RefusedError(_("Nothing differs from the rules that hold now."))
    charter.reason, charter.published_at, charter.published_by = clean_text(reason), timezone.now(), by
    charter.save()
    audit.record("charter.changed", on=charter, by=by, process=current.pk, number=charter.number, fields=changed)
    charter_changed.send(Charter, process=current, charter=charter, by=by)
    tell_about_process.enqueue(current.pk, "rules", charter.number)
    return charter


@transaction.atomic
def discard_charter_draft(*, process: Process, version: int, by: Person) -> None:
    """Throw away a change that was not published. Raises `StaleError`."""
    current = locked(process)
    expect(current, Process.State.PUBLISHED)
    charter = _draft(current)
    if charter is None or charter.version != version:
        raise StaleError(charter or _latest(current))
    audit.record("charter.discarded", on=charter, by=by, process=current.pk, number=charter.number)
    charter.delete()


def _draft(process: Process) -> Charter | None:
    return Charter.objects.select_for_update().filter(process=process).drafts().first()


def _latest(process: Process) -> Charter:
    return Charter.objects.filter(process=process).order_by("-published_at", "-number").exclude(
        published_at=None).first() or Charter.objects.get(process=process)


def _next_number(process: Process) -> int:
    return Charter.objects.filter(process=process).count() + 1
