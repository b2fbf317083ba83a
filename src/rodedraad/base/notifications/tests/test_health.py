"""The address for who watches the install: 200 or 503, numbers only, also on an unknown host and without a database."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from django_scopes import scope
from django_tasks_db.models import DBTaskResult

from rodedraad.base.accounts.tests.factories import OrganisationFactory
from rodedraad.base.notifications import health
from rodedraad.base.notifications.models import Message
from rodedraad.base.notifications.tasks import sweep_outbox

pytestmark = pytest.mark.django_db


def asked() -> tuple[int, dict]:
    """Status and answer, on a host that no organisation has."""
    answer = Client(SERVER_NAME="10.0.0.7", raise_request_exception=False).get("/gezond")
    return answer.status_code, answer.json()


def test_all_is_well_on_any_host_with_numbers_only() -> None:
    status, found = asked()
    assert (status, found["status"]) == (200, "ok")
    assert set(found["checks"]) == {"database", "tasks", "mail", "disk"}
    assert found["checks"]["database"] == {"ok": True}
    assert found["checks"]["tasks"] == {"ok": True, "oldestSeconds": 0}
    assert found["checks"]["disk"]["freeMegabytes"] > 0


@pytest.mark.parametrize(("minutes", "status"), [(5, 200), (20, 503)])
def test_a_task_that_nobody_does_is_seen(minutes: int, status: int) -> None:
    sweep_outbox.enqueue()
    DBTaskResult.objects.update(status="READY", enqueued_at=timezone.now() - timedelta(minutes=minutes))
    found = asked()
    assert (found[0], found[1]["checks"]["tasks"]["ok"]) == (status, status == 200)
    assert abs(found[1]["checks"]["tasks"]["oldestSeconds"] - 60 * minutes) < 30
    DBTaskResult.objects.update(run_after=timezone.now() + timedelta(hours=1))
    assert asked()[0] == 200, "it is not its time yet"


@pytest.mark.parametrize(("minutes", "again", "state", "status"), [
    (5, None, "queued", 200), (20, None, "queued", 503), (20, 10, "queued", 200), (90, -20, "queued", 503),
    (20, None, "sent", 200), (20, None, "kept", 200),
])
def test_mail_that_does_not_go_is_seen(minutes: int, again: int | None, state: str, status: int) -> None:
    organisation, now = OrganisationFactory(), timezone.now()
    with scope(organisation=organisation):
        Message.objects.create(organisation=organisation, to="geheim@dorp.example", subject="Geheim", text="Geheim",
                               once_key="k", state=state, created_at=now - timedelta(minutes=minutes),
                               next_attempt_at=None if again is None else now + timedelta(minutes=again))
    found = asked()
    assert (found[0], found[1]["checks"]["mail"]["ok"]) == (status, status == 200)
    assert "eheim" not in str(found)


def test_a_full_disk_is_seen(settings) -> None:
    settings.HEALTH_FREE_MEGABYTES = 10**9
    status, found = asked()
    assert (status, found["checks"]["disk"]["ok"], found["checks"]["database"]["ok"]) == (503, False, True)


def test_without_a_database_it_still_answers_and_tells_no_error(monkeypatch) -> None:
    class Away:
        def cursor(self):
            raise OperationalError("password of user rodedraad is wrong")

        def close(self) -> None:
            pass

    monkeypatch.setattr(health, "connection", Away())
    status, found = asked()
    assert (status, found["checks"]["database"]) == (503, {"ok": False})
    assert "password" not in str(found)


def test_only_looking_is_possible() -> None:
    assert Client().post("/gezond").status_code == 405
    assert Client().get("/gezond").headers["Cache-Control"] == "no-store"
