"""Whether the install does its work, for who watches it: database, tasks, e-mail and disk, in one JSON answer.

It answers before anything else, on every host name and without an organisation, so that it also speaks when the
database is away. It says numbers only: no name, no address, no text of an error.
"""

import logging
import shutil
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Min, Q
from django.db.models.functions import Coalesce, Greatest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django_scopes import scopes_disabled
from django_tasks_db.models import DBTaskResult

from .models import Message

log = logging.getLogger(__name__)
PATH = "/gezond"
MEGABYTE = 1_000_000
Check = dict[str, Any]


class HealthMiddleware:
    """Answers `/gezond`: 200 when all is well, 503 when something is not; everything else goes on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look, or go on."""
        if request.path != PATH:
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        checks = health()
        is_well = all(check["ok"] for check in checks.values())
        answer = {"status": "ok" if is_well else "fail", "checks": checks}
        return JsonResponse(answer, status=200 if is_well else 503, headers={"Cache-Control": "no-store"})


def health() -> dict[str, Check]:
    """Each check with `ok` and its number; what needs the database fails with it."""
    looks = {"database": _database, "tasks": _tasks, "mail": _mail, "disk": _disk}
    found: dict[str, Check] = {}
    for name, look in looks.items():
        try:
            found[name] = look()
        except Exception as error:  # noqa: BLE001 -- whatever is wrong with a part, the answer names that part
            log.error("health of %s: %s", name, error)  # noqa: TRY400 -- asked every minute: no trace each time
            found[name] = {"ok": False}
            connection.close()
    return found


def _database() -> Check:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return {"ok": cursor.fetchone() == (1,)}


def _tasks() -> Check:
    now = timezone.now()
    ready = DBTaskResult.objects.ready()
    at_once = ready.filter(run_after__gt=now).aggregate(at=Min("enqueued_at"))["at"]  # the queue's word for no moment
    later = ready.filter(run_after__lte=now).aggregate(at=Min("run_after"))["at"]
    return _age(min((at for at in (at_once, later) if at), default=None), now)


def _mail() -> Check:
    now = timezone.now()
    with scopes_disabled():
        due = Message.objects.filter(Q(next_attempt_at=None) | Q(next_attempt_at__lte=now), state=Message.State.QUEUED)
        oldest = due.aggregate(at=Min(Greatest("created_at", Coalesce("next_attempt_at", "created_at"))))["at"]
    return _age(oldest, now)


def _age(oldest: datetime | None, now: datetime) -> Check:
    seconds = max(0, int((now - oldest).total_seconds())) if oldest else 0
    return {"ok": seconds <= settings.HEALTH_LATE_SECONDS, "oldestSeconds": seconds}


def _disk() -> Check:
    folders = [folder for folder in (settings.DATA_DIR, settings.MEDIA_ROOT) if folder.exists()]
    free = min(shutil.disk_usage(folder).free for folder in folders) // MEGABYTE
    return {"ok": free >= settings.HEALTH_FREE_MEGABYTES, "freeMegabytes": free}
