"""What the acts share: the right to write, the lock on the booklet with its version, and what a change undoes."""

from rodedraad.base.accounts.models import Person
from rodedraad.listen.processes.errors import RefusedError, StaleError

from ..models import Booklet
from ..wording import NOT_ALLOWED


def lock(booklet: Booklet, by: Person, version: int | None = None) -> Booklet:
    """The booklet, locked until the end of the transaction. Raises `StaleError` when its version is another."""
    current = Booklet.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=booklet.pk)
    if version is not None and current.version != version:
        raise StaleError(current)
    return current


def lock_to_write(booklet: Booklet, by: Person, version: int | None = None) -> Booklet:
    """As `lock`; a writer changes it, so that an approval falls away."""
    if not by.may("booklet.write", booklet) or by.organisation_id != booklet.organisation_id:
        raise RefusedError(NOT_ALLOWED)
    current = lock(booklet, by, version)
    current.state, current.approved_by, current.approved_at = Booklet.State.DRAFT, None, None
    current.written_by = by
    return current


def keep(booklet: Booklet) -> None:
    """Save it under its next version."""
    booklet.version += 1
    booklet.save()


def renumber(rows: list, moved: object | None = None, to: int | None = None) -> None:
    """Give rows their places 0, 1, 2 …; `moved` goes to place `to`."""
    if moved is not None and to is not None:
        rows.remove(moved)
        rows.insert(max(0, min(to, len(rows))), moved)
    for place, row in enumerate(rows):
        if row.position != place:
            row.position = place
            row.save(update_fields=["position"])
