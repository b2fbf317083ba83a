"""Acts of a moderator on one post. Each names the version it judged, so that nobody undoes another unseen."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.core.text import clean_text
from rodedraad.base.notifications.actions import notify
from rodedraad.listen.activities.kinds import kind_of

from ..actions.comments import tell_author
from ..actions.writing import lock
from ..counts import recount_comments
from ..errors import RefusedError, StaleError, StateError
from ..models import Comment, Contribution, Report
from ..models.contribution import State
from ..signals import accepted

Post = Contribution | Comment
WAITING = {State.PENDING, State.CHANGE_ASKED}


class ReasonMissingError(RefusedError):
    """A reason is compulsory: the author gets to read it."""

    def __init__(self) -> None:
        super().__init__(_("Write a reason. The author gets to read it."))


def publish(*, post: Post, version: int, by: Person) -> Post:
    """Show a post that waited or was hidden. Raises `StaleError` when it was changed since, `StateError`."""
    with transaction.atomic():
        current = _take(post, version, {*WAITING, State.HIDDEN})
        first_time = isinstance(current, Contribution) and current.published_at is None
        if isinstance(current, Contribution) and first_time:
            current.published_at = timezone.now()
        _put(current, State.PUBLISHED, "")
        if isinstance(current, Contribution):
            accepted.send(sender=Contribution, process_id=current.process_id, contribution_ids=[current.pk])
        if isinstance(current, Comment):
            recount_comments(current.contribution_id)
            tell_author(current)
        audit.record(f"{_noun(current)}.published", on=current, by=by, version=version)
        _tell(current, "published", _("Your text is on the site now: “%(title)s”"), "")
    return current


def hide(*, post: Post, version: int, reason: str, by: Person) -> Post:
    """Hide a post; the author is told why. Raises `ReasonMissingError`, `StaleError`, `StateError`."""
    reason = _reason(reason)
    with transaction.atomic():
        current = _take(post, version, {*WAITING, State.PUBLISHED})
        _put(current, State.HIDDEN, reason)
        if isinstance(current, Comment):
            recount_comments(current.contribution_id)
        _handle_reports(current, by)
        audit.record(f"{_noun(current)}.hidden", on=current, by=by, version=version)
        _tell(current, "hidden", _("We hid your text: “%(title)s”"), reason)
    return current


def ask_change(*, contribution: Contribution, version: int, reason: str, by: Person) -> Contribution:
    """Ask the author to change the text before it is shown (again)."""
    reason = _reason(reason)
    with transaction.atomic():
        current = _take(contribution, version, {*WAITING, State.PUBLISHED})
        _put(current, State.CHANGE_ASKED, reason)
        _handle_reports(current, by)
        audit.record("contribution.change_asked", on=current, by=by, version=version)
        _tell(current, "change_asked", _("Please change your text: “%(title)s”"), reason)
    assert isinstance(current, Contribution)
    return current


def dismiss_reports(*, contribution: Contribution, comment: Comment | None, by: Person) -> int:
    """Say that what was reported may stay; returns how many reports that closes."""
    with transaction.atomic():
        count = _handle_reports(comment or contribution, by)
        audit.record("report.dismissed", on=comment or contribution, by=by, reports=count)
    return count


def _take(post: Post, version: int, allowed: set[State]) -> Post:
    """The post as it is now, locked, when nobody touched it since `version` and its state allows the act."""
    if isinstance(post, Contribution):
        current: Post = lock(post.pk)
    else:
        current = Comment.objects.select_for_update(of=("self",)).select_related("contribution__activity__process").get(
            pk=post.pk)
    if current.version != version:
        raise StaleError(current)
    if current.state not in allowed:
        raise StateError
    return current


def _put(current: Post, state: State, reason: str) -> None:
    current.state, current.state_reason, current.hold_reason = state, reason, ""
    current.version += 1
    current.save()


def _reason(reason: str) -> str:
    reason = clean_text(reason)[:1000]
    if not reason:
        raise ReasonMissingError
    return reason


def _noun(post: Post) -> str:
    return "contribution" if isinstance(post, Contribution) else "comment"


def _handle_reports(post: Post, by: Person) -> int:
    if isinstance(post, Contribution):
        open_reports = Report.objects.filter(contribution=post, comment=None, handled_at=None)
    else:
        open_reports = Report.objects.filter(comment=post, handled_at=None)
    return open_reports.update(handled_at=timezone.now(), handled_by=by)


def _tell(post: Post, event: str, title: str, text: str) -> None:
    contribution = post if isinstance(post, Contribution) else post.contribution
    if post.author is None:
        return
    heading = post.heading if isinstance(post, Contribution) else post.text[:60]
    notify(
        people=[post.author], event=f"moderation.{event}", about=f"contribution:{contribution.pk}",
        title=title % {"title": heading}, text=text, path=kind_of(contribution.activity).contribution_url(contribution),
        once_key=f"moderation:{_noun(post)}:{post.pk}:{post.version}",
    )
