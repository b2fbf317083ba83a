"""Ask one address as one role and name what comes back; and a fingerprint of all rows."""

import copy
import hashlib

from django.apps import apps
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from rodedraad.base.accounts.models import Person
from rodedraad.base.organisations.models import Organisation

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
UNCOUNTED = {"django_session"}


def browser(organisation: Organisation, person: Person | None, **how: bool) -> Client:
    """A browser on the address of an organisation, in which the person (or nobody) is logged in."""
    client = Client(SERVER_NAME=organisation.host, raise_request_exception=False, **how)
    if person is not None:
        client.force_login(person.account, backend=BACKEND)
        session = client.session
        session["organisation"], session["person"] = person.organisation_id, person.pk
        session.save()
    return client


def outcome(response: HttpResponse) -> str:
    """`login`, `ok` (a page, a redirect onwards, or a form that says what is wrong), or the status."""
    if response.status_code in {301, 302, 303}:
        return "login" if response["Location"].startswith("/inloggen?") else "ok"
    return "ok" if response.status_code in {200, 204, 304, 400, 409, 422, 429} else str(response.status_code)


def get(client: Client, path: str) -> HttpResponse:
    """Read a page, whole."""
    cache.clear()
    return client.get(path)


def body(response: HttpResponse) -> bytes:
    """What came back, whole, also of a file or a stream."""
    return response.getvalue() if response.streaming else response.content


def send(client: Client, path: str, *, method: str) -> HttpResponse:
    """Send an empty body with a method and take back what it did."""
    cache.clear()
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        response = client.generic(method, path, b"", content_type="application/json")
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


def post(client: Client, path: str) -> HttpResponse:
    """Send an empty form and take back what it did."""
    return send(client, path, method="POST")


def fingerprint() -> str:
    """One word for all rows of all tables, sessions excepted."""
    total = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in sorted(model._meta.db_table for model in apps.get_models(include_auto_created=True)):
            if table in UNCOUNTED:
                continue
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 -- names of our own tables
            total.update(repr((table, sorted(map(repr, cursor.fetchall())))).encode())
    return total.hexdigest()
