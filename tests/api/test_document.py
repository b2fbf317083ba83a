"""The API against its own document, with input that nobody thought of: no crash, only statuses and shapes it names."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from rodedraad.base.accounts.actions import make_api_key
from tests.matrix.world import World, build

pytestmark = pytest.mark.django_db
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
QUIET = settings(max_examples=12, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
                 suppress_health_check=list(HealthCheck))


@pytest.fixture
def world(db) -> Iterator[World]:
    """One organisation with everything in it; requests leave the connection of the test open, as Django's client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield build("ons", "Ons")
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("role", [None, "administrator"])
def test_the_api_does_what_its_document_says(world: World, role: str | None) -> None:
    headers = {"Host": world.organisation.host, "Accept-Encoding": "identity"}
    if role:
        _key, secret = make_api_key(by=world.people[role], name="proef", can_write=True, days=1)
        headers["Authorization"] = f"Bearer {secret}"
    document = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler(), headers=headers)
    asked = 0
    for found in document.get_all_operations():
        operation = found.ok()

        @QUIET
        @given(case=st.one_of(operation.as_strategy()))
        def ask(case: schemathesis.Case) -> None:
            nonlocal asked
            cache.clear()
            asked += 1
            case.call_and_validate(checks=CHECKS, headers=headers)

        ask()
    assert asked > 100
