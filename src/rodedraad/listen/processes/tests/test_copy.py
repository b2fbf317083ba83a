"""A copy has everything that was thought out, moved in time, and nothing that people said."""

from datetime import date

import pytest

from rodedraad.base.accounts.models import Person
from rodedraad.listen.processes.actions import copy_process
from rodedraad.listen.processes.models import Charter, Process
from rodedraad.listen.processes.rulebook import FIELD_NAMES

from .factories import CharterFactory, NeighbourhoodFactory, ProcessFactory, TeamMemberFactory

pytestmark = pytest.mark.usefixtures("organisation")
OWN = {"id", "created_at", "updated_at", "title", "slug", "state", "published_at", "closed_at", "copied_from",
       "version", "lesson", "starts_on", "ends_on"}
"""What a copy has of its own: a new field must be copied, or be named here with a reason."""


def names(model: type) -> set[str]:
    return {field.name for field in model._meta.concrete_fields}  # type: ignore[attr-defined]


@pytest.fixture
def source() -> Process:
    process = ProcessFactory(state="closed", lesson="Begin eerder",
                             starts_on=date(2026, 3, 2), ends_on=date(2026, 9, 30),
                             charter__answer_by=date(2026, 8, 1), charter__decision_on=date(2026, 9, 1))
    process.neighbourhoods.add(NeighbourhoodFactory())
    return process


def test_every_field_of_the_process_is_copied(source: Process, adviser: Person) -> None:
    copy = copy_process(source=source, title="Opnieuw", starts_on=None, with_team=False, by=adviser)
    for name in names(Process) - OWN:
        assert getattr(copy, name) == getattr(source, name), name
    assert (copy.state, copy.lesson, copy.copied_from, copy.slug) == ("draft", "", source, "opnieuw")
    assert list(copy.neighbourhoods.all()) == list(source.neighbourhoods.all())


def test_every_field_of_the_rules_is_copied_as_a_draft(source: Process, adviser: Person) -> None:
    copy = copy_process(source=source, title="Opnieuw", starts_on=None, with_team=False, by=adviser)
    old, new = source.charters.get(), copy.charters.get()
    assert all(getattr(new, name) == getattr(old, name) for name in FIELD_NAMES)
    assert (new.published_at, new.number, new.reason) == (None, 1, "")
    kept = {"id", "created_at", "updated_at", "organisation", "process", "number", "reason", "published_at",
            "published_by", "version"}
    assert names(Charter) == kept | set(FIELD_NAMES)


def test_the_rules_that_hold_are_copied_not_a_change_being_written(source: Process, adviser: Person) -> None:
    CharterFactory(process=source, number=2, goal="De tweede")
    CharterFactory(process=source, number=3, goal="Nog niet", published_at=None)
    copy = copy_process(source=source, title="Opnieuw", starts_on=None, with_team=False, by=adviser)
    assert copy.charters.get().goal == "De tweede"


def test_all_dates_move_along(source: Process, adviser: Person) -> None:
    copy = copy_process(source=source, title="Opnieuw", starts_on=date(2027, 3, 1), with_team=False, by=adviser)
    charter = copy.charters.get()
    assert (copy.starts_on, copy.ends_on) == (date(2027, 3, 1), date(2027, 9, 29))
    assert (charter.answer_by, charter.decision_on) == (date(2027, 7, 31), date(2027, 8, 31))


def test_who_copies_leads_and_the_team_comes_when_asked(source: Process, adviser: Person) -> None:
    TeamMemberFactory(process=source, person=adviser, part="reader")
    editor = TeamMemberFactory(process=source).person
    alone = copy_process(source=source, title="Alleen", starts_on=None, with_team=False, by=adviser)
    together = copy_process(source=source, title="Samen", starts_on=None, with_team=True, by=adviser)
    assert dict(alone.team.values_list("person_id", "part")) == {adviser.pk: "lead"}
    assert dict(together.team.values_list("person_id", "part")) == {adviser.pk: "lead", editor.pk: "editor"}
