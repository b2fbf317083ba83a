"""What the acts share: the right, the lock on a theme with its version, and the guard of published themes."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from rodedraad.base.accounts.models import Person
from rodedraad.listen.processes.models import Process

from ..errors import EmptyThemeError, NotAllowedError, StaleError, WrongStateError
from ..levels import in_family
from ..models import Grounds, Theme


def check_right(by: Person, process: Process) -> None:
    """Raise `NotAllowedError` when the person may not work at the desk of this process."""
    if by.organisation_id != process.organisation_id or not by.may("themes.analyse", process):
        raise NotAllowedError


def lock_theme(theme_id: int, by: Person, version: int | None = None) -> Theme:
    """The theme, locked until the end of the transaction. Raises `StaleError` when its version is another."""
    locked = Theme.objects.select_for_update(of=("self",)).select_related("process").get(pk=theme_id)
    check_right(by, locked.process)
    if version is not None and locked.version != version:
        raise StaleError(locked)
    return locked


def lock_live_theme(theme_id: int, by: Person, version: int | None = None) -> Theme:
    """As `lock_theme`; raises `WrongStateError` for a theme that was merged into another."""
    locked = lock_theme(theme_id, by, version)
    if not locked.is_live:
        raise WrongStateError
    return locked


def save(theme: Theme) -> None:
    """Keep a changed theme under its next version."""
    theme.version += 1
    theme.save()


def refuse_empty(theme_ids: Iterable[int]) -> None:
    """Raise `EmptyThemeError` when a published theme has no grounds left that everybody can read."""
    published = Theme.objects.published().filter(pk__in=set(theme_ids))
    for theme in published:
        if not Grounds.objects.counting().filter(in_family(theme)).exists():
            raise EmptyThemeError(theme.title)


def now() -> datetime:
    """The moment of an act, to the microsecond, the same for every row of it."""
    return timezone.now()
