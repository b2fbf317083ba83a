"""The survey of the demo: it runs, it can be counted, and all that is invented could have been answered."""

import pytest
from django_scopes import scope

from rodedraad.kinds.survey.instrument.answers import check_answer
from rodedraad.kinds.survey.models import Response
from rodedraad.kinds.survey.queries import answered
from rodedraad.kinds.survey.reading import instrument_of
from rodedraad.listen.processes.tests.factories import OrganisationFactory, PersonFactory, ProcessFactory
from rodedraad.site.demo import panel

pytestmark = pytest.mark.django_db


@pytest.fixture
def process():
    organisation = OrganisationFactory()
    with scope(organisation=organisation):
        yield ProcessFactory()


def test_what_is_invented_could_have_been_answered(process) -> None:
    survey = panel.load_panel(process, PersonFactory(roles=["adviser"]))
    assert survey.state == "running"
    assert len(answered(survey)) == panel.FINISHED
    assert Response.objects.filter(state="begun").count() == panel.BEGUN
    questions = instrument_of(survey.asks).questions
    for answers in Response.objects.values_list("answers", flat=True):
        assert not [key for key, value in answers.items() if check_answer(questions[key], value).value != value]
