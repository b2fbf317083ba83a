"""Acts on the two levels: put a theme under a thread as one of its observations, or take it out again."""

from django.db import transaction
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit

from ..errors import RefusedError, WrongStateError
from ..knots import bring_up_to_date, contributions_of
from ..models import Theme
from .locking import lock_live_theme, refuse_empty, save


@transaction.atomic
def put_under(*, theme: Theme, parent: Theme, by: Person, version: int | None = None) -> Theme:
    """Make a theme an observation of a thread. Raises `RefusedError` when that would make a third level."""
    versions = {theme.pk: version, parent.pk: None}
    locked = {pk: lock_live_theme(pk, by, versions[pk]) for pk in sorted(versions)}
    below, above = locked[theme.pk], locked[parent.pk]
    if below.pk == above.pk or below.process_id != above.process_id:
        raise RefusedError(_("Choose another theme of the same process."))
    if above.parent_id is not None:
        raise RefusedError(_("“%(title)s” is an observation itself. Choose a thread.") % {"title": above.title})
    if Theme.objects.live().filter(parent=below).exists():
        raise RefusedError(_("This theme has observations of its own. Take those out first."))
    before = below.parent_id
    below.parent = above
    save(below)
    if before:
        refuse_empty([before])
    bring_up_to_date(contributions_of(below))
    audit.record("theme.put_under", on=below, by=by, parent=above.pk, before=before)
    return below


@transaction.atomic
def take_out(*, theme: Theme, by: Person, version: int | None = None) -> Theme:
    """Make an observation a thread of its own."""
    locked = lock_live_theme(theme.pk, by, version)
    if locked.parent_id is None:
        raise WrongStateError
    before, locked.parent = locked.parent_id, None
    save(locked)
    refuse_empty([before])
    bring_up_to_date(contributions_of(locked))
    audit.record("theme.taken_out", on=locked, by=by, before=before)
    return locked
