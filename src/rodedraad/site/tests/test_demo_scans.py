"""The Quick Scans of the demo: what is invented could have been answered, groups differ, and the agenda is followed."""

import pytest
from django_scopes import scope

from rodedraad.decide.agreements.models import Commitment
from rodedraad.kinds.survey.instrument.answers import check_answer
from rodedraad.kinds.survey.instrument.routing import counting_answers
from rodedraad.kinds.survey.models import Response
from rodedraad.kinds.survey.queries import columns_of
from rodedraad.kinds.survey.reading import instrument_of
from rodedraad.listen.processes.tests.factories import OrganisationFactory, PersonFactory
from rodedraad.site.demo import people, scans

pytestmark = pytest.mark.django_db
FEW = {"resident": 60, "staff": 20, "council": 12, "executive": 3}


@pytest.fixture
def staff():
    organisation = OrganisationFactory()
    with scope(organisation=organisation):
        yield {key: PersonFactory(name=name, roles=[role]) for key, name, role in people.STAFF}


def test_both_scans_stand_where_they_should(staff, monkeypatch) -> None:
    monkeypatch.setattr(scans, "FIRST_GROUPS", FEW)
    monkeypatch.setattr(scans, "SECOND_GROUPS", {"resident": 12})
    first, second = scans.load_scans(staff)
    assert first.survey.report.state == "published"
    assert not first.steps.filter(done_at=None).exists()
    assert (second.step, second.survey.state, second.previous) == (3, "running", first)
    assert Commitment.objects.filter(agenda_point__scan=first, is_published=True).count() == first.points.count() == 5
    assert all(point.grounds for point in first.points.all())
    questions = instrument_of(first.survey.asks)
    rows = Response.objects.filter(survey=first.survey, state="finished")
    assert rows.count() == sum(FEW.values())
    for row in rows:
        assert not [key for key, value in row.answers.items()
                    if check_answer(questions.questions[key], value).value != value]
        assert counting_answers(questions, row.answers, seed=row.seed, group=row.group) == row.answers
        assert (row.begun_at.hour, row.begun_at.minute, row.person_id, row.resume_hash) == (0, 0, None, None)
    residents, council = (columns_of(first.survey, group)["part_reply.now"] for group in ("resident", "council"))
    assert council[council > 0].mean() - residents[residents > 0].mean() > 0.5
