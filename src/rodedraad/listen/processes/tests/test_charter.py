"""The rules never change silently: published versions stand, a change has a reason and is told."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django_scopes import scope

from rodedraad.base.accounts.models import Person
from rodedraad.base.core.models import AuditLine
from rodedraad.base.notifications.actions import follow
from rodedraad.base.notifications.models import Notice
from rodedraad.base.organisations.models import Organisation
from rodedraad.listen.processes import actions, hooks, signals, tasks
from rodedraad.listen.processes.errors import RefusedError, StaleError
from rodedraad.listen.processes.models import Charter, Process
from rodedraad.listen.processes.querysets import FrozenCharterError
from rodedraad.listen.processes.rulebook import FIELD_NAMES

from .factories import PersonFactory, ProcessFactory


def fields_of(charter: Charter, **changed: Any) -> dict[str, Any]:
    return {**{name: getattr(charter, name) for name in FIELD_NAMES}, **changed}


@pytest.fixture
def process(organisation: Organisation) -> Process:
    return ProcessFactory()


@pytest.fixture
def change(process: Process, adviser: Person) -> Charter:
    fields = fields_of(process.charters.get(), fixed="Het budget is 450.000 euro.")
    return actions.save_charter(process=process, version=0, fields=fields, by=adviser)


def test_a_published_version_cannot_be_saved_updated_or_deleted(process: Process) -> None:
    charter = process.charters.get()
    charter.goal = "Iets anders"
    with pytest.raises(FrozenCharterError):
        charter.save()
    with pytest.raises(FrozenCharterError):
        charter.delete()
    with pytest.raises(FrozenCharterError):
        process.charters.all().update(goal="Iets anders")
    with pytest.raises(FrozenCharterError), transaction.atomic():
        Charter.objects.bulk_update([charter], ["goal"])
    with pytest.raises(FrozenCharterError):
        Charter.objects.filter(process=process).delete()
    assert process.charters.get().goal == "Een plein waar iedereen graag komt."


def test_a_published_version_cannot_be_made_a_draft_to_get_round_it(process: Process) -> None:
    charter = process.charters.get()
    charter.published_at = None
    with pytest.raises(FrozenCharterError):
        charter.save()


def test_a_draft_can_be_changed(organisation: Organisation, adviser: Person) -> None:
    process = ProcessFactory(state="draft")
    charter = process.charters.get()
    saved = actions.save_charter(process=process, version=1, fields=fields_of(charter, goal="Beter"), by=adviser)
    assert (saved.pk, saved.goal, saved.version, saved.number) == (charter.pk, "Beter", 2, 1)


def test_the_first_save_after_publishing_starts_a_version_that_nobody_reads(process: Process, change: Charter) -> None:
    assert (change.number, change.published_at, change.version) == (2, None, 1)
    assert process.charters.published().get().number == 1


def test_publishing_a_change_needs_a_reason_and_leaves_an_audit_line(process: Process, change: Charter,
                                                                     adviser: Person) -> None:
    with pytest.raises(RefusedError):
        actions.publish_charter_change(process=process, version=1, reason="  ", by=adviser)
    assert not Charter.objects.get(pk=change.pk).published_at
    published = actions.publish_charter_change(process=process, version=1, reason="Meer geld", by=adviser)
    assert (published.reason, published.published_by) == ("Meer geld", adviser)
    line = AuditLine.objects.get(act="charter.changed")
    assert line.facts == {"process": process.pk, "number": 2, "fields": ["fixed"]}
    with pytest.raises(FrozenCharterError):
        published.save()


@pytest.mark.parametrize("gone", ["goal", "fixed", "answer_by"])
def test_a_change_may_not_empty_what_people_count_on(process: Process, adviser: Person, gone: str) -> None:
    empty = None if gone == "answer_by" else ""
    fields = fields_of(process.charters.get(), **{gone: empty})
    actions.save_charter(process=process, version=0, fields=fields, by=adviser)
    with pytest.raises(RefusedError):
        actions.publish_charter_change(process=process, version=1, reason="Zomaar", by=adviser)


def test_a_change_that_changes_nothing_is_refused(process: Process, adviser: Person) -> None:
    actions.save_charter(process=process, version=0, fields=fields_of(process.charters.get()), by=adviser)
    with pytest.raises(RefusedError):
        actions.publish_charter_change(process=process, version=1, reason="Zomaar", by=adviser)


def test_the_rules_of_a_finished_process_stand(organisation: Organisation, adviser: Person) -> None:
    process = ProcessFactory(state="closed")
    with pytest.raises(RefusedError):
        actions.save_charter(process=process, version=0, fields=fields_of(process.charters.get()), by=adviser)


def test_two_advisers_do_not_undo_each_other(process: Process, change: Charter, adviser: Person) -> None:
    other = PersonFactory(roles=["adviser"])
    fields = fields_of(change, goal="Van de eerste")
    actions.save_charter(process=process, version=1, fields=fields, by=adviser)
    with pytest.raises(StaleError) as caught:
        actions.save_charter(process=process, version=1, fields=fields_of(change, goal="Van de tweede"), by=other)
    assert caught.value.current.goal == "Van de eerste"
    with pytest.raises(StaleError):
        actions.publish_charter_change(process=process, version=1, reason="Ongezien", by=other)
    with pytest.raises(StaleError):
        actions.discard_charter_draft(process=process, version=1, by=other)


def test_two_first_saves_at_once_make_one_draft(process: Process, change: Charter, adviser: Person) -> None:
    with pytest.raises(StaleError):
        actions.save_charter(process=process, version=0, fields=fields_of(change, goal="Ook"), by=adviser)
    assert process.charters.drafts().count() == 1


def test_a_draft_can_be_thrown_away_and_its_number_used_again(process: Process, change: Charter,
                                                             adviser: Person) -> None:
    actions.discard_charter_draft(process=process, version=1, by=adviser)
    assert not process.charters.drafts().exists()
    again = actions.save_charter(process=process, version=0, fields=fields_of(change), by=adviser)
    assert again.number == 2


@pytest.fixture
def participant(process: Process) -> Iterator[Person]:
    person = PersonFactory()

    def took_part(asked: Process) -> Any:
        return Person.objects.filter(pk=person.pk) if asked == process else Person.objects.none()

    hooks.register_participants(took_part)
    yield person
    hooks._participants.remove(took_part)


def test_who_follows_or_took_part_is_told_once(process: Process, change: Charter, adviser: Person,
                                               participant: Person, organisation: Organisation) -> None:
    follower, _stranger = PersonFactory(), PersonFactory()
    follow(by=follower, topic=process.topic)
    follow(by=participant, topic=process.topic)
    actions.publish_charter_change(process=process, version=1, reason="Meer geld", by=adviser)
    assert tasks.tell_about_process.func(process.pk, "rules", 2) == 2
    tasks.tell_about_process.func(process.pk, "rules", 2)
    with scope(organisation=organisation):
        notices = Notice.objects.filter(event="charter.changed")
        assert {notice.person_id for notice in notices} == {follower.pk, participant.pk}
        assert notices.count() == 2
        assert {(notice.text, notice.path) for notice in notices} == {
            ("Meer geld", f"/trajecten/{process.slug}/spelregels/versies/2")}


def test_the_change_is_news_for_higher_floors(process: Process, change: Charter, adviser: Person) -> None:
    heard: list[tuple[Process, int]] = []

    def hear(process: Process, charter: Charter, **_: object) -> None:
        heard.append((process, charter.number))

    signals.charter_changed.connect(hear)
    try:
        actions.publish_charter_change(process=process, version=1, reason="Meer geld", by=adviser)
    finally:
        signals.charter_changed.disconnect(hear)
    assert heard == [(process, 2)]
