"""What the tests of surveys share beside what all kinds do: an activity of this kind."""

import pytest

from rodedraad.base.organisations.models import Organisation
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.activities.tests.factories import ActivityFactory


@pytest.fixture
def activity(organisation: Organisation) -> Activity:
    """An activity of surveys in a running process."""
    return ActivityFactory(kind="survey", title="Hoe gaat het in de buurt?", slug="buurt")
