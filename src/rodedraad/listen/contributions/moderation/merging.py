"""Acts: merge doubles without losing either trail, and take a merge apart again."""

from django.db import transaction
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.notifications.actions import notify
from rodedraad.listen.activities.kinds import kind_of

from ..actions.writing import lock
from ..counts import recount_supports
from ..errors import RefusedError, StaleError, StateError
from ..models import Contribution, Support
from ..models.contribution import State
from ..signals import merged, unmerged


def merge(*, source: Contribution, target: Contribution, version: int, by: Person) -> Contribution:
    """Let `source` go on in `target`: it stays readable and points on, its supporters count once for the target.

    Comments stay where they were placed. Raises `StaleError`, `StateError`, `RefusedError`.
    """
    if source.pk == target.pk or source.process_id != target.process_id:
        raise RefusedError(_("Choose another contribution of the same process."))
    with transaction.atomic():
        # Always lock the lower number first, so that two crossing merges cannot wait for each other.
        locked = {pk: lock(pk) for pk in sorted((source.pk, target.pk))}
        current, into = locked[source.pk], locked[target.pk]
        if current.version != version:
            raise StaleError(current)
        if current.state != State.PUBLISHED or into.state != State.PUBLISHED:
            raise StateError
        current.state, current.merged_into = State.MERGED, into
        current.version += 1
        current.save(update_fields=["state", "merged_into", "version", "updated_at"])
        Contribution.objects.filter(merged_into=current).update(merged_into=into)
        _carry_supports(current, into)
        audit.record("contribution.merged", on=current, by=by, target=into.pk)
        merged.send(sender=Contribution, source=current, target=into, by=by)
        _tell(current, into)
    return current


def unmerge(*, source: Contribution, version: int, by: Person) -> Contribution:
    """Let a merged contribution stand by itself again; supports that were carried over stay with both."""
    with transaction.atomic():
        current = lock(source.pk)
        if current.version != version:
            raise StaleError(current)
        if current.state != State.MERGED:
            raise StateError
        target = current.merged_into
        current.state, current.merged_into = State.PUBLISHED, None
        current.version += 1
        current.save(update_fields=["state", "merged_into", "version", "updated_at"])
        audit.record("contribution.unmerged", on=current, by=by)
        if target is not None:
            unmerged.send(sender=Contribution, source=current, target=target, by=by)
    return current


def _carry_supports(source: Contribution, target: Contribution) -> None:
    people = Support.objects.filter(contribution=source).values_list("person_id", flat=True)
    Support.objects.bulk_create(
        [Support(organisation_id=target.organisation_id, contribution=target, person_id=person) for person in people],
        ignore_conflicts=True, batch_size=1000,
    )
    recount_supports(target.pk)


def _tell(source: Contribution, target: Contribution) -> None:
    if source.author is None:
        return
    notify(
        people=[source.author], event="contribution.merged", about=f"contribution:{source.pk}",
        title=_("Your idea goes on together with another one: “%(title)s”") % {"title": target.heading},
        text=_("The two say the same. Your supporters count for both together."),
        path=kind_of(target.activity).contribution_url(target), once_key=f"merged:{source.pk}:{target.pk}",
    )
