"""Adding, ordering, changing and deleting activities and phases; copying them with their process."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from rodedraad.base.accounts.models import Person
from rodedraad.base.core.models import AuditLine
from rodedraad.listen.activities import actions
from rodedraad.listen.activities.actions import Settings, Stretch
from rodedraad.listen.activities.kinds import UnknownKindError
from rodedraad.listen.activities.models import Activity, Phase
from rodedraad.listen.processes.actions import copy_process, delete_draft
from rodedraad.listen.processes.errors import RefusedError, StaleError
from rodedraad.listen.processes.models import Process
from rodedraad.listen.processes.tests.factories import ProcessFactory

from .factories import ActivityFactory, PhaseFactory

pytestmark = pytest.mark.usefixtures("organisation")
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2027, 3, 3, 9, tzinfo=AMSTERDAM)


def stretch(**changed: object) -> Stretch:
    return Stretch(**{"title": "Ideeën", "features": ["contribute"], "starts_at": NOW, **changed})  # type: ignore[arg-type]


def titles(process: Process) -> list[str]:
    return list(Activity.objects.filter(process=process).values_list("title", flat=True))


def say_something(activity: Activity) -> None:
    model = apps.get_model("contributions", "Contribution")
    model(organisation=activity.organisation, process=activity.process, activity=activity, title="Bomen",
          text="Meer bomen").save()


def test_activities_come_at_the_end_and_move_one_place(adviser: Person) -> None:
    process = ProcessFactory()
    made = [actions.add_activity(process=process, kind="ideas", settings=Settings(title=title), by=adviser)
            for title in ("Een", "Twee", "Drie")]
    assert titles(process) == ["Een", "Twee", "Drie"]
    assert actions.move_activity(activity=made[2], up=True, by=adviser)
    assert titles(process) == ["Een", "Drie", "Twee"]
    assert not actions.move_activity(activity=made[0], up=True, by=adviser)
    assert actions.move_activity(activity=made[0], up=False, by=adviser)
    assert titles(process) == ["Drie", "Een", "Twee"]
    assert AuditLine.objects.filter(act="activity.moved").count() == 2


def test_equal_titles_get_addresses_of_their_own(adviser: Person) -> None:
    process = ProcessFactory()
    made = [actions.add_activity(process=process, kind="ideas", settings=Settings(title="Nieuw"), by=adviser).slug
            for _ in range(2)]
    assert made == ["nieuw-2", "nieuw-3"]


def test_an_unknown_kind_is_not_added(adviser: Person) -> None:
    with pytest.raises(UnknownKindError):
        actions.add_activity(process=ProcessFactory(), kind="magie", settings=Settings(title="x"), by=adviser)


def test_two_advisers_do_not_undo_each_other(adviser: Person) -> None:
    activity = ActivityFactory()
    phase = activity.phases.get()
    actions.edit_activity(activity=activity, version=1, settings=Settings(title="Van haar"), by=adviser)
    with pytest.raises(StaleError) as caught:
        actions.edit_activity(activity=activity, version=1, settings=Settings(title="Van mij"), by=adviser)
    assert caught.value.current.title == "Van haar"
    actions.edit_phase(phase=phase, version=1, stretch=stretch(title="Van haar"), by=adviser)
    with pytest.raises(StaleError):
        actions.edit_phase(phase=phase, version=1, stretch=stretch(title="Van mij"), by=adviser)
    assert Phase.objects.get(pk=phase.pk).title == "Van haar"


def test_a_phase_opens_only_what_the_kind_can(adviser: Person) -> None:
    activity = ActivityFactory(phase=False)
    phase = actions.add_phase(activity=activity, stretch=stretch(features=["support", "vliegen"]), by=adviser)
    assert phase.features == ["support"]
    with pytest.raises(RefusedError):
        actions.add_phase(activity=activity, stretch=stretch(features=["vliegen"]), by=adviser)
    with pytest.raises(ValidationError):
        actions.add_phase(activity=activity, stretch=stretch(ends_at=NOW), by=adviser)
    assert activity.phases.count() == 1


def test_what_people_said_is_never_deleted_with_an_activity(adviser: Person, adviser_client: Client) -> None:
    silent, spoken = ActivityFactory(), ActivityFactory()
    say_something(spoken)
    actions.delete_activity(activity=silent, by=adviser)
    with pytest.raises(RefusedError):
        actions.delete_activity(activity=spoken, by=adviser)
    page = f"/beheer/trajecten/{spoken.process.slug}/activiteiten/{spoken.slug}/verwijderen"
    refused = adviser_client.post(page, {"version": 1})
    assert refused.status_code == 409
    assert "Aan deze activiteit deden al mensen mee" in refused.content.decode()
    assert list(Activity.objects.all()) == [spoken]


def test_a_draft_in_which_people_spoke_is_not_deleted(adviser: Person) -> None:
    process = ProcessFactory(state="draft")
    say_something(ActivityFactory(process=process))
    with pytest.raises(RefusedError):
        delete_draft(process=process, version=1, by=adviser)
    assert Process.objects.filter(pk=process.pk).exists()


def test_activities_of_a_finished_process_stand(adviser: Person) -> None:
    activity = ActivityFactory(process=ProcessFactory(state="closed"))
    settings = Settings(title="x")
    for refused in (
        lambda: actions.add_activity(process=activity.process, kind="ideas", settings=settings, by=adviser),
        lambda: actions.edit_activity(activity=activity, version=1, settings=settings, by=adviser),
        lambda: actions.delete_activity(activity=activity, by=adviser),
        lambda: actions.add_phase(activity=activity, stretch=stretch(), by=adviser),
        lambda: actions.delete_phase(phase=activity.phases.get(), by=adviser),
    ):
        with pytest.raises(RefusedError):
            refused()


def test_a_copy_has_the_activities_and_phases_at_the_same_hour(adviser: Person) -> None:
    source = ProcessFactory(starts_on=date(2027, 3, 1))
    activity = ActivityFactory(process=source, phase=False, options={"a": 1}, moderation="pre", access="anyone",
                               position=4)
    PhaseFactory(activity=activity, starts_at=NOW, ends_at=NOW + timedelta(days=7), features=["comment"])
    say_something(activity)
    copy = copy_process(source=source, title="Zomer", starts_on=date(2027, 6, 1), with_team=False, by=adviser)
    new = Activity.objects.get(process=copy)
    for name in ("kind", "title", "slug", "intro", "position", "moderation", "access", "options"):
        assert getattr(new, name) == getattr(activity, name), name
    phase = new.phases.get()
    assert (phase.title, phase.features) == ("Ideeën ophalen", ["comment"])
    assert phase.starts_at.astimezone(AMSTERDAM) == datetime(2027, 6, 3, 9, tzinfo=AMSTERDAM)
    assert not new.kind_object.contributions(new).exists()
    fields = {field.name for field in Activity._meta.concrete_fields}
    assert fields == {"id", "created_at", "updated_at", "organisation", "process", "version", "kind", "title", "slug",
                      "intro", "position", "moderation", "access", "options"}


def test_the_phase_form_keeps_what_was_typed(adviser_client: Client) -> None:
    activity = ActivityFactory(phase=False)
    page = f"/beheer/trajecten/{activity.process.slug}/activiteiten/{activity.slug}/fases/nieuw"
    typed = {"title": "Nachtwerk", "features": ["comment"], "starts_at": "2027-03-28T02:30", "version": 0}
    answer = adviser_client.post(page, typed).content.decode()
    assert "Deze tijd bestaat niet" in answer
    assert 'value="Nachtwerk"' in answer
    assert 'value="2027-03-28T02:30"' in answer
    made = adviser_client.post(page, {**typed, "starts_at": "2027-03-28T03:30"})
    assert made.status_code == 302
    shown = adviser_client.get(f"{page.removesuffix('nieuw')}{activity.phases.get().pk}").content.decode()
    assert 'value="2027-03-28T03:30"' in shown
    assert timezone.localtime(activity.phases.get().starts_at).hour == 3
