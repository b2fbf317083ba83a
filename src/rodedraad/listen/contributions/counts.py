"""The counters on a contribution, kept in the transaction that changes what they count."""

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from .models import Comment, Contribution, Support
from .models.contribution import State


def recount_comments(contribution_id: int) -> None:
    """Set the number of published comments anew, after one was placed, hidden, published or withdrawn."""
    shown = Comment.objects.filter(contribution_id=OuterRef("pk"), state=State.PUBLISHED)
    _set(contribution_id, "comment_count", shown)


def recount_supports(contribution_id: int) -> None:
    """Set the number of supports anew, after a merge or when an account is erased."""
    _set(contribution_id, "support_count", Support.objects.filter(contribution_id=OuterRef("pk")))


def _set(contribution_id: int, field: str, rows: QuerySet) -> None:
    count = rows.order_by().values("contribution").annotate(n=Count("pk")).values("n")
    Contribution.objects.filter(pk=contribution_id).update(**{field: Coalesce(Subquery(count), 0)})


def shift_supports(contribution_id: int, by: int) -> bool:
    """Add `by` (1 or -1) to the supports of a published contribution; False when it is not published."""
    rows = Contribution.objects.filter(pk=contribution_id, state=State.PUBLISHED)
    return bool(rows.update(support_count=F("support_count") + by))
