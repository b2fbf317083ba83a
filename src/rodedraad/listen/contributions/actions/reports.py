"""Act: somebody says that a contribution or comment is not right; moderators see it in their queue."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.base.core import audit

from ..models import Comment, Contribution, Report
from ..pace import REPORTS, keep_pace
from ..words import clean_explanation


def report(*, contribution: Contribution, by: Person | Visitor, reason: str, text: str = "",
           comment: Comment | None = None, network: str = "") -> Report:
    """Report a contribution or one of its comments. An open report by the same person is not made twice.

    Raises `ValidationError`, `TooOftenError`.
    """
    if reason not in Report.Reason.values:
        raise ValidationError({"reason": _("Choose what is wrong.")})
    text = clean_explanation(text)
    keep_pace(REPORTS, by=by, network=network)
    with transaction.atomic():
        if by.is_authenticated:
            same = Report.objects.filter(contribution=contribution, comment=comment, reporter_id=by.pk, reason=reason,
                                         text=text, handled_at=None).first()
            if same:
                return same
        made: Report = Report.objects.create(
            organisation_id=contribution.organisation_id, contribution=contribution, comment=comment,
            reporter_id=by.pk, reason=reason, text=text,
        )
        audit.record("contribution.reported", on=contribution, by=by if by.is_authenticated else None, reason=reason,
                     comment=comment.pk if comment else None)
    return made
