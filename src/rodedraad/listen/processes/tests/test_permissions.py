"""Each permission has a yes and a no, per part and state."""

import pytest

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.base.organisations.models import Organisation

from .factories import PersonFactory, ProcessFactory, TeamMemberFactory

PARTS = ("lead", "editor", "moderator", "reader")
ROLES = ("administrator", "adviser", "moderator", "alderman", "clerk", "council_member")
EVERYBODY = {"visitor", "resident", *(f"role {role}" for role in ROLES), *(f"part {part}" for part in PARTS)}
ADVISERS = {"role administrator", "role adviser"}
LEADS = ADVISERS | {"part lead"}
EDITORS = LEADS | {"part editor"}
TEAM = {f"part {part}" for part in PARTS}
STAFF = {f"role {role}" for role in ROLES if role != "council_member"}

LAW = [
    ("processes.browse", "published", EVERYBODY),
    ("processes.view", "published", EVERYBODY),
    ("processes.view", "closed", EVERYBODY),
    ("processes.view", "archived", EVERYBODY),
    ("processes.view", "draft", ADVISERS | TEAM),
    ("processes.follow", "published", EVERYBODY - {"visitor"}),
    ("processes.follow", "draft", set()),
    ("processes.see_desk", "draft", ADVISERS | TEAM),
    ("processes.see_desk", "published", STAFF | TEAM),
    ("processes.use_desk", "published", STAFF | TEAM),
    ("processes.create", "published", ADVISERS),
    ("processes.copy", "published", ADVISERS),
    ("processes.edit", "draft", EDITORS),
    ("processes.edit", "published", EDITORS),
    ("processes.edit", "closed", set()),
    ("processes.edit", "archived", set()),
    ("processes.publish", "draft", LEADS),
    ("processes.publish", "closed", LEADS),
    ("processes.manage_team", "published", LEADS),
    ("activities.view", "draft", ADVISERS | TEAM),
    ("activities.view", "published", EVERYBODY),
    ("activities.edit", "published", EDITORS),
    ("activities.edit", "closed", set()),
]


def _person(who: str, process: object) -> Person | Visitor:
    if who == "visitor":
        return Visitor()
    word, _, name = who.partition(" ")
    person = PersonFactory(roles=[name] if word == "role" else [])
    if word == "part":
        TeamMemberFactory(process=process, person=person, part=name)
    return person


@pytest.mark.parametrize(("permission", "state", "allowed"), LAW)
def test_the_law(organisation: Organisation, permission: str, state: str, allowed: set[str]) -> None:
    process = ProcessFactory(state=state)
    assert {who for who in EVERYBODY if _person(who, process).may(permission, process)} == allowed


def test_a_part_in_one_team_says_nothing_about_another_process(organisation: Organisation) -> None:
    lead = TeamMemberFactory(part="lead").person
    assert not lead.may("processes.edit", ProcessFactory())


def test_parts_are_asked_once(organisation: Organisation, django_assert_num_queries: object) -> None:
    person = PersonFactory()
    processes = [ProcessFactory() for _ in range(3)]
    assert person.roles == frozenset()
    with django_assert_num_queries(1):
        assert not any(person.may("processes.edit", process) for process in processes)
