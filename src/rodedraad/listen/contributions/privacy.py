"""What this app holds of a person: handed out, cut loose from the name, or taken back along with the account."""

from typing import Any

from django.db import models, transaction

from rodedraad.base.accounts import privacy
from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.core.erasures import register_erasure

from .actions import withdraw, withdraw_comment
from .actions.inside import forget_copies, stand_alone
from .actions.writing import STANDING
from .counts import recount_comments
from .models import Comment, Contribution, Report, Support
from .models.contribution import State
from .photos import detach_all
from .signals import words_withdrawn

WORDS = ("id", "title", "text", "place", "latitude", "longitude", "state", "is_anonymous", "created_at", "edited_at")
TAKEN_BACK = (State.PENDING, State.CHANGE_ASKED, State.PUBLISHED, State.HIDDEN, State.WITHDRAWN,
              State.MERGED)


def register() -> None:
    """Hang the parts of the download, the eraser and the withdrawer on their hooks."""
    privacy.register_export("contributions", export_contributions)
    privacy.register_export("comments", export_comments)
    privacy.register_export("supports", export_supports)
    privacy.register_export("reports", export_reports)
    privacy.register_eraser(erase)
    privacy.register_withdrawer(withdraw_all)
    register_erasure("contribution.withdrawn", withdraw_again)
    register_erasure("comment.withdrawn", withdraw_again)


def export_contributions(person: Person) -> list[dict[str, Any]]:
    """Everything the person said, with the words before each edit."""
    own = Contribution.objects.filter(author=person).order_by("pk").prefetch_related("versions")
    return [
        {name: getattr(contribution, name) for name in WORDS} | {
            "earlier": [{"title": version.title, "text": version.text, "written_at": version.written_at}
                        for version in contribution.versions.all()]}
        for contribution in own
    ]


def export_comments(person: Person) -> list[dict[str, Any]]:
    """Every comment of the person."""
    fields = ("id", "contribution_id", "text", "state", "is_anonymous", "created_at")
    return list(Comment.objects.filter(author=person).order_by("pk").values(*fields))


def export_supports(person: Person) -> list[dict[str, Any]]:
    """What the person stands behind."""
    return list(Support.objects.filter(person=person).order_by("pk").values("contribution_id", "created_at"))


def export_reports(person: Person) -> list[dict[str, Any]]:
    """What the person reported."""
    fields = ("contribution_id", "comment_id", "reason", "text", "created_at")
    return list(Report.objects.filter(reporter=person).order_by("pk").values(*fields))


def erase(person: Person) -> None:
    """Cut contributions, comments and reports loose from the person; the exact place goes, for it may tell a home.

    Supports stay with the empty Person, so that the counts stay true.
    """
    own = Contribution.objects.filter(author=person)
    own.update(author=None, is_anonymous=True, latitude=None, longitude=None)
    Comment.objects.filter(author=person).update(author=None, is_anonymous=True)
    Report.objects.filter(reporter=person).update(reporter=None)


def withdraw_all(person: Person) -> None:
    """Take back all that the person said: nobody reads it any more, and its words and photos are gone.

    Also of what was withdrawn before, one by one: that was hidden from all, but its words were kept until now. What
    goes on together with somebody else's is taken apart first. The floors above forget their copies.
    """
    with transaction.atomic():
        own = Contribution.objects.filter(author=person, state__in=TAKEN_BACK).order_by("pk")
        taken = list(own.values_list("pk", flat=True))
        for contribution in (stand_alone(pk, person) for pk in taken):
            detach_all(contribution)
            forget_copies(contribution)
            contribution.versions.all().delete()
            contribution.title = contribution.text = contribution.place = ""
            contribution.latitude = contribution.longitude = None
            contribution.state = State.WITHDRAWN
            contribution.version += 1
            contribution.save()
            audit.record("contribution.withdrawn", on=contribution, by=person)
        words_withdrawn.send(sender=Contribution, contribution_ids=taken)
        touched = set()
        for comment in Comment.objects.filter(author=person, state__in=TAKEN_BACK).order_by("pk"):
            comment.text, comment.state, comment.version = "", State.WITHDRAWN, comment.version + 1
            comment.save()
            touched.add(comment.contribution_id)
            audit.record("comment.withdrawn", on=comment, by=person)
        for contribution_id in touched:
            recount_comments(contribution_id)


def withdraw_again(row: models.Model, _facts: dict[str, Any]) -> bool:
    """After a restore, take back what its author had taken back since the backup."""
    assert isinstance(row, Contribution | Comment)
    if row.state not in STANDING:
        return False
    by = row.author
    if isinstance(row, Contribution):
        withdraw(contribution=row, by=by)
    else:
        withdraw_comment(comment=row, by=by)
    return True
