"""What staff do with guests: add, change, cancel, note who came, order speakers, thank; and forgetting in time."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from rodedraad.base.accounts.models import Person
from rodedraad.base.accounts.privacy import erase_elsewhere, exports
from rodedraad.base.core.models import AuditLine
from rodedraad.base.notifications.models import Message
from rodedraad.kinds.meetings.lookup import url_of
from rodedraad.kinds.meetings.models import Guest, Meeting
from rodedraad.kinds.meetings.registering import actions, forgetting, mails, queries, tasks
from rodedraad.kinds.meetings.registering.actions import GuestValues, version_of
from rodedraad.kinds.meetings.tests.factories import GuestFactory, MeetingFactory, PartFactory, filled
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.processes.errors import RefusedError, StaleError
from rodedraad.listen.processes.tests.factories import OrganisationFactory, ProcessFactory


def test_a_guest_by_telephone_gets_a_place_or_waits(activity: Activity, adviser: Person) -> None:
    meeting = MeetingFactory(activity=activity, capacity=1)
    by_phone = actions.add_guest(meeting=meeting, values=GuestValues("Jan"), by=adviser)
    later = actions.add_guest(meeting=meeting, values=GuestValues("Piet", "piet@example.nl"), by=adviser)
    assert (by_phone.state, later.state) == ("registered", "waiting")
    assert Message.objects.get().to == "piet@example.nl"
    with pytest.raises(RefusedError):
        actions.add_guest(meeting=meeting, values=GuestValues("Piet", "Piet@example.nl"), by=adviser)
    with pytest.raises(RefusedError):
        actions.add_guest(meeting=MeetingFactory(activity=activity, state="draft"), values=GuestValues("Jan"),
                          by=adviser)


def test_who_walks_in_has_come(activity: Activity, adviser: Person) -> None:
    meeting = MeetingFactory(activity=activity, past=True, capacity=1)
    GuestFactory(meeting=meeting)
    guest = actions.add_guest(meeting=meeting, values=GuestValues("Jan", "jan@example.nl"), by=adviser)
    assert (guest.state, guest.has_come) == ("registered", True)
    assert not Message.objects.exists()


def test_a_change_on_old_data_is_refused_and_a_new_address_gets_the_confirmation(activity: Activity,
                                                                                 adviser: Person) -> None:
    guest = GuestFactory(meeting=MeetingFactory(activity=activity), email="oud@example.nl")
    version = version_of(Guest.objects.get(pk=guest.pk))
    actions.edit_guest(guest=guest, version=version, values=GuestValues("Jan", "nieuw@example.nl"), by=adviser)
    with pytest.raises(StaleError):
        actions.edit_guest(guest=guest, version=version, values=GuestValues("Piet"), by=adviser)
    assert Guest.objects.get(pk=guest.pk).name == "Jan"
    assert Message.objects.get().to == "nieuw@example.nl"
    again = version_of(Guest.objects.get(pk=guest.pk))
    actions.edit_guest(guest=guest, version=again, values=GuestValues("Jan", "nieuwst@example.nl"), by=adviser)
    assert Message.objects.get().to == "nieuwst@example.nl"
    assert AuditLine.objects.filter(act="guest.edited").count() == 2


def test_attendance_is_one_form_and_touches_only_own_guests(activity: Activity, adviser: Person) -> None:
    meeting = MeetingFactory(activity=activity, past=True)
    here, away, unknown = (GuestFactory(meeting=meeting) for _each in range(3))
    stranger = GuestFactory(meeting=MeetingFactory(activity=activity, past=True))
    came = {here.pk: True, away.pk: False, unknown.pk: None, stranger.pk: True}
    assert actions.note_attendance(meeting=meeting, came=came, by=adviser) == 2
    assert actions.note_attendance(meeting=meeting, came=came, by=adviser) == 0
    found = dict(Guest.objects.values_list("pk", "has_come"))
    assert [found[each.pk] for each in (here, away, unknown, stranger)] == [True, False, None, None]


def test_speakers_stand_in_order_with_their_times(activity: Activity, adviser: Person) -> None:
    meeting = MeetingFactory(activity=activity, form="hearing")
    PartFactory(meeting=meeting, minutes=20, position=1)
    part = PartFactory(meeting=meeting, has_speakers=True, minutes_per_speaker=5, minutes=12, position=2)
    for name in ("Anna", "Bram", "Chris"):
        actions.add_guest(meeting=meeting, values=GuestValues(name, speaks_on=part), by=adviser)
    guests = {guest.name: guest for guest in Guest.objects.all()}
    turns = {guests["Chris"].pk: (1, 3), guests["Anna"].pk: (2, None), guests["Bram"].pk: (3, None)}
    actions.plan_speakers(meeting=meeting, turns=turns, by=adviser)
    (group,) = queries.speakers_of(meeting)
    start = timezone.localtime(meeting.starts_at)
    assert [(turn.guest.name, turn.minutes, (turn.starts_at - start).seconds // 60) for turn in group.turns] == [
        ("Chris", 3, 20), ("Anna", 5, 23), ("Bram", 5, 28)]
    assert (group.minutes, group.too_long) == (13, 1)
    with pytest.raises(RefusedError):
        actions.add_guest(meeting=meeting, values=GuestValues("Dirk", speaks_on=PartFactory(meeting=meeting)),
                          by=adviser)


def test_thanks_go_once_to_who_came(activity: Activity, adviser: Person, run_tasks: Callable) -> None:
    meeting = MeetingFactory(activity=activity, past=True)
    came = GuestFactory(meeting=meeting, has_come=True)
    GuestFactory(meeting=meeting, has_come=False)
    GuestFactory(meeting=meeting)
    with pytest.raises(RefusedError):
        actions.thank_guests(meeting=meeting, version=1, by=adviser)
    Meeting.objects.filter(pk=meeting.pk).update(state="held")
    actions.thank_guests(meeting=meeting, version=1, by=adviser)
    with pytest.raises(RefusedError):
        actions.thank_guests(meeting=meeting, version=2, by=adviser)
    assert run_tasks() == ["tell_guests"]
    message = Message.objects.get()
    assert message.to == came.email
    assert "/aanmelding/" in message.headers["List-Unsubscribe"]
    assert tasks.tell_guests.func(meeting.pk, "thanks", 0) == 1  # a second run of the work sends nothing
    assert Message.objects.count() == 1


def test_reminders_go_once_and_in_time(activity: Activity) -> None:
    soon = MeetingFactory(activity=activity, starts_at=timezone.now() + timedelta(days=1))
    far = MeetingFactory(activity=activity)
    long_ago = timezone.now() - timedelta(days=10)
    guest = GuestFactory(meeting=soon, created_at=long_ago)
    for meeting, changes in ((soon, {"state": "waiting"}), (soon, {"state": "cancelled"}), (soon, {"email": ""}),
                             (far, {})):
        GuestFactory(meeting=meeting, created_at=long_ago, **changes)
    GuestFactory(meeting=soon)  # registered just now: knows
    assert [tasks.remind_guests.func() for _twice in range(2)] == [1, 0]
    assert Message.objects.get().to == guest.email


def test_a_reminder_that_broke_off_is_sent_once(activity: Activity, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = MeetingFactory(activity=activity, starts_at=timezone.now() + timedelta(days=1))
    guests = [GuestFactory(meeting=meeting, created_at=timezone.now() - timedelta(days=9)) for _each in range(4)]
    sent, queue = [], tasks.queue_mail

    def killed_at_the_third(template: str, guest: Guest) -> bool:
        if len(sent) == 2:
            raise KeyboardInterrupt
        sent.append(guest)
        return queue(template, guest)

    monkeypatch.setattr(tasks, "queue_mail", killed_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        tasks.remind_guests.func()
    monkeypatch.undo()
    assert Message.objects.count() == Guest.objects.exclude(reminded_at=None).count() == 2
    assert tasks.remind_guests.func() == 2
    assert sorted(Message.objects.values_list("to", flat=True)) == sorted(guest.email for guest in guests)


def test_zero_days_is_no_reminder(activity: Activity) -> None:
    meeting = MeetingFactory(activity=activity, starts_at=timezone.now() + timedelta(hours=3), remind_days_before=0)
    GuestFactory(meeting=meeting, created_at=timezone.now() - timedelta(days=9))
    assert tasks.remind_guests.func() == 0


def test_guests_are_forgotten_after_thirty_days_and_their_counts_stay(activity: Activity) -> None:
    old = MeetingFactory(activity=activity, starts_at=timezone.now() - timedelta(days=forgetting.KEEP_DAYS + 1))
    recent = MeetingFactory(activity=activity, starts_at=timezone.now() - timedelta(days=forgetting.KEEP_DAYS - 1))
    gone = GuestFactory(meeting=old, role="council", needs="Geen noten", party="De Wit", has_come=True)
    GuestFactory(meeting=recent)
    key = gone.key
    for meeting, guest in ((old, gone), (recent, Guest.objects.get(meeting=recent))):
        guest.meeting = meeting
        mails.queue_mail("confirmed", guest)
    assert [tasks.forget_guests.func() for _twice in range(2)] == [1, 0]
    gone.refresh_from_db()
    assert (gone.name, gone.email, gone.needs, gone.party, gone.person) == ("", "", "", "", None)
    assert (gone.role, gone.state, gone.has_come) == ("council", "registered", True)
    assert gone.key != key
    assert Guest.objects.exclude(name="").count() == Message.objects.count() == 1
    line = AuditLine.objects.get(act="meeting.guests_forgotten")
    assert line.facts == {"number": 1}
    assert queries.needs_of(old).total == 1


def test_staff_delete_the_data_only_when_it_is_over(activity: Activity, adviser: Person) -> None:
    coming, over = MeetingFactory(activity=activity), MeetingFactory(activity=activity, past=True)
    for meeting in (coming, over):
        GuestFactory(meeting=meeting)
    with pytest.raises(RefusedError):
        actions.forget_after(meeting=coming, by=adviser)
    assert actions.forget_after(meeting=over, by=adviser) == 1


def test_own_deletion_frees_the_place(activity: Activity) -> None:
    meeting = MeetingFactory(activity=activity, capacity=1)
    guest, waiting = GuestFactory(meeting=meeting), GuestFactory(meeting=meeting, state="waiting")
    for each in (guest, waiting):
        mails.queue_mail("confirmed", each)
    actions.forget_registration(guest=guest)
    guest.refresh_from_db()
    waiting.refresh_from_db()
    assert (guest.state, guest.email, waiting.state) == ("cancelled", "", "registered")
    assert set(Message.objects.values_list("to", flat=True)) == {waiting.email}


def test_nobody_moves_up_in_a_meeting_that_is_cancelled(activity: Activity) -> None:
    meeting = MeetingFactory(activity=activity, capacity=1, state="cancelled")
    guest, waiting = GuestFactory(meeting=meeting), GuestFactory(meeting=meeting, state="waiting")
    actions.forget_registration(guest=guest)
    waiting.refresh_from_db()
    assert waiting.state == "waiting"
    assert not Message.objects.exists()


def test_the_own_data_hold_registrations_and_lose_them_with_the_account(activity: Activity, resident: Person) -> None:
    coming, was = MeetingFactory(activity=activity, capacity=1), MeetingFactory(activity=activity, past=True)
    for meeting in (coming, was):
        GuestFactory(meeting=meeting, person=resident, needs="Rolstoel")
    waiting = GuestFactory(meeting=coming, state="waiting")
    GuestFactory(meeting=was, needs="Van een ander")
    rows = exports()["registrations"](resident)
    assert [row["meeting"] for row in rows] == [coming.title, was.title]
    assert {row["needs"] for row in rows} == {"Rolstoel"}
    erase_elsewhere(resident)
    assert not Guest.objects.filter(needs="Rolstoel").exists()
    waiting.refresh_from_db()
    assert waiting.state == "registered"
    assert Guest.objects.filter(meeting=was, state="registered").count() == 2


def test_the_guest_list_searches_filters_and_sorts(activity: Activity) -> None:
    meeting = MeetingFactory(activity=activity)
    GuestFactory(meeting=meeting, name="Anna", role="council")
    GuestFactory(meeting=meeting, name="Bram", needs="Halal", state="waiting")
    GuestFactory(meeting=MeetingFactory(activity=ActivityFactory(kind="meetings")), name="Vreemd")

    def names(**wanted: object) -> list[str]:
        return [guest.name for guest in queries.guests_of(meeting, queries.Wanted(**wanted))]

    assert names() == ["Anna", "Bram"]
    assert names(order="-naam") == ["Bram", "Anna"]
    assert names(search="halal") == ["Bram"]
    assert names(state="registered") == ["Anna"]
    assert names(role="council") == ["Anna"]
    assert names(has_needs=True) == ["Bram"]


def test_the_work_that_comes_back_serves_every_organisation(activity: Activity) -> None:
    theirs = OrganisationFactory()
    mine = MeetingFactory(activity=activity, starts_at=timezone.now() + timedelta(days=1))
    with scope(organisation=theirs):
        other = MeetingFactory(activity=ActivityFactory(kind="meetings", process=ProcessFactory(organisation=theirs)),
                               starts_at=timezone.now() + timedelta(days=1))
        GuestFactory(meeting=other, created_at=timezone.now() - timedelta(days=9))
    GuestFactory(meeting=mine, created_at=timezone.now() - timedelta(days=9))
    assert tasks.remind_guests.func() == 2
    assert Message.objects.count() == 1
    with scope(organisation=theirs):
        assert theirs.host in Message.objects.get().text
        long_ago = timezone.now() - timedelta(days=50)
        Meeting.objects.update(starts_at=long_ago, ends_at=long_ago)
    assert tasks.forget_guests.func() == 1
    assert Guest.objects.exclude(name="").count() == 1


def test_who_must_wait_is_told_to_staff(activity: Activity, adviser_client: Client) -> None:
    meeting = MeetingFactory(activity=activity, capacity=1)
    GuestFactory(meeting=meeting)
    answer = adviser_client.post(url_of("guest_add", meeting), filled(version=0), follow=True)
    assert b"rd-alert--warning" in answer.content
    assert Guest.objects.get(name="Fatima Yilmaz").state == "waiting"
