"""A limit counts each use once, also when many come at one moment, and keeps nothing readable."""

import threading

import pytest
from django.db import connection

from rodedraad.base.core import limits
from rodedraad.base.core.limits import Limit, allow, client_prefix, forget_old, is_spent
from rodedraad.base.core.models import LimitCount

HOUR = Limit("contribute", 3, 3600)


@pytest.mark.django_db
def test_it_allows_so_many_each_window(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1_000_000.0]
    monkeypatch.setattr(limits.time, "time", lambda: now[0])
    assert [allow(HOUR, "anna") for _use in range(5)] == [True, True, True, False, False]
    assert allow(HOUR, "bert")
    assert allow(Limit("comment", 3, 3600), "anna")
    now[0] += 3600
    assert allow(HOUR, "anna")
    assert forget_old(older_than_seconds=3600) == 3


@pytest.mark.django_db
def test_looking_whether_it_is_spent_counts_nothing() -> None:
    assert not any(is_spent(HOUR, "anna") for _look in range(9))
    for _use in range(2):
        allow(HOUR, "anna")
    assert not is_spent(HOUR, "anna")
    allow(HOUR, "anna")
    assert is_spent(HOUR, "anna")


@pytest.mark.django_db
def test_the_key_is_not_kept_readable() -> None:
    allow(HOUR, "anna@example.org")
    assert "anna" not in LimitCount.objects.get().key


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_uses_at_one_moment_are_all_counted() -> None:
    allowed: list[bool] = []

    def use() -> None:
        try:
            allowed.extend(allow(Limit("rush", 7, 3600), "key") for _use in range(5))
        finally:
            connection.close()

    threads = [threading.Thread(target=use) for _each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(allowed), sum(allowed)) == (20, 7)
    assert LimitCount.objects.get().count == 20


@pytest.mark.parametrize(("address", "prefix"), [("192.0.2.77", "192.0.2"), ("2001:db8:1:2::5", "2001:db8:1")])
def test_a_network_is_a_key(rf, address: str, prefix: str) -> None:
    assert client_prefix(rf.get("/", REMOTE_ADDR=address)) == prefix


@pytest.mark.parametrize(("proxies", "told", "expected"), [
    (0, "1.1.1.1", "9.9.9"), (1, "6.6.6.6, 1.1.1.1", "1.1.1"), (2, "6.6.6.6, 1.1.1.1, 2.2.2.2", "1.1.1"),
    (2, "1.1.1.1", "9.9.9"),
])
def test_a_visitor_cannot_choose_the_own_address(rf, settings, proxies: int, told: str, expected: str) -> None:
    settings.PROXY_COUNT = proxies
    assert client_prefix(rf.get("/", REMOTE_ADDR="9.9.9.9", headers={"X-Forwarded-For": told})) == expected
