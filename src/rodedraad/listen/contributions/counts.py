"""The counters on a contribution, kept in the transaction that changes what they count."""

from django.db import connection
from django.db.models import Count, OuterRef, QuerySet, Subquery
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
    """Add `by` (1 or -1) to the supports of a published contribution; False when it is not published.

    A bare statement: it runs while the act holds the row, and for every support.
    """
    table = connection.ops.quote_name(Contribution._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET support_count = support_count + %s WHERE id = %s AND state = %s",  # noqa: S608 -- own name
            [by, contribution_id, str(State.PUBLISHED)],
        )
        return bool(cursor.rowcount == 1)
