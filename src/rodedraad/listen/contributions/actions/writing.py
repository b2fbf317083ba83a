"""Acts: an author changes or withdraws what they said; the words before stay in the history."""

from django.db import transaction
from django.utils import timezone

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.listen.activities.models import Activity

from ..errors import StaleError, StateError
from ..holding import reason_to_hold
from ..models import Contribution, ContributionVersion
from ..models.contribution import State
from ..photos import Photo, attach, detach_all
from ..signals import accepted
from ..words import Words

STANDING = {State.PENDING, State.CHANGE_ASKED, State.PUBLISHED}


def edit_own(*, contribution: Contribution, by: Person, version: int, words: Words, photo: Photo | None = None,
             remove_photo: bool = False) -> Contribution:
    """Change one's own words, starting from `version`; the words before are kept as a version.

    Where the activity checks first, after a moderator asked for a change, or when a word or links hold it, the text
    waits for a moderator again: an approval names a version and never covers words written later.
    Raises `ValidationError` (per field), `StaleError` (holds the current words), `StateError`.
    """
    words = words.clean()
    with transaction.atomic():
        current = lock(contribution.pk)
        if current.version != version:
            raise StaleError(current)
        if current.state not in STANDING:
            raise StateError
        _keep_version(current)
        _take_over(current, words)
        if photo or remove_photo:
            detach_all(current)
        if photo:
            attach(current, photo)
        audit.record("contribution.edited", on=current, by=by, version=current.version, state=str(current.state))
    return current


def lock(contribution_id: int) -> Contribution:
    """The contribution as it is now, held until the end of the transaction."""
    rows = Contribution.objects.select_for_update(of=("self",)).select_related("activity", "process", "organisation")
    found: Contribution = rows.get(pk=contribution_id)
    return found


def _keep_version(current: Contribution) -> None:
    ContributionVersion.objects.create(
        organisation_id=current.organisation_id, contribution=current, number=current.version, title=current.title,
        text=current.text, written_at=current.edited_at or current.created_at,
        is_visible=current.state == State.PUBLISHED,
    )


def _take_over(current: Contribution, words: Words) -> None:
    held = reason_to_hold(current.organisation, words.title, words.text, words.place)
    waits = held or current.state != State.PUBLISHED or current.activity.moderation == Activity.Moderation.PRE
    for name in ("title", "text", "neighbourhood", "place", "latitude", "longitude", "is_anonymous", "author_role"):
        setattr(current, name, getattr(words, name))
    current.version += 1
    current.edited_at = timezone.now()
    current.hold_reason = held
    current.state = State.PENDING if waits else State.PUBLISHED
    current.save()
    if not waits:
        accepted.send(sender=Contribution, process_id=current.process_id, contribution_ids=[current.pk])


def withdraw(*, contribution: Contribution, by: Person) -> Contribution:
    """Take back one's own contribution; nobody reads it any more. Withdrawing twice is withdrawing once.

    What others said and was merged into it stands by itself again. Raises `StateError` when it was hidden or merged in
    the meantime.
    """
    from .inside import set_free  # noqa: PLC0415 -- that module locks with this one

    with transaction.atomic():
        current = lock(contribution.pk)
        if current.state == State.WITHDRAWN:
            return current
        if current.state not in STANDING:
            raise StateError
        current.state = State.WITHDRAWN
        current.version += 1
        current.save(update_fields=["state", "version", "updated_at"])
        set_free(current, by)
        audit.record("contribution.withdrawn", on=current, by=by)
    return current
