"""What the tests of meetings share beside what all kinds do: an activity of this kind."""

import pytest

from rodedraad.base.organisations.models import Organisation
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.activities.tests.factories import ActivityFactory


@pytest.fixture
def activity(organisation: Organisation) -> Activity:
    """An activity of meetings in a running process."""
    return ActivityFactory(kind="meetings", title="Praat mee aan tafel", slug="praat-mee")
