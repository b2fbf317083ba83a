"""Limits on how often something may be done, counted in the database so that all processes share them."""

import hashlib
import hmac
import time
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from .models import LimitCount


@dataclass(frozen=True)
class Limit:
    """At most `times` within each window of `seconds`."""

    name: str
    times: int
    seconds: int


def _place(limit: Limit, key: str) -> tuple[str, int]:
    """The counter of a key now: its keyed hash, and the start of the window in seconds."""
    hashed = hmac.new(settings.SECRET_KEY.encode(), f"{limit.name}:{key}".encode(), hashlib.sha256).hexdigest()
    return hashed, int(time.time()) // limit.seconds * limit.seconds


def is_spent(limit: Limit, key: str) -> bool:
    """Whether `key` has no use left in this window; counts nothing."""
    hashed, window = _place(limit, key)
    return LimitCount.objects.filter(key=hashed, window=window, count__gte=limit.times).exists()


def allow(limit: Limit, key: str) -> bool:
    """Count one use of `key` and say whether it is within the limit. Atomic on SQLite and PostgreSQL."""
    hashed, window = _place(limit, key)
    table = connection.ops.quote_name(LimitCount._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO {table} ("key", "window", "count") VALUES (%s, %s, 1) '  # noqa: S608 -- own table name
            f'ON CONFLICT ("key", "window") DO UPDATE SET "count" = {table}."count" + 1 RETURNING "count"',
            [hashed, window],
        )
        return int(cursor.fetchone()[0]) <= limit.times


def forget_old(older_than_seconds: int = 86_400) -> int:
    """Delete counters of windows that ended long ago; returns how many."""
    return LimitCount.objects.filter(window__lt=int(time.time()) - older_than_seconds).delete()[0]


def client_address(request: HttpRequest) -> str:
    """The visitor's address: the socket's, or as told by exactly as many proxies as are configured."""
    if settings.PROXY_COUNT:
        told = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
        if len(told) >= settings.PROXY_COUNT:
            return str(told[-settings.PROXY_COUNT])
    return str(request.META.get("REMOTE_ADDR", ""))


def client_prefix(request: HttpRequest) -> str:
    """The visitor's network: /24 for IPv4, /48 for IPv6; used as a key for limits, never kept readable."""
    address = client_address(request)
    return ":".join(address.split(":")[:3]) if ":" in address else ".".join(address.split(".")[:3])
