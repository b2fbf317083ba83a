"""Acts that shape themes: two become one, or a part becomes its own; never a ground is lost."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit

from ..errors import RefusedError, WrongStateError
from ..knots import bring_up_to_date, contributions_of
from ..models import Grounds, Theme
from ..signals import theme_merged
from ..tasks import enqueue_telling
from .locking import lock_live_theme, now, refuse_empty, save
from .themes import create_theme, publish_theme

CHUNK = 1000


@transaction.atomic
def merge_themes(*, source: Theme, target: Theme, by: Person, source_version: int | None = None,
                 target_version: int | None = None) -> Theme:
    """Put a theme into another: its grounds move, its address points on, the audit line keeps what was where.

    Where both have grounds in one contribution, a yes wins over a suggestion or a no, and a marked passage stays.
    A no under the old name stays there: it says nothing about the wider theme.
    """
    source, target = _lock_both(source, target, by, source_version, target_version)
    overlapping = _combine(source, target, by)
    moving = Grounds.objects.filter(theme=source).exclude(state=Grounds.State.REJECTED)
    moved = list(moving.values_list("contribution_id", flat=True))
    moving.update(theme=target, moved_from=source, updated_at=now())
    _take_observations_along(source, target)
    was_public = source.state == Theme.State.PUBLISHED
    source.state, source.merged_into = Theme.State.MERGED, target
    save(source)
    save(target)
    ids = contributions_of(target)
    if was_public or target.state == Theme.State.PUBLISHED:
        bring_up_to_date({*ids, *moved, *overlapping})
    if target.state == Theme.State.PUBLISHED:
        enqueue_telling(target, [pk for pk in ids if pk in set(moved)])
    theme_merged.send(sender=Theme, source=source, target=target, by=by)
    audit.record("theme.merged", on=source, by=by, target=target.pk, moved=moved, overlapping=overlapping)
    return target


def _lock_both(source: Theme, target: Theme, by: Person, source_version: int | None,
               target_version: int | None) -> tuple[Theme, Theme]:
    if source.pk == target.pk or source.process_id != target.process_id:
        raise RefusedError(_("Choose another theme of the same process."))
    versions = {source.pk: source_version, target.pk: target_version}
    locked = {pk: lock_live_theme(pk, by, versions[pk]) for pk in sorted(versions)}
    if locked[source.pk].state == Theme.State.PUBLISHED and locked[target.pk].state != Theme.State.PUBLISHED:
        raise RefusedError(_("This theme is on the site, the other one is not. Publish the other one first, or merge "
                             "the other way round."))
    return locked[source.pk], locked[target.pk]


def _take_observations_along(source: Theme, target: Theme) -> None:
    """Observations of a thread that goes into another go along; there is no third level for them."""
    observations = Theme.objects.live().filter(parent=source)
    if target.parent_id is not None and observations.exists():
        raise RefusedError(_("This theme has observations of its own. Take those out first."))
    observations.update(parent=target, version=F("version") + 1)


def _combine(source: Theme, target: Theme, by: Person) -> list[int]:
    """Let the grounds of the target take over what the source knows of the same contribution; drop the doubles."""
    there = {row.contribution_id: row for row in Grounds.objects.filter(theme=target)}
    doubles = [row for row in Grounds.objects.filter(theme=source).exclude(state=Grounds.State.REJECTED)
               if row.contribution_id in there]
    for row in doubles:
        kept = there[row.contribution_id]
        if row.state == Grounds.State.CONFIRMED and kept.state != Grounds.State.CONFIRMED:
            kept.state, kept.decided_by_id, kept.decided_at = row.state, row.decided_by_id, row.decided_at
        if row.passage and not kept.passage:
            kept.passage, kept.passage_start = row.passage, row.passage_start
        kept.updated_at = now()
    Grounds.objects.bulk_update(
        [there[row.contribution_id] for row in doubles],
        ["state", "decided_by", "decided_at", "passage", "passage_start", "updated_at"], batch_size=200)
    pks = [row.pk for row in doubles]
    for start in range(0, len(pks), CHUNK):
        Grounds.objects.filter(pk__in=pks[start : start + CHUNK]).delete()
    return [row.contribution_id for row in doubles]


@transaction.atomic
def split_theme(*, theme: Theme, contribution_ids: Iterable[int], title: str, by: Person,
                version: int | None = None, as_observation: bool = False) -> Theme:
    """Take chosen contributions out of a theme into a new one, which is published when the old one is.

    The new one stands on the level of the old one, or (`as_observation`) under it.
    """
    locked = lock_live_theme(theme.pk, by, version)
    chosen = Grounds.objects.confirmed().filter(theme=locked, contribution_id__in=set(contribution_ids))
    ids = list(chosen.values_list("contribution_id", flat=True))
    if not ids:
        raise RefusedError(_("Choose one or more contributions first."))
    parent = locked if as_observation and locked.parent_id is None else locked.parent
    if parent != locked and not (Grounds.objects.confirmed().filter(theme=locked)
                                 .exclude(contribution_id__in=ids).exists()):
        raise RefusedError(_("Nothing would stay in this theme. Give it another name instead."))
    made = create_theme(process=locked.process, title=title, by=by, split_from=locked, parent=parent)
    chosen.update(theme=made, moved_from=locked, updated_at=now())
    save(locked)
    refuse_empty([locked.pk])
    if locked.state == Theme.State.PUBLISHED:
        made = publish_theme(theme=made, by=by)
    elif locked.state != Theme.State.DRAFT:
        raise WrongStateError
    audit.record("theme.split", on=locked, by=by, to=made.pk, moved=ids)
    return made
