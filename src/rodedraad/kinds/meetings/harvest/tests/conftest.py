"""A dinner that was held, with a card and a person of the team."""

import pytest
from django_scopes import scope

from rodedraad.kinds.meetings.harvest.actions import open_card, record_statements
from rodedraad.kinds.meetings.harvest.said import Said
from rodedraad.kinds.meetings.tests.factories import MeetingFactory
from rodedraad.listen.processes.tests.factories import OrganisationFactory, PersonFactory


@pytest.fixture
def ours(db):
    """The organisation of the test, in whose scope it runs."""
    organisation = OrganisationFactory(name="Gemeente Waterstede", slug="waterstede", host="waterstede.localhost")
    with scope(organisation=organisation):
        yield organisation


@pytest.fixture
def adviser(ours):
    """Somebody of the team."""
    return PersonFactory(organisation=ours, roles=["adviser"])


@pytest.fixture
def meeting(ours):
    """A dinner that was held three days ago."""
    return MeetingFactory(past=True, activity__process__organisation=ours, organisation=ours)


@pytest.fixture
def card(meeting, adviser):
    """An open card of that dinner."""
    return open_card(meeting=meeting, by=adviser)


@pytest.fixture
def said(card, adviser):
    """Record one statement and give its quote back."""

    def say(text="Er is te weinig groen in de wijk.", consent="role", name="", role="resident"):
        return record_statements(conversation=card, statements=[Said(text, role, consent, name)], by=adviser)[0]

    return say
