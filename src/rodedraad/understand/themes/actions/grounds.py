"""Acts on grounds: which contribution belongs to which theme, on which exact words, said by a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.processes.models import Process

from ..counts import public_contributions
from ..errors import PassageError, RefusedError, WrongStateError
from ..knots import bring_up_to_date
from ..models import BulkAct, Grounds, Theme
from ..passages import LONGEST, locate, said_in
from ..tasks import enqueue_telling
from .bulk import Change, remember
from .locking import check_right, lock_live_theme, lock_theme, now, refuse_empty
from .runs import read_again_soon

MOST_AT_ONCE = 1000


@dataclass(frozen=True)
class Outcome:
    """What came of a decision on several at once: how many now, and how many somebody else had decided before."""

    done: int
    already: int = 0


@transaction.atomic
def assign(*, theme: Theme, contribution_ids: Iterable[int], by: Person) -> Outcome:
    """Say that contributions belong to a theme: grounds confirmed by this person, also over an earlier no."""
    locked = lock_live_theme(theme.pk, by)
    wanted = _few(contribution_ids)
    public = Contribution.objects.filter(pk__in=wanted, process_id=locked.process_id).counted()
    ids = sorted(public.values_list("pk", flat=True))
    known = {row.contribution_id: row for row in Grounds.objects.filter(theme=locked, contribution_id__in=ids)}
    moment = now()
    todo = [known[pk] for pk in ids if pk in known and known[pk].state != Grounds.State.CONFIRMED]
    changes = [_before(row) for row in todo]
    _decide(todo, Grounds.State.CONFIRMED, by, moment)
    made = Grounds.objects.bulk_create([
        Grounds(organisation_id=locked.organisation_id, theme=locked, contribution_id=pk, decided_by=by,
                state=Grounds.State.CONFIRMED, decided_at=moment)
        for pk in ids if pk not in known
    ])
    changes += [Change(row.pk) for row in made]
    changed = [row.contribution_id for row in [*todo, *made]]
    _after(locked.process, {locked: changed}, by, BulkAct.Act.ASSIGN, moment, changes)
    audit.record("grounds.assigned", on=locked, by=by, contributions=changed)
    return Outcome(len(changed), len(ids) - len(changed))


@transaction.atomic
def accept(*, process: Process, grounds_ids: Iterable[int], by: Person) -> Outcome:
    """Confirm suggestions; what somebody decided in the meantime stays as decided."""
    return _decide_suggestions(process, grounds_ids, by, Grounds.State.CONFIRMED, BulkAct.Act.ACCEPT)


@transaction.atomic
def reject(*, process: Process, grounds_ids: Iterable[int], by: Person, confirmed_too: bool = False) -> Outcome:
    """Say that contributions do not belong to a theme: no run suggests it again.

    `confirmed_too` also takes back what was confirmed. Raises `EmptyThemeError` when a published theme would be empty.
    """
    return _decide_suggestions(process, grounds_ids, by, Grounds.State.REJECTED, BulkAct.Act.REJECT,
                               confirmed_too=confirmed_too)


@transaction.atomic
def none_of_these(*, process: Process, contribution_id: int, by: Person) -> Outcome:
    """Say that a contribution belongs to none of the themes there are; a theme made later may still be suggested."""
    check_right(by, process)
    public_contributions(process).get(pk=contribution_id)
    themes = [lock_theme(pk, by) for pk in Theme.objects.live().filter(process=process).order_by("pk")
              .values_list("pk", flat=True)]
    known = {row.theme_id: row for row in Grounds.objects.filter(theme__in=themes, contribution_id=contribution_id)}
    if any(row.state == Grounds.State.CONFIRMED for row in known.values()):
        raise WrongStateError
    moment, todo = now(), [row for row in known.values() if row.state == Grounds.State.SUGGESTED]
    changes = [_before(row) for row in todo]
    _decide(todo, Grounds.State.REJECTED, by, moment)
    made = Grounds.objects.bulk_create([
        Grounds(organisation_id=process.organisation_id, theme=theme, contribution_id=contribution_id, decided_by=by,
                state=Grounds.State.REJECTED, decided_at=moment)
        for theme in themes if theme.pk not in known
    ])
    changes += [Change(row.pk) for row in made]
    _after(process, {}, by, BulkAct.Act.REJECT, moment, changes)
    audit.record("grounds.none", on=process, by=by, contribution=contribution_id, themes=len(themes))
    return Outcome(1)


@transaction.atomic
def suggested(*, process: Process, pairs: Iterable[tuple[int, int]], by: Person) -> list[int]:
    """The suggestions that stood on a page (contribution, theme) as grounds to decide on; returns their ids.

    The model that trains at once shows more than the last run kept; what is decided on must exist.
    """
    check_right(by, process)
    wanted = set(pairs)
    themes = {theme.pk: theme for theme in Theme.objects.live().filter(process=process,
                                                                       pk__in={theme for _pk, theme in wanted})}
    public = set(public_contributions(process).filter(pk__in={pk for pk, _theme in wanted})
                 .values_list("pk", flat=True))
    there = Grounds.objects.filter(theme__in=themes, contribution_id__in=public)
    known = {(row.contribution_id, row.theme_id): row for row in there}
    made = Grounds.objects.bulk_create([
        Grounds(organisation_id=process.organisation_id, theme=themes[theme], contribution_id=pk,
                state=Grounds.State.SUGGESTED)
        for pk, theme in sorted(wanted) if pk in public and theme in themes and (pk, theme) not in known])
    return [row.pk for row in made] + [row.pk for key, row in known.items()
                                       if key in wanted and row.state == Grounds.State.SUGGESTED]


def _decide_suggestions(process: Process, grounds_ids: Iterable[int], by: Person, state: str, act: str, *,
                        confirmed_too: bool = False) -> Outcome:
    check_right(by, process)
    wanted = _few(grounds_ids)
    rows = list(Grounds.objects.filter(pk__in=wanted, theme__process=process).order_by("pk"))
    themes = {pk: lock_theme(pk, by) for pk in sorted({row.theme_id for row in rows})}
    rows = list(Grounds.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk"))  # as they are under the lock
    undecided = {Grounds.State.SUGGESTED, *([Grounds.State.CONFIRMED] if confirmed_too else [])}
    todo = [row for row in rows if row.state in undecided and themes[row.theme_id].is_live]
    moment, changes = now(), [_before(row) for row in todo]
    by_theme: dict[Theme, list[int]] = {}
    for row in todo:
        by_theme.setdefault(themes[row.theme_id], []).append(row.contribution_id)
    _decide(todo, state, by, moment)
    refuse_empty(themes)
    _after(process, by_theme, by, act, moment, changes)
    for theme, ids in by_theme.items():
        audit.record(f"grounds.{act}ed", on=theme, by=by, contributions=ids)
    return Outcome(len(todo), len(wanted) - len(todo))


@transaction.atomic
def mark_passage(*, grounds: Grounds, by: Person, passage: str, start: int | None = None) -> Grounds:
    """Mark the exact words that ground a theme. Raises `PassageError` when they are not in the contribution."""
    locked = _lock_confirmed(grounds.pk, by)
    place = locate(said_in(locked.contribution), passage[: LONGEST + 1], start)
    if place is None or len(place.words) > LONGEST:
        raise PassageError
    locked.passage, locked.passage_start = place.words, place.start
    locked.save(update_fields=["passage", "passage_start", "updated_at"])
    audit.record("grounds.marked", on=locked, by=by, start=place.start, length=len(place.words))
    return locked


@transaction.atomic
def remove_passage(*, grounds: Grounds, by: Person) -> Grounds:
    """Take the mark away; the contribution stays under the theme."""
    locked = _lock_confirmed(grounds.pk, by)
    locked.passage, locked.passage_start = "", None
    locked.save(update_fields=["passage", "passage_start", "updated_at"])
    audit.record("grounds.unmarked", on=locked, by=by)
    return locked


def _lock_confirmed(grounds_id: int, by: Person) -> Grounds:
    locked = (Grounds.objects.select_for_update(of=("self",)).select_related("theme__process", "contribution")
              .get(pk=grounds_id))
    check_right(by, locked.theme.process)
    if locked.state != Grounds.State.CONFIRMED or not locked.theme.is_live:
        raise WrongStateError
    return locked


def _few(ids: Iterable[int]) -> list[int]:
    wanted = sorted(set(ids))
    if not wanted:
        raise RefusedError(_("Choose one or more contributions first."))
    if len(wanted) > MOST_AT_ONCE:
        raise RefusedError(_("These are too many at once. Choose at most %(n)d.") % {"n": MOST_AT_ONCE})
    return wanted


def _before(row: Grounds) -> Change:
    return Change(row.pk, row.state, row.decided_by_id, row.decided_at.isoformat() if row.decided_at else None)


def _decide(rows: list[Grounds], state: str, by: Person, moment: datetime) -> None:
    Grounds.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=state, decided_by=by, decided_at=moment, updated_at=moment)


def _after(process: Process, by_theme: dict[Theme, list[int]], by: Person, act: str, moment: datetime,
           changes: list[Change]) -> None:
    """Remember it for undoing, and tell of the published themes what contributions gained or lost them."""
    remember(process=process, by=by, act=act, moment=moment, changes=changes)
    if changes:
        read_again_soon(process)
    public = {theme: ids for theme, ids in by_theme.items() if theme.state == Theme.State.PUBLISHED}
    bring_up_to_date(pk for ids in public.values() for pk in ids)
    if act != BulkAct.Act.REJECT:
        for theme, ids in public.items():
            enqueue_telling(theme, ids)
