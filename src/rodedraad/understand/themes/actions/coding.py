"""Acts on blind coding: begin a round, code a contribution, close the round, take a code over into the grounds."""

import random
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.listen.processes.models import Process

from ..counts import public_contributions
from ..errors import NotAllowedError, RefusedError, WrongStateError
from ..levels import in_order
from ..models import Code, CodingRound, Theme
from .grounds import Outcome, assign
from .locking import check_right

FEWEST, MOST = 5, 500
FEWEST_CODERS, MOST_CODERS = 2, 8


@transaction.atomic
def start_round(*, process: Process, coders: Iterable[Person], size: int, by: Person, seed: int = 0) -> CodingRound:
    """Draw a sample by the seed, freeze the themes, and let the coders begin.

    Raises `RefusedError` with fewer than two coders, fewer than two themes or fewer than five contributions.
    """
    check_right(by, process)
    people = list({person.pk: person for person in coders}.values())
    if not FEWEST_CODERS <= len(people) <= MOST_CODERS:
        raise RefusedError(_("Choose two to eight people who code."))
    for person in people:
        check_right(person, process)
    themes = [each.theme for each in in_order(Theme.objects.live().filter(process=process))]
    if len(themes) < 2:
        raise RefusedError(_("Make two themes first. With one theme there is nothing to choose."))
    ids = list(public_contributions(process).order_by("pk").values_list("pk", flat=True))
    wanted = min(max(size, FEWEST), MOST, len(ids))
    if wanted < FEWEST:
        raise RefusedError(_("There are too few contributions to code. Five is the least."))
    sample = random.Random(seed).sample(ids, wanted)  # noqa: S311 -- a sample that can be drawn again, no secret
    made = CodingRound(organisation_id=process.organisation_id, process=process, seed=seed, sample=sample, made_by=by,
                       themes=[{"id": each.pk, "title": each.title, "description": each.description,
                                "is_observation": each.parent_id is not None} for each in themes])
    made.save()
    made.coders.set(people)
    audit.record("themes.round_started", on=made, by=by, size=wanted, seed=seed, coders=[each.pk for each in people])
    return made


@transaction.atomic
def code(*, coding: CodingRound, contribution_id: int, theme_id: int | None, by: Person) -> Code:
    """Say where a contribution belongs (None: in none of the themes), or say it anew while the round is open."""
    locked = _lock_open(coding, by)
    if not locked.coders.filter(pk=by.pk).exists():
        raise NotAllowedError
    if contribution_id not in locked.sample or theme_id not in {None, *(each["id"] for each in locked.themes)}:
        raise RefusedError(_("This is not part of the round."))
    if not public_contributions(locked.process).filter(pk=contribution_id).exists():
        raise RefusedError(_("This contribution is no longer there. Go on with the next one."))
    said, _made = Code.objects.update_or_create(
        round=locked, coder=by, contribution_id=contribution_id,
        defaults={"organisation_id": locked.organisation_id, "theme_id": theme_id, "is_none": theme_id is None})
    return said


@transaction.atomic
def close_round(*, coding: CodingRound, by: Person) -> CodingRound:
    """End the round: nobody codes any more, and everybody at the desk sees the result."""
    locked = _lock_open(coding, by)
    locked.state, locked.closed_at = CodingRound.State.CLOSED, timezone.now()
    locked.save(update_fields=["state", "closed_at", "updated_at"])
    audit.record("themes.round_closed", on=locked, by=by, codes=locked.codes.count())
    return locked


@transaction.atomic
def adopt_code(*, coding: CodingRound, contribution_id: int, theme_id: int, by: Person) -> Outcome:
    """Take one code over: this person, not the round, puts the contribution under the theme."""
    check_right(by, coding.process)
    if coding.state != CodingRound.State.CLOSED or contribution_id not in coding.sample:
        raise WrongStateError
    theme = Theme.objects.live().filter(process=coding.process, pk=theme_id).first()
    if theme is None:
        raise RefusedError(_("This theme is no longer there. Look at the list again."))
    return assign(theme=theme, contribution_ids=[contribution_id], by=by)


def _lock_open(coding: CodingRound, by: Person) -> CodingRound:
    locked = CodingRound.objects.select_for_update(of=("self",)).select_related("process").get(pk=coding.pk)
    check_right(by, locked.process)
    if locked.state != CodingRound.State.OPEN:
        raise WrongStateError
    return locked
