"""Every address × every role × own and other organisation × every state, against the table in `expected.txt`."""

import os
from pathlib import Path

import pytest

from .asking import body, browser, fingerprint, get, outcome
from .cases import cases, routes
from .propose import clients_of, row, written
from .world import ROLES, build

pytestmark = pytest.mark.django_db
EXPECTED = Path(__file__).with_name("expected.txt")
GROUPS = sorted({route.name.partition(":")[0] if ":" in route.name else "login" for route in routes()})


def of_group(group: str) -> list:
    return [
        case for case in cases() if (case.route.name.partition(":")[0] if ":" in case.route.name else "login") == group
    ]


def table() -> dict[str, str]:
    """The law: a line per case and method."""
    lines = [line for line in EXPECTED.read_text().splitlines() if line and not line.startswith("#")]
    return {line.partition(" | ")[0]: line for line in lines}


@pytest.fixture
def world(db):
    return build("ons", "MERKONS")


@pytest.fixture
def theirs(db):
    return build("hun", "MERKHUN")


@pytest.mark.skipif("RODEDRAAD_PROPOSE" not in os.environ, reason="only to propose a table")
def test_proposal(world):
    clients = clients_of(world)
    lines = [
        written(case, method, outcomes) for case in cases() for method, outcomes in row(case, world, clients).items()
    ]
    Path(os.environ["RODEDRAAD_PROPOSE"]).write_text("\n".join(lines) + "\n")


@pytest.mark.parametrize("group", GROUPS)
def test_each_role_gets_what_the_table_says_and_no_word_of_another_organisation(group, world, theirs):
    law, clients = table(), clients_of(world)
    now = [
        written(case, method, outcomes)
        for case in of_group(group)
        for method, outcomes in row(case, world, clients).items()
    ]
    assert now
    assert not any("foreign" in line for line in now), now
    assert [line for line in now if law.get(line.partition(" | ")[0]) != line] == []
    assert [line for line in law.values() if line.startswith(f"{group}:") and line not in now] == []  # no dead letter


def test_the_table_names_no_address_that_is_gone():
    known = {case.key for case in cases()}
    assert [key for key in table() if key.rpartition(" ")[0] not in known] == []
    assert {case.key for case in cases() if not case.route.name.startswith("api:")} - {
        key.rpartition(" ")[0] for key in table()
    } == set()


@pytest.mark.parametrize("group", GROUPS)
def test_reading_changes_nothing_and_no_other_site_may_read(group, world):
    clients = clients_of(world)
    for case in of_group(group):
        path, before = case.path(world), fingerprint()
        for role in ("visitor", "author", "team_lead", "administrator"):
            response = get(clients[role], path)
            # Public data of the API may be read from any page, without cookies; pages from none.
            assert response.get("Access-Control-Allow-Origin") == ("*" if path.startswith("/api/v1/") else None), (
                case.key
            )
            assert "Access-Control-Allow-Credentials" not in response, case.key
        assert fingerprint() == before, case.key


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_done_without_the_token_of_the_form(method, world):
    client = browser(world.organisation, world.people["administrator"], enforce_csrf_checks=True)
    got = {case: getattr(client, method)(case.path(world)).status_code for case in cases()}
    pages = {case.key: status for case, status in got.items() if not case.path(world).startswith(("/api", "/^api"))}
    # One click in a mail program ends the mail: that address has a signed token of its own (RFC 8058).
    pages = {key: status for key, status in pages.items() if not key.startswith("notifications:unsubscribe")}
    assert {key: status for key, status in pages.items() if status not in {401, 403, 405}} == {}
    calls = {case.key: status for case, status in got.items() if case.path(world).startswith("/api")}
    assert {key: status for key, status in calls.items() if status not in {400, 401, 403, 404, 405}} == {}
    if method == "post":
        assert 405 not in pages.values()


@pytest.mark.parametrize("group", GROUPS)
def test_a_number_of_another_organisation_shows_nothing_of_it(group, world, theirs):
    everybody = clients_of(world)
    for case in of_group(group):
        if not case.route.parts:
            continue
        for role in ("visitor", "adviser", "team_lead", "administrator"):
            assert b"MERKHUN" not in body(get(everybody[role], case.path(theirs))), (case.key, role)


@pytest.mark.parametrize("group", GROUPS)
def test_a_session_of_one_organisation_is_a_visitor_at_another(group, world, theirs):
    nobody = browser(theirs.organisation, None)
    for role in ("administrator", "team_lead"):
        stranger = browser(world.organisation, world.people[role])
        stranger.defaults["SERVER_NAME"] = theirs.organisation.host
        for case in of_group(group):
            path = case.path(theirs)
            assert outcome(get(stranger, path)) == outcome(get(nobody, path)), (case.key, role)


def test_the_size_of_the_table():
    """How many cells docs/testing.md speaks of: it may grow only."""
    assert len(table()) * len(ROLES) >= 5000
