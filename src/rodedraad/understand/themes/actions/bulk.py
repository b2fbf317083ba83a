"""Decisions on several contributions at once, remembered so that the last one can be undone."""

from dataclasses import astuple, dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.listen.processes.models import Process

from ..errors import WrongStateError
from ..knots import bring_up_to_date
from ..models import BulkAct, Grounds, Theme
from .locking import check_right, lock_theme, now, refuse_empty

UNDO_WITHIN = timedelta(hours=12)


@dataclass(frozen=True)
class Change:
    """What grounds were before an act: without a state they did not exist."""

    grounds_id: int
    state: str | None = None
    decided_by: int | None = None
    decided_at: str | None = None


def remember(*, process: Process, by: Person, act: str, moment: datetime, changes: list[Change]) -> None:
    """Keep what a decision changed, in the transaction of that decision."""
    if changes:
        BulkAct(organisation_id=process.organisation_id, process=process, by=by, act=act, decided_at=moment,
                changes=[astuple(change) for change in changes]).save(force_insert=True)


def last_act(process: Process, by: Person) -> BulkAct | None:
    """The latest decision of this person in this process, when it can still be undone."""
    last: BulkAct | None = BulkAct.objects.filter(process=process, by=by).order_by("-pk").first()
    if last is None or last.undone_at or last.decided_at < timezone.now() - UNDO_WITHIN:
        return None
    return last


@transaction.atomic
def undo_bulk(*, bulk: BulkAct, by: Person) -> int:
    """Put grounds back as they were before this person's last decision; returns how many.

    What somebody decided since then stays. Raises `WrongStateError` when it is not the last one any more.
    """
    check_right(by, bulk.process)
    locked = BulkAct.objects.select_for_update(of=("self",)).get(pk=bulk.pk)
    last = last_act(locked.process, by)
    if last is None or last.pk != locked.pk:
        raise WrongStateError
    changes = {change.grounds_id: change for change in (Change(*values) for values in locked.changes)}
    found = Grounds.objects.filter(pk__in=changes, decided_by=by, decided_at=locked.decided_at)
    themes = [lock_theme(pk, by) for pk in sorted(set(found.values_list("theme_id", flat=True)))]
    live = [theme.pk for theme in themes if theme.is_live]
    rows = list(found.filter(theme_id__in=live))
    for row in rows:
        _put_back(row, changes[row.pk])
    refuse_empty(live)
    BulkAct.objects.filter(pk=locked.pk).update(undone_at=now())
    public = {theme.pk for theme in themes if theme.state == Theme.State.PUBLISHED}
    bring_up_to_date(row.contribution_id for row in rows if row.theme_id in public)
    audit.record("grounds.undone", on=locked, by=by, undone=locked.act, grounds=[row.pk for row in rows])
    return len(rows)


def _put_back(row: Grounds, before: Change) -> None:
    if before.state is None:
        Grounds.objects.filter(pk=row.pk).delete()
        return
    Grounds.objects.filter(pk=row.pk).update(
        state=before.state, decided_by=before.decided_by, updated_at=timezone.now(),
        decided_at=parse_datetime(before.decided_at) if before.decided_at else None)
