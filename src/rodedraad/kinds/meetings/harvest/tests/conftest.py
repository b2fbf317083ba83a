"""A dinner that was held, with a card and somebody who writes on it."""

from collections.abc import Callable

import pytest

from rodedraad.base.accounts.models import Person
from rodedraad.kinds.meetings.harvest.actions import open_card, record_statements
from rodedraad.kinds.meetings.harvest.said import Said
from rodedraad.kinds.meetings.models import Conversation, Meeting, Quote
from rodedraad.kinds.meetings.tests.factories import MeetingFactory
from rodedraad.listen.activities.models import Activity


@pytest.fixture
def meeting(activity: Activity) -> Meeting:
    """A dinner that was held three days ago."""
    return MeetingFactory(past=True, activity=activity)


@pytest.fixture
def card(meeting: Meeting, adviser: Person) -> Conversation:
    """An open card of that dinner."""
    return open_card(meeting=meeting, by=adviser)


@pytest.fixture
def said(card: Conversation, adviser: Person) -> Callable[..., Quote]:
    """Record one statement and give its quote back."""

    def say(text: str = "Er is te weinig groen in de wijk.", consent: str = "role", name: str = "",
            role: str = "resident") -> Quote:
        return record_statements(conversation=card, statements=[Said(text, role, consent, name)], by=adviser)[0]

    return say
