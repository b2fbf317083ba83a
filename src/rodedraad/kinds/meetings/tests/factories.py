"""Meetings, parts and guests for tests: public, in two weeks, open for registration unless told otherwise."""

import secrets
from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone

from rodedraad.kinds.meetings.models import Guest, Meeting, Part
from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.processes.tests.factories import SavingFactory


class MeetingFactory(SavingFactory):
    """A public dinner talk in two weeks; `MeetingFactory(past=True)` was three days ago."""

    class Meta:
        model = Meeting

    class Params:
        past = factory.Trait(starts_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=3)))

    activity = factory.SubFactory(ActivityFactory, kind="meetings")
    organisation = factory.SelfAttribute("activity.organisation")
    form = Meeting.Form.DINNER
    title = factory.Sequence(lambda n: f"Maaltijdgesprek {n}")
    intro = "Wij eten samen en praten over de buurt."
    state = Meeting.State.PUBLISHED
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))
    ends_at = factory.LazyAttribute(lambda row: row.starts_at + timedelta(hours=3))
    venue = "Buurthuis De Brug"
    address = "Kade 1, Waterstede"
    access_info = "De zaal is op de begane grond."


class PartFactory(SavingFactory):
    """A course with a question."""

    class Meta:
        model = Part

    meeting = factory.SubFactory(MeetingFactory)
    organisation = factory.SelfAttribute("meeting.organisation")
    position = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Gang {n}")
    question = "Waar bent u trots op?"


class GuestFactory(SavingFactory):
    """Somebody with a place; `GuestFactory(state="waiting")` waits."""

    class Meta:
        model = Guest

    meeting = factory.SubFactory(MeetingFactory)
    organisation = factory.SelfAttribute("meeting.organisation")
    name = factory.Sequence(lambda n: f"Gast {n}")
    email = factory.Sequence(lambda n: f"gast{n}@example.org")
    key = factory.LazyFunction(lambda: secrets.token_hex(32))


def filled(**changes: Any) -> dict[str, Any]:
    """What a visitor types to register."""
    typed = {"name": "Fatima Yilmaz", "email": "fatima@example.org", "role": "resident", "party": "", "needs": ""}
    return typed | changes
