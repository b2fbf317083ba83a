"""One act on a scan at a time, and never over somebody else's words."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from rodedraad.decide.answers import errors as deciding
from rodedraad.listen.processes.errors import RefusedError, StaleError

from .models import Scan


def hold(scan: Scan, version: int | None = None) -> Scan:
    """The scan as it now is, locked until the transaction ends. Raises `StaleError`, `RefusedError` when closed."""
    rows = Scan.objects.select_for_update(of=("self",)).select_related("process", "organisation", "survey__activity")
    current: Scan = rows.get(pk=scan.pk)
    if current.is_closed:
        raise RefusedError(_("This scan is closed. Open it again before you change it."))
    if not current.process.is_changeable:
        raise RefusedError(_("This process is finished. Open it again before you change it."))
    if version is not None and current.version != version:
        raise StaleError(current)
    return current


def save(scan: Scan) -> Scan:
    """Save a locked scan as its next version."""
    scan.version += 1
    scan.save()
    return scan


@contextmanager
def told_plainly() -> Iterator[None]:
    """Let a refusal of the deciding floor be told as one of ours, so that pages show both in one way."""
    try:
        yield
    except deciding.StaleError as error:
        raise StaleError(error.current) from None
    except deciding.RefusedError as error:
        raise RefusedError(error.message) from None
