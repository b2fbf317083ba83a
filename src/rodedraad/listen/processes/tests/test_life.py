"""From draft to archive: each act in its state, with its audit line, and never over somebody else's change."""

import pytest

from rodedraad.base.accounts.models import Person
from rodedraad.base.core.models import AuditLine
from rodedraad.base.notifications.actions import follow
from rodedraad.base.notifications.models import Notice
from rodedraad.base.organisations.models import Organisation
from rodedraad.listen.processes import actions, tasks
from rodedraad.listen.processes.actions import Basics
from rodedraad.listen.processes.errors import RefusedError, StaleError
from rodedraad.listen.processes.models import Process

from .factories import OrganisationFactory, ProcessFactory

pytestmark = pytest.mark.usefixtures("organisation")


def acts_on(process: Process) -> list[str]:
    lines = AuditLine.objects.filter(subject_type="processes.process", subject_id=str(process.pk))
    return list(lines.order_by("sequence").values_list("act", flat=True))


def test_a_new_process_is_a_draft_with_empty_rules_that_its_maker_leads(adviser: Person) -> None:
    process = actions.create_process(basics=Basics(title=" Een  plein ", summary="Wat wilt u?"), by=adviser)
    assert (process.title, process.slug, process.state) == ("Een plein", "een-plein", "draft")
    assert process.charters.get().level == ""
    assert process.team.get().part == "lead"
    assert acts_on(process) == ["process.created"]


def test_addresses_are_unique_per_organisation_and_never_a_reserved_word(adviser: Person) -> None:
    basics = Basics(title="Nieuw", summary="x")
    slugs = [actions.create_process(basics=basics, by=adviser).slug for _ in range(3)]
    assert slugs == ["nieuw-2", "nieuw-3", "nieuw-4"]
    assert actions.create_process(basics=Basics(title="…", summary="x"), by=adviser).slug == "x"
    other = ProcessFactory(organisation=OrganisationFactory(), slug="plein")
    assert actions.create_process(basics=Basics(title="Plein", summary="x"), by=adviser).slug == other.slug


def test_publishing_shows_the_process_and_its_rules(adviser: Person) -> None:
    process = ProcessFactory(state="draft")
    published = actions.publish_process(process=process, version=1, by=adviser)
    charter = published.charters.get()
    assert published.state == "published"
    assert (charter.published_at, charter.published_by) == (published.published_at, adviser)
    assert acts_on(process) == ["process.published"]


@pytest.mark.parametrize("gone", ["goal", "level", "fixed", "open", "weighing", "decider", "feedback", "answer_by"])
def test_publishing_needs_complete_rules(adviser: Person, gone: str) -> None:
    process = ProcessFactory(state="draft", **{f"charter__{gone}": None if gone == "answer_by" else ""})
    with pytest.raises(RefusedError):
        actions.publish_process(process=process, version=1, by=adviser)
    process.refresh_from_db()
    assert process.state == "draft"
    assert acts_on(process) == []


@pytest.mark.parametrize("optional", ["core_questions", "participants", "cost", "evaluation"])
def test_publishing_does_not_ask_more_than_it_needs(adviser: Person, optional: str) -> None:
    process = ProcessFactory(state="draft", **{f"charter__{optional}": ""})
    assert actions.publish_process(process=process, version=1, by=adviser).state == "published"


def test_closing_asks_for_a_lesson_and_tells_who_follows(adviser: Person, resident: Person,
                                                         organisation: Organisation) -> None:
    process = ProcessFactory()
    follow(by=resident, topic=process.topic)
    with pytest.raises(RefusedError):
        actions.close_process(process=process, version=1, lesson=" ", by=adviser)
    closed = actions.close_process(process=process, version=1, lesson="Begin eerder.", by=adviser)
    assert (closed.state, closed.lesson) == ("closed", "Begin eerder.")
    assert closed.closed_at
    assert tasks.tell_about_process.func(process.pk, "closed", closed.version) == 1
    assert Notice.objects.get(person=resident).text == "Begin eerder."


def test_the_whole_life_leaves_its_lines(adviser: Person) -> None:
    process = ProcessFactory(state="draft")
    process = actions.publish_process(process=process, version=process.version, by=adviser)
    process = actions.close_process(process=process, version=process.version, lesson="Les", by=adviser)
    process = actions.archive_process(process=process, version=process.version, by=adviser)
    process = actions.reopen_process(process=process, version=process.version, by=adviser)
    assert (process.state, process.closed_at) == ("published", None)
    assert acts_on(process) == ["process.published", "process.closed", "process.archived", "process.reopened"]


WRONG = [
    (actions.publish_process, ["published", "closed", "archived"], {}),
    (actions.close_process, ["draft", "closed", "archived"], {"lesson": "Les"}),
    (actions.archive_process, ["draft", "published", "archived"], {}),
    (actions.reopen_process, ["draft", "published"], {}),
    (actions.delete_draft, ["published", "closed", "archived"], {}),
    (actions.edit_process, ["closed", "archived"], {"basics": Basics(title="x", summary="y")}),
]


@pytest.mark.parametrize(("act", "states", "more"), WRONG)
def test_an_act_in_the_wrong_state_is_refused(adviser: Person, act: object, states: list[str], more: dict) -> None:
    for state in states:
        process = ProcessFactory(state=state)
        with pytest.raises(RefusedError):
            act(process=process, version=1, by=adviser, **more)  # type: ignore[operator]
        assert Process.objects.get(pk=process.pk).state == state


@pytest.mark.parametrize(("act", "state", "more"), [
    (actions.publish_process, "draft", {}), (actions.close_process, "published", {"lesson": "Les"}),
    (actions.archive_process, "closed", {}), (actions.reopen_process, "closed", {}),
    (actions.delete_draft, "draft", {}),
    (actions.edit_process, "published", {"basics": Basics(title="x", summary="y")}),
])
def test_nobody_acts_on_a_version_they_did_not_see(adviser: Person, act: object, state: str, more: dict) -> None:
    process = ProcessFactory(state=state, version=2)
    with pytest.raises(StaleError) as caught:
        act(process=process, version=1, by=adviser, **more)  # type: ignore[operator]
    assert caught.value.current == process
    assert acts_on(process) == []


def test_a_draft_can_be_deleted(adviser: Person) -> None:
    process = ProcessFactory(state="draft")
    actions.delete_draft(process=process, version=1, by=adviser)
    assert not Process.objects.filter(slug=process.slug).exists()
    assert AuditLine.objects.filter(act="process.deleted").count() == 1
