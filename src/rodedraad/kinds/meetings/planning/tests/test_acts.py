"""Acts of planning: what changes, what is refused, who hears of it, and the audit line of each."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.base.core.models import AuditLine
from rodedraad.base.notifications.actions import follow
from rodedraad.base.notifications.models import Message, Notice
from rodedraad.kinds.meetings.lookup import url_of
from rodedraad.kinds.meetings.models import Guest, Meeting, Part
from rodedraad.kinds.meetings.planning import actions, programme, tasks
from rodedraad.kinds.meetings.planning.templates import TEMPLATES, template_of
from rodedraad.kinds.meetings.tests.factories import GuestFactory, MeetingFactory, PartFactory
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.processes.errors import RefusedError, StaleError
from rodedraad.listen.processes.tests.factories import PersonFactory, ProcessFactory, TeamMemberFactory


def acts_on(row: object) -> list[str]:
    return list(AuditLine.objects.filter(subject_id=str(row.pk), subject_type=row._meta.label_lower)
                .order_by("sequence").values_list("act", flat=True))


def values(**changes: object) -> dict[str, object]:
    starts = timezone.now() + timedelta(days=20)
    return {"title": "Samen eten", "starts_at": starts, "ends_at": starts + timedelta(hours=3), "capacity": 12,
            "has_waiting_list": True, "table_size": 6, "remind_days_before": 2, **changes}


@pytest.mark.parametrize("form", TEMPLATES)
def test_each_form_starts_with_the_programme_of_its_template(activity: Activity, adviser: Person, form: str) -> None:
    meeting = actions.plan_meeting(activity=activity, form=form, values=values(), by=adviser)
    template = TEMPLATES[form]
    assert (meeting.state, meeting.form) == ("draft", form)
    assert [part.title for part in meeting.parts.all()] == [str(part.title) for part in template.parts]
    assert meeting.parts.filter(has_speakers=True).exists() is (form == "hearing")
    assert acts_on(meeting) == ["meeting.planned"]
    assert all(hasattr(meeting, name) for name in template.fields)


def test_what_a_form_does_not_ask_is_not_written(activity: Activity, adviser: Person) -> None:
    meeting = actions.plan_meeting(activity=activity, form="street", values=values(), by=adviser)
    assert "capacity" not in template_of(meeting).fields
    assert meeting.capacity is None


def test_a_copy_is_a_draft_a_week_later_with_the_same_programme_and_no_guests(activity: Activity,
                                                                              adviser: Person) -> None:
    meeting = MeetingFactory(activity=activity, capacity=30)
    PartFactory(meeting=meeting, title="Soep")
    GuestFactory(meeting=meeting)
    copy = actions.copy_meeting(meeting=meeting, by=adviser)
    assert (copy.state, copy.capacity) == ("draft", 30)
    assert timezone.localtime(copy.starts_at).hour == timezone.localtime(meeting.starts_at).hour
    assert timezone.localtime(copy.starts_at).date() == timezone.localtime(meeting.starts_at).date() + timedelta(days=7)
    assert [part.title for part in copy.parts.all()] == ["Soep"]
    assert not copy.guests.exists()
    assert meeting.parts.count() == 1
    old = MeetingFactory(activity=activity, starts_at=timezone.now() - timedelta(days=40))
    assert actions.copy_meeting(meeting=old, by=adviser).starts_at > timezone.now()


def test_an_edit_on_an_old_version_is_refused_and_changes_nothing(activity: Activity, adviser: Person) -> None:
    meeting = MeetingFactory(activity=activity)
    actions.edit_meeting(meeting=meeting, version=1, values={"title": "Eerst"}, by=adviser)
    with pytest.raises(StaleError) as raised:
        actions.edit_meeting(meeting=meeting, version=1, values={"title": "Daarna"}, by=adviser)
    assert raised.value.current.title == "Eerst"
    assert Meeting.objects.get(pk=meeting.pk).title == "Eerst"


def test_guests_hear_of_another_place_once_and_not_of_another_word(activity: Activity, adviser: Person,
                                                                          run_tasks: Callable) -> None:
    meeting = MeetingFactory(activity=activity, capacity=2)
    GuestFactory(meeting=meeting)
    GuestFactory(meeting=meeting, state="waiting")
    GuestFactory(meeting=meeting, state="cancelled")
    GuestFactory(meeting=meeting, email="")
    edited = actions.edit_meeting(meeting=meeting, version=1, values={"food_info": "Soep"}, by=adviser)
    assert (edited.sequence, Message.objects.count()) == (0, 0)
    edited = actions.edit_meeting(meeting=meeting, version=2, values={"venue": "Stadhuis"}, by=adviser)
    assert edited.sequence == 1
    run_tasks()
    assert Message.objects.filter(once_key__startswith="meeting-changed").count() == 2
    assert "Stadhuis" in Message.objects.first().text


def test_a_new_day_brings_a_new_reminder(activity: Activity, adviser: Person) -> None:
    meeting = MeetingFactory(activity=activity)
    guest = GuestFactory(meeting=meeting, reminded_at=timezone.now())
    later = {"starts_at": meeting.starts_at + timedelta(days=7), "ends_at": meeting.ends_at + timedelta(days=7)}
    actions.edit_meeting(meeting=meeting, version=1, values=later, by=adviser)
    assert Guest.objects.get(pk=guest.pk).reminded_at is None


def test_more_places_let_who_waits_longest_move_up(activity: Activity, adviser: Person) -> None:
    meeting = MeetingFactory(activity=activity, capacity=1)
    GuestFactory(meeting=meeting)
    first, second, third = (GuestFactory(meeting=meeting, state="waiting") for _each in range(3))
    actions.edit_meeting(meeting=meeting, version=1, values={"capacity": 3}, by=adviser)
    states = dict(Guest.objects.values_list("pk", "state"))
    assert [states[each.pk] for each in (first, second, third)] == ["registered", "registered", "waiting"]
    assert Message.objects.filter(once_key__startswith="meeting-moved_up").count() == 2


def test_publishing_once_and_not_in_the_past(activity: Activity, adviser: Person) -> None:
    meeting = MeetingFactory(activity=activity, state="draft")
    assert actions.publish_meeting(meeting=meeting, version=1, by=adviser).state == "published"
    with pytest.raises(RefusedError):
        actions.publish_meeting(meeting=meeting, version=2, by=adviser)
    with pytest.raises(RefusedError):
        actions.publish_meeting(meeting=MeetingFactory(activity=activity, state="draft", past=True), version=1,
                                by=adviser)
    assert acts_on(meeting) == ["meeting.published"]


def test_cancelling_needs_a_reason_and_tells_the_guests(activity: Activity, adviser: Person,
                                                        run_tasks: Callable) -> None:
    meeting = MeetingFactory(activity=activity)
    guest, waiting = GuestFactory(meeting=meeting), GuestFactory(meeting=meeting, state="waiting")
    with pytest.raises(RefusedError):
        actions.cancel_meeting(meeting=meeting, version=1, reason="  ", by=adviser)
    assert Meeting.objects.get(pk=meeting.pk).state == "published"
    actions.cancel_meeting(meeting=meeting, version=1, reason="De zaal is ondergelopen.", by=adviser)
    run_tasks()
    assert set(Message.objects.values_list("to", flat=True)) == {guest.email, waiting.email}
    assert "ondergelopen" in Message.objects.first().text
    with pytest.raises(RefusedError):
        actions.edit_meeting(meeting=meeting, version=2, values={"title": "Toch"}, by=adviser)


def test_held_only_after_the_start(activity: Activity, adviser: Person) -> None:
    with pytest.raises(RefusedError):
        actions.mark_held(meeting=MeetingFactory(activity=activity), version=1, by=adviser)
    past = MeetingFactory(activity=activity, past=True)
    assert actions.mark_held(meeting=past, version=1, by=adviser).state == "held"


def test_only_a_draft_is_deleted(activity: Activity, adviser: Person) -> None:
    draft, public = MeetingFactory(activity=activity, state="draft"), MeetingFactory(activity=activity)
    actions.delete_meeting(meeting=draft, version=1, by=adviser)
    with pytest.raises(RefusedError):
        actions.delete_meeting(meeting=public, version=1, by=adviser)
    assert list(Meeting.objects.all()) == [public]


def test_a_finished_process_changes_no_more(activity: Activity, adviser: Person) -> None:
    meeting = MeetingFactory(activity=activity)
    activity.process.state = "closed"
    activity.process.save()
    with pytest.raises(RefusedError):
        actions.edit_meeting(meeting=meeting, version=1, values={"title": "Nee"}, by=adviser)
    assert not adviser.may("meetings.plan", Meeting.objects.select_related("activity__process").get(pk=meeting.pk))


def test_the_programme_is_added_to_changed_moved_and_shortened(activity: Activity, adviser: Person) -> None:
    meeting = MeetingFactory(activity=activity)
    soup = programme.add_part(meeting=meeting, values=programme.PartValues("Soep"), by=adviser)
    main = programme.add_part(meeting=meeting, values=programme.PartValues("Hoofdgerecht"), by=adviser)
    assert programme.move_part(part=main, up=True, by=adviser)
    assert not programme.move_part(part=main, up=True, by=adviser)
    assert [part.title for part in meeting.parts.all()] == ["Hoofdgerecht", "Soep"]
    version = Meeting.objects.get(pk=meeting.pk).version
    programme.edit_part(part=soup, version=version, values=programme.PartValues("Bouillon", minutes=5), by=adviser)
    with pytest.raises(StaleError):
        programme.edit_part(part=soup, version=version, values=programme.PartValues("Erwtensoep"), by=adviser)
    programme.remove_part(part=main, version=version + 1, by=adviser)
    assert [(part.title, part.minutes) for part in meeting.parts.all()] == [("Bouillon", 5)]
    assert acts_on(soup) == ["meeting_part.added", "meeting_part.edited"]


def test_a_part_with_speakers_stays(activity: Activity, adviser: Person) -> None:
    meeting = MeetingFactory(activity=activity, form="hearing")
    part = PartFactory(meeting=meeting, has_speakers=True)
    guest = GuestFactory(meeting=meeting, speaks_on=part)
    with pytest.raises(RefusedError):
        programme.remove_part(part=part, version=1, by=adviser)
    with pytest.raises(RefusedError):
        programme.edit_part(part=part, version=1, values=programme.PartValues("Stil"), by=adviser)
    guest.state = "cancelled"
    guest.save()
    programme.remove_part(part=part, version=1, by=adviser)
    assert not Part.objects.exists()


def test_who_may_what(activity: Activity, adviser: Person, resident: Person) -> None:
    shown, draft = MeetingFactory(activity=activity), MeetingFactory(activity=activity, state="draft")
    editor = TeamMemberFactory(process=activity.process).person
    moderator = PersonFactory(roles=["moderator"])
    for person, reads_draft, works in ((adviser, True, True), (editor, True, True), (moderator, False, False),
                                       (resident, False, False), (Visitor(), False, False)):
        assert person.may("meetings.view", shown)
        assert person.may("meetings.view", draft) is reads_draft
        for permission in ("meetings.plan", "meetings.see_desk", "meetings.manage_guests"):
            assert person.may(permission, shown) is works, (person, permission)
        assert person.may("meetings.manage_own_registration", GuestFactory(meeting=shown))


def test_followers_hear_of_a_new_meeting_once(activity: Activity, adviser: Person, resident: Person,
                                              run_tasks: Callable) -> None:
    follow(by=resident, topic=activity.process.topic)
    meeting = MeetingFactory(activity=activity, state="draft", title="Aan tafel")
    actions.publish_meeting(meeting=meeting, version=1, by=adviser)
    assert run_tasks() == ["tell_followers"]
    assert tasks.tell_followers.func(meeting.pk) == 0
    notice = Notice.objects.get()
    assert (notice.person, notice.path) == (resident, url_of("detail", meeting))
    assert "Aan tafel" in notice.title
    assert Client().get(notice.path).status_code == 200
    assert tasks.tell_followers.func(MeetingFactory(activity=activity, state="cancelled").pk) == 0
    hidden = MeetingFactory(activity=ActivityFactory(kind="meetings", process=ProcessFactory(state="draft")))
    follow(by=resident, topic=hidden.process.topic)
    assert tasks.tell_followers.func(hidden.pk) == 0
