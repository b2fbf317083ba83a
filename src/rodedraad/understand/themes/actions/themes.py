"""Acts on one theme: make it, say what it is, put it in order, show it, take it off the site."""

from typing import Literal

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.core.text import clean_line, clean_text
from rodedraad.listen.processes.models import Process

from ..errors import NoGroundsError, RefusedError, WrongStateError
from ..knots import bring_up_to_date, contributions_of
from ..levels import in_family
from ..models import Grounds, Theme
from ..tasks import enqueue_telling
from .locking import check_right, lock_live_theme, save


@transaction.atomic
def create_theme(*, process: Process, title: str, by: Person, description: str = "",
                 split_from: Theme | None = None, parent: Theme | None = None) -> Theme:
    """Make a draft theme, last in the list. Raises `RefusedError` without a title."""
    check_right(by, process)
    highest = Theme.objects.filter(process=process).aggregate(last=Max("position"))["last"]
    theme = Theme(organisation_id=process.organisation_id, process=process, title=_title(title),
                  description=clean_text(description), position=0 if highest is None else highest + 1,
                  split_from=split_from, parent=parent)
    theme.save()
    audit.record("theme.created", on=theme, by=by, process=process.pk)
    return theme


@transaction.atomic
def describe_theme(*, theme: Theme, by: Person, version: int, title: str, description: str) -> Theme:
    """Give a theme another title or description. Raises `StaleError` when somebody else did so first."""
    locked = lock_live_theme(theme.pk, by, version)
    locked.title, locked.description = _title(title), clean_text(description)
    save(locked)
    audit.record("theme.described", on=locked, by=by, version=locked.version)
    return locked


@transaction.atomic
def move_theme(*, theme: Theme, by: Person, direction: Literal["up", "down"]) -> None:
    """Move a theme one place among those of its level; at the end nothing happens."""
    locked = lock_live_theme(theme.pk, by)
    everything = list(Theme.objects.live().filter(process=locked.process).order_by("position", "pk"))
    order = [each for each in everything if each.parent_id == locked.parent_id]
    at = next(place for place, each in enumerate(order) if each.pk == locked.pk)
    to = at - 1 if direction == "up" else at + 1
    if not 0 <= to < len(order):
        return
    order[at], order[to] = order[to], order[at]
    rest = iter(order)
    renewed = [next(rest) if each.parent_id == locked.parent_id else each for each in everything]
    for place, each in enumerate(renewed):
        if each.position != place:
            Theme.objects.filter(pk=each.pk).update(position=place)
    audit.record("theme.moved", on=locked, by=by, position=to)


@transaction.atomic
def publish_theme(*, theme: Theme, by: Person, version: int | None = None) -> Theme:
    """Show a theme to everybody and tell the authors of its contributions.

    Raises `NoGroundsError` without confirmed grounds in a contribution that everybody can read.
    """
    locked = lock_live_theme(theme.pk, by, version)
    if locked.state == Theme.State.PUBLISHED:
        raise WrongStateError
    if not Grounds.objects.counting().filter(in_family(locked)).exists():
        raise NoGroundsError
    locked.state, locked.published_at = Theme.State.PUBLISHED, timezone.now()
    locked.unpublished_at, locked.unpublish_reason = None, ""
    save(locked)
    ids = contributions_of(locked)
    bring_up_to_date(ids)
    enqueue_telling(locked, ids)
    audit.record("theme.published", on=locked, by=by, contributions=len(ids))
    return locked


@transaction.atomic
def unpublish_theme(*, theme: Theme, by: Person, reason: str, version: int | None = None) -> Theme:
    """Take a theme off the site, with a reason that people read at its address."""
    locked = lock_live_theme(theme.pk, by, version)
    if locked.state != Theme.State.PUBLISHED:
        raise WrongStateError
    if not clean_text(reason):
        raise RefusedError(_("Write why. People can read this reason."))
    locked.state, locked.unpublished_at = Theme.State.DRAFT, timezone.now()
    locked.unpublish_reason = clean_text(reason)
    save(locked)
    ids = contributions_of(locked)
    bring_up_to_date(ids)
    audit.record("theme.unpublished", on=locked, by=by, contributions=len(ids))
    return locked


def _title(title: str) -> str:
    clean = clean_line(title)[:120]
    if not clean:
        raise RefusedError(_("Give the theme a name."))
    return clean
