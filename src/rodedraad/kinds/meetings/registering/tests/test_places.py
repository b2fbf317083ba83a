"""Places: capacity, the waiting list, moving up, and that no race gives out more places than there are."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import connections, transaction
from django.utils import timezone
from django_scopes import scope

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.base.core.models import AuditLine
from rodedraad.base.notifications.models import Message
from rodedraad.base.organisations.models import Organisation
from rodedraad.kinds.meetings.models import Guest, Meeting
from rodedraad.kinds.meetings.registering import actions
from rodedraad.kinds.meetings.registering.actions import GuestValues
from rodedraad.kinds.meetings.registering.places import counts, standing, state_for_new
from rodedraad.kinds.meetings.tests.factories import GuestFactory, MeetingFactory
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.processes.errors import RefusedError
from rodedraad.listen.processes.tests.factories import OrganisationFactory

THREADS = 8
PLACES = 3


def come(meeting: Meeting, number: int = 1, **changes: object) -> None:
    filled = {"name": f"Gast {number}", "email": f"gast-{number}@example.nl", **changes}
    actions.register(meeting=meeting, values=GuestValues(**filled), by=Visitor(), network=f"10.0.{number}")


def states(meeting: Meeting) -> list[str]:
    return list(Guest.objects.filter(meeting=meeting).order_by("pk").values_list("state", flat=True))


def mails(template: str) -> list[Message]:
    return list(Message.objects.filter(once_key__startswith=f"meeting-{template}:").order_by("pk"))


def test_first_places_then_the_waiting_list(activity: Activity) -> None:
    meeting = MeetingFactory(activity=activity, capacity=2)
    for number in range(3):
        come(meeting, number)
    assert states(meeting) == ["registered", "registered", "waiting"]
    assert [mail.to for mail in mails("confirmed")] == ["gast-0@example.nl", "gast-1@example.nl"]
    assert [mail.to for mail in mails("waiting")] == ["gast-2@example.nl"]
    assert AuditLine.objects.filter(act="guest.registered").count() == 3
    assert "gast-0" not in str(list(AuditLine.objects.values_list("facts", flat=True)))


def test_without_a_waiting_list_full_is_full(activity: Activity) -> None:
    meeting = MeetingFactory(activity=activity, capacity=1, has_waiting_list=False)
    come(meeting, 1)
    with pytest.raises(RefusedError):
        come(meeting, 2)
    with pytest.raises(RefusedError):
        come(meeting, 1)  # the same words for who is registered: a stranger learns nothing
    assert states(meeting) == ["registered"]


def test_who_cancels_gives_the_place_to_who_waits_longest(activity: Activity) -> None:
    meeting = MeetingFactory(activity=activity, capacity=1)
    for number in range(3):
        come(meeting, number)
    first = Guest.objects.get(email="gast-0@example.nl")
    assert actions.cancel_registration(guest=first, by=None)
    assert not actions.cancel_registration(guest=first, by=None)
    assert states(meeting) == ["cancelled", "registered", "waiting"]
    assert [mail.to for mail in mails("moved_up")] == ["gast-1@example.nl"]
    assert [mail.to for mail in mails("removed")] == ["gast-0@example.nl"]


def test_who_waits_goes_before_who_comes_later(activity: Activity) -> None:
    meeting = MeetingFactory(activity=activity, capacity=2)
    GuestFactory(meeting=meeting)
    GuestFactory(meeting=meeting, state="waiting")  # there is a place, but it is not given out yet
    assert state_for_new(meeting) == "waiting"
    assert standing(meeting).is_full


def test_nobody_moves_up_when_it_has_started_and_nobody_cancels_then(activity: Activity, adviser: Person) -> None:
    meeting = MeetingFactory(activity=activity, past=True, capacity=1)
    guest = GuestFactory(meeting=meeting)
    GuestFactory(meeting=meeting, state="waiting")
    with pytest.raises(RefusedError):
        actions.cancel_registration(guest=guest, by=adviser)
    assert counts(meeting) == (1, 1)


@pytest.mark.parametrize(("changes", "is_open"), [
    ({}, True), ({"state": "draft"}, False), ({"state": "cancelled"}, False), ({"past": True}, False),
    ({"registration_opens_at": timezone.now() + timedelta(days=1)}, False),
    ({"registration_closes_at": timezone.now() - timedelta(days=1)}, False), ({"form": "street"}, False),
])
def test_registering_only_while_it_is_open(activity: Activity, changes: dict[str, object], is_open: bool) -> None:
    meeting = MeetingFactory(activity=activity, **changes)
    assert standing(meeting).can_register is is_open
    if is_open:
        come(meeting)
    else:
        with pytest.raises(RefusedError):
            come(meeting)
    assert len(states(meeting)) == int(is_open)


def test_the_exact_number_of_places_is_not_told(activity: Activity) -> None:
    meeting = MeetingFactory(activity=activity, capacity=12)
    seen = [standing(meeting).places]
    for number in range(12):
        GuestFactory(meeting=meeting, email=f"{number}@example.nl")
        seen.append(standing(meeting).places)
    assert seen == ["many"] * 2 + ["few"] * 10 + ["none"]


def test_the_same_address_twice_is_one_guest_and_a_kind_mail(activity: Activity) -> None:
    meeting = MeetingFactory(activity=activity)
    come(meeting, email="Fatima@Example.NL")
    come(meeting, email=" fatima@example.nl ", name="Een ander")
    come(meeting, email="fatima@example.nl")
    guest = Guest.objects.get()
    assert (guest.name, guest.email) == ("Gast 1", "fatima@example.nl")
    assert len(mails("again")) == 1  # not one for each try
    assert len(mails("confirmed")) == 1


def test_who_cancelled_can_come_back(activity: Activity) -> None:
    meeting = MeetingFactory(activity=activity)
    come(meeting)
    actions.cancel_registration(guest=Guest.objects.get(), by=None)
    come(meeting)
    assert states(meeting) == ["cancelled", "registered"]
    assert len(mails("confirmed")) == 2


def test_many_registrations_from_one_network_or_for_one_address_are_stopped(activity: Activity) -> None:
    meeting = MeetingFactory(activity=activity)
    for number in range(actions.FROM_NETWORK.times):
        values = GuestValues("Gast", f"{number}@example.nl")
        actions.register(meeting=meeting, values=values, by=Visitor(), network="10.1")
    with pytest.raises(actions.TooOftenError):
        actions.register(meeting=meeting, values=GuestValues("Gast", "x@example.nl"), by=Visitor(), network="10.1")
    for number in range(actions.FOR_ADDRESS.times):
        come(meeting, number, email="doelwit@example.nl")
    with pytest.raises(actions.TooOftenError):
        come(meeting, 99, email="DOELWIT@example.nl")


def test_a_registration_belongs_to_a_person_only_with_the_own_address(activity: Activity, resident: Person) -> None:
    meeting = MeetingFactory(activity=activity)
    for address in (resident.account.email, "moeder@example.nl"):
        actions.register(meeting=meeting, values=GuestValues("Gast", address), by=resident, network="10.2")
    owners = list(Guest.objects.order_by("pk").values_list("person", flat=True))
    assert owners == [resident.pk, None]


@pytest.fixture
def racing(transactional_db: None) -> Iterator[tuple[Organisation, Meeting]]:
    """A meeting with three places in a database that other threads can see."""
    organisation = OrganisationFactory(host="testserver")
    with scope(organisation=organisation):
        yield organisation, MeetingFactory(capacity=PLACES)


def race(organisation: Organisation, act: Callable[[int], object]) -> list[BaseException]:
    """Run one act in several threads that start together; returns what they raised."""
    start, raised = threading.Barrier(THREADS), []

    def run(number: int) -> None:
        try:
            with scope(organisation=organisation):
                start.wait()
                act(number)
        except BaseException as error:  # noqa: BLE001 -- the test looks at it
            raised.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_parallel_registrations_never_exceed_the_places(racing: tuple[Organisation, Meeting]) -> None:
    organisation, meeting = racing
    assert race(organisation, lambda number: come(meeting, number)) == []
    assert counts(meeting) == (PLACES, THREADS - PLACES)
    assert len(mails("confirmed")) == PLACES
    assert len(mails("waiting")) == THREADS - PLACES


def test_parallel_cancellations_give_each_place_once(racing: tuple[Organisation, Meeting]) -> None:
    organisation, meeting = racing
    seated = [GuestFactory(meeting=meeting) for _each in range(PLACES)]
    for _each in range(PLACES + 2):
        GuestFactory(meeting=meeting, state="waiting")
    assert race(organisation, lambda number: actions.cancel_registration(guest=seated[number % PLACES], by=None)) == []
    assert counts(meeting) == (PLACES, 2)
    assert len(mails("moved_up")) == PLACES


def test_one_address_in_parallel_is_one_guest(racing: tuple[Organisation, Meeting]) -> None:
    organisation, meeting = racing
    raised = race(organisation, lambda number: come(meeting, number, email="zelfde@example.nl"))
    assert all(isinstance(error, actions.TooOftenError) for error in raised)  # the seventh and eighth try
    assert counts(meeting) == (1, 0)


def test_without_the_lock_the_same_race_gives_out_too_many_places(racing: tuple[Organisation, Meeting]) -> None:
    """The control: look whether there is a place, then take it, without the lock on the meeting."""
    organisation, meeting = racing
    looked = threading.Barrier(THREADS)

    def naive(number: int) -> None:
        state = state_for_new(meeting)
        looked.wait()
        with transaction.atomic():
            GuestFactory(meeting=meeting, email=f"naief-{number}@example.nl", state=state)

    assert race(organisation, naive) == []
    assert counts(meeting)[0] == THREADS > PLACES
