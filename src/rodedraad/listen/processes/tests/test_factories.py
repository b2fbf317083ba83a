"""The factories that other apps build their tests on do what they promise."""

import pytest
from django_scopes import scope

from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.processes.models import Charter

from .factories import OrganisationFactory, PersonFactory, ProcessFactory, TeamMemberFactory

pytestmark = pytest.mark.django_db


def test_everything_lands_in_the_scope() -> None:
    organisation = OrganisationFactory()
    with scope(organisation=organisation):
        activity = ActivityFactory()
        assert activity.organisation == activity.process.organisation == organisation
        assert activity.is_open("contribute")
        charter = Charter.objects.get(process=activity.process)
        assert charter.published_at
        assert PersonFactory(roles=["adviser"]).roles == {"adviser"}
        assert TeamMemberFactory(process=activity.process).person.organisation == organisation


def test_a_draft_has_a_draft_charter() -> None:
    with scope(organisation=OrganisationFactory()):
        process = ProcessFactory(state="draft", charter__goal="Anders")
        charter = process.charters.get()
        assert (charter.goal, charter.published_at, process.published_at) == ("Anders", None, None)
