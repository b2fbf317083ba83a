"""Acts on first groups: a person names one, and so makes a theme of it, or leaves it aside."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.querysets import COUNTED_ONCE

from ..errors import RefusedError, WrongStateError
from ..models import FirstGroup, Grounds, Theme
from .grounds import assign
from .locking import check_right
from .themes import create_theme

CHUNK = 500


@transaction.atomic
def name_group(*, group: FirstGroup, by: Person, title: str, description: str,
               belongs: Iterable[int] = (), keep_rest: bool = True) -> Theme:
    """Make a draft theme of a group: `belongs` are confirmed, the other members become suggestions to look at.

    Raises `RefusedError` without a name or a description in a sentence, `WrongStateError` when it was decided before.
    """
    locked = _lock_open(group, by)
    if not description.strip():
        raise RefusedError(_("Describe the theme in a sentence. The computer learns from it."))
    theme = create_theme(process=locked.run.process, title=title, description=description, by=by)
    chosen = set(belongs) & set(locked.members)
    if chosen:
        assign(theme=theme, contribution_ids=chosen, by=by)
    if keep_rest:
        _suggest_rest(theme, locked, chosen)
    locked.state, locked.theme, locked.decided_by = FirstGroup.State.NAMED, theme, by
    locked.save(update_fields=["state", "theme", "decided_by", "updated_at"])
    audit.record("themes.group_named", on=locked, by=by, theme=theme.pk, confirmed=len(chosen))
    return theme


@transaction.atomic
def leave_group(*, group: FirstGroup, by: Person) -> None:
    """Leave a group aside: it is no theme."""
    locked = _lock_open(group, by)
    locked.state, locked.decided_by = FirstGroup.State.IGNORED, by
    locked.save(update_fields=["state", "decided_by", "updated_at"])
    audit.record("themes.group_left", on=locked, by=by)


def _lock_open(group: FirstGroup, by: Person) -> FirstGroup:
    locked = FirstGroup.objects.select_for_update(of=("self",)).select_related("run__process").get(pk=group.pk)
    check_right(by, locked.run.process)
    if locked.state != FirstGroup.State.OPEN:
        raise WrongStateError
    return locked


def _suggest_rest(theme: Theme, group: FirstGroup, chosen: set[int]) -> None:
    """Members that nobody confirmed elsewhere become suggestions, without a figure: nothing was learned yet."""
    members = [pk for pk in group.members if pk not in chosen]
    for start in range(0, len(members), CHUNK):
        part = members[start : start + CHUNK]
        known = Contribution.objects.filter(pk__in=part, process_id=theme.process_id, state__in=COUNTED_ONCE)
        taken = set(Grounds.objects.confirmed().live().filter(contribution_id__in=part)
                    .values_list("contribution_id", flat=True))
        Grounds.objects.bulk_create(
            [Grounds(organisation_id=theme.organisation_id, theme=theme, contribution_id=pk, run=group.run,
                     state=Grounds.State.SUGGESTED)
             for pk in known.order_by("pk").values_list("pk", flat=True) if pk not in taken], ignore_conflicts=True)
