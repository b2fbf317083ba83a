"""Acts: a resident supports a contribution, once; the database holds it to once, however many requests race."""

from django.db import connection, transaction
from django.utils import timezone

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.listen.activities.models import Feature

from ..counts import shift_supports
from ..errors import ClosedError, StateError
from ..models import Contribution, Support


def support(*, contribution: Contribution, by: Person) -> bool:
    """Stand behind a contribution; True when that is new. Doing it twice is doing it once.

    The unique constraint decides, not a look beforehand: of two requests at the same time one inserts the row.
    Raises `ClosedError`, and `StateError` when the contribution is not published (any more).
    """
    with transaction.atomic():
        if not contribution.activity.is_open(Feature.SUPPORT):
            raise ClosedError
        if not _insert(contribution, by):
            return False
        if not shift_supports(contribution.pk, 1):
            raise StateError
        audit.record("contribution.supported", on=contribution, by=by)
    return True


def unsupport(*, contribution: Contribution, by: Person) -> bool:
    """Take the support back; True when there was one. Raises `ClosedError`, `StateError`."""
    with transaction.atomic():
        if not contribution.activity.is_open(Feature.SUPPORT):
            raise ClosedError
        deleted, _each = Support.objects.filter(contribution_id=contribution.pk, person_id=by.pk).delete()
        if not deleted:
            return False
        if not shift_supports(contribution.pk, -1):
            raise StateError
        audit.record("contribution.unsupported", on=contribution, by=by)
    return True


def _insert(contribution: Contribution, by: Person) -> bool:
    # Django's bulk_create(ignore_conflicts=True) does not say whether the row was new; the row count does.
    table = connection.ops.quote_name(Support._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (organisation_id, contribution_id, person_id, created_at) "  # noqa: S608 -- own name
            "VALUES (%s, %s, %s, %s) ON CONFLICT (contribution_id, person_id) DO NOTHING",
            [contribution.organisation_id, contribution.pk, by.pk,
             connection.ops.adapt_datetimefield_value(timezone.now())],
        )
        return bool(cursor.rowcount == 1)
