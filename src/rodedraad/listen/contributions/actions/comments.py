"""Acts: people react in words to a contribution; an author changes or withdraws the reaction."""

from django.db import transaction
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.base.core import audit
from rodedraad.base.notifications.actions import notify
from rodedraad.listen.activities.kinds import kind_of
from rodedraad.listen.activities.models import Activity, Feature

from ..counts import recount_comments
from ..errors import ClosedError, StaleError, StateError
from ..holding import reason_to_hold
from ..models import Comment, Contribution
from ..models.contribution import State
from ..pace import COMMENTS, keep_pace
from ..words import clean_comment
from .writing import STANDING, lock


def comment(*, contribution: Contribution, by: Person | Visitor, text: str, is_anonymous: bool = False,
            network: str = "") -> Comment:
    """Place a comment; it waits for a moderator as a contribution would. Tells the author of the contribution.

    Raises `ValidationError`, `TooOftenError`, `ClosedError`, `StateError`.
    """
    text = clean_comment(text)
    keep_pace(COMMENTS, by=by, network=network)
    with transaction.atomic():
        current = lock(contribution.pk)
        if not contribution.activity.is_open(Feature.COMMENT):
            raise ClosedError
        if current.state != State.PUBLISHED:
            raise StateError
        held = reason_to_hold(current.organisation, text)
        waits = held or current.activity.moderation == Activity.Moderation.PRE
        placed = Comment.objects.create(
            organisation_id=current.organisation_id, contribution=current, author_id=by.pk, text=text,
            is_anonymous=is_anonymous, hold_reason=held, state=State.PENDING if waits else State.PUBLISHED,
        )
        if not waits:
            recount_comments(current.pk)
            tell_author(placed)
        audit.record("comment.placed", on=placed, by=by if by.is_authenticated else None, state=str(placed.state))
    return placed


def tell_author(placed: Comment) -> None:
    """Tell who wrote the contribution that a comment can be read; in the transaction that publishes the comment."""
    contribution = placed.contribution
    if contribution.author is None or contribution.author_id == placed.author_id:
        return
    notify(
        people=[contribution.author], event="comment.placed", about=f"contribution:{contribution.pk}",
        title=_("Somebody reacted to “%(title)s”") % {"title": contribution.heading},
        path=f"{kind_of(contribution.activity).contribution_url(contribution)}#reactie-{placed.pk}",
        once_key=f"comment:{placed.pk}",
    )


def edit_comment(*, comment: Comment, by: Person, version: int, text: str) -> Comment:
    """Change one's own comment, starting from `version`; where comments are checked first, it waits again.

    Raises `ValidationError`, `StaleError`, `StateError`.
    """
    text = clean_comment(text)
    with transaction.atomic():
        current = _lock(comment.pk)
        if current.version != version:
            raise StaleError(current)
        if current.state not in STANDING:
            raise StateError
        held = reason_to_hold(current.organisation, text)
        is_checked_first = current.contribution.activity.moderation == Activity.Moderation.PRE
        waits = held or is_checked_first or current.state != State.PUBLISHED
        current.text, current.hold_reason, current.version = text, held, current.version + 1
        current.state = State.PENDING if waits else State.PUBLISHED
        current.save()
        recount_comments(current.contribution_id)
        audit.record("comment.edited", on=current, by=by, version=current.version, state=str(current.state))
    return current


def withdraw_comment(*, comment: Comment, by: Person) -> Comment:
    """Take back one's own comment; twice is once. Raises `StateError` when it was hidden in the meantime."""
    with transaction.atomic():
        current = _lock(comment.pk)
        if current.state == State.WITHDRAWN:
            return current
        if current.state not in STANDING:
            raise StateError
        current.state, current.version = State.WITHDRAWN, current.version + 1
        current.save(update_fields=["state", "version", "updated_at"])
        recount_comments(current.contribution_id)
        audit.record("comment.withdrawn", on=current, by=by)
    return current


def _lock(comment_id: int) -> Comment:
    rows = Comment.objects.select_for_update(of=("self",))
    found: Comment = rows.select_related("organisation", "contribution__activity").get(pk=comment_id)
    return found
