"""The lock that all acts on one meeting take first: planning, registering and cancelling come one after the other."""

from django.utils.translation import gettext as _

from rodedraad.listen.processes.errors import RefusedError, StaleError

from .models import Meeting


def locked_meeting(pk: int, version: int | None = None, *, must_be_changeable: bool = False) -> Meeting:
    """The meeting as it now is, locked until the transaction ends. Raises `StaleError`, `RefusedError`.

    On PostgreSQL the row is locked; on SQLite the transaction has been the only writer since it began.
    """
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("activity__process", "organisation")
    meeting: Meeting = rows.get(pk=pk)
    if must_be_changeable and not meeting.process.is_changeable:
        raise RefusedError(_("This process is finished. Open it again before you change it."))
    if version is not None and meeting.version != version:
        raise StaleError(meeting)
    return meeting
