"""Open answers on their way to the themes: as contributions that lead back to nobody, once."""

import pytest

from rodedraad.kinds.survey.models import Response, Survey
from rodedraad.kinds.survey.results.actions import bring_to_themes
from rodedraad.kinds.survey.tests.factories import SurveyFactory
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.processes.errors import RefusedError

from .filled import fill
from .test_pages import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(activity: Activity) -> Survey:
    """Twelve residents and four of the council wrote something; one only blanks."""
    made = SurveyFactory(activity=activity, group_choice="asked", state="stopped")
    fill(made, [*(("resident", {"why": f"Reden nummer {number}."}) for number in range(12)),
                *(("council", {"why": f"Raad zegt {number}.", "area": "other:Aan het water"}) for number in range(4)),
                ("resident", {"why": "   "})])
    return made


def test_that_nothing_leads_back_to_a_response(survey: Survey) -> None:
    assert bring_to_themes(survey=survey, key="why", by=None) == 16
    made = list(Contribution.objects.order_by("pk"))
    assert {each.state for each in made} == {"inside"}
    assert len({each.created_at for each in made}) == 1
    assert made[0].created_at.hour == made[0].created_at.microsecond == 0
    assert not any(each.author_id or each.entered_by_id for each in made)
    texts = [each.text for each in made]
    answered = [each.answers["why"] for each in Response.objects.order_by("pk") if each.answers["why"].strip()]
    assert sorted(texts) == sorted(answered)
    assert texts != answered
    roles = {each.text: each.author_role for each in made}
    assert roles["Reden nummer 3."] == "resident"
    assert roles["Raad zegt 1."] == "other"


def test_that_a_group_is_told_only_when_enough_of_it_wrote(survey: Survey) -> None:
    Response.objects.filter(answers__why="Reden nummer 0.").delete()
    bring_to_themes(survey=survey, key="why", by=None, threshold=12)
    assert set(Contribution.objects.values_list("author_role", flat=True)) == {"other"}


def test_that_twice_is_once_and_not_while_answers_come_in(survey, adviser_client, run_tasks) -> None:
    assert adviser_client.post(url(survey, "to_themes")).status_code == 302
    assert adviser_client.post(url(survey, "to_themes")).status_code == 302
    run_tasks()
    assert Contribution.objects.count() == 20
    assert "beheer/resultaten/themas" not in adviser_client.get(url(survey)).content.decode()
    Survey.objects.update(state="running")
    Contribution.objects.all().delete()
    with pytest.raises(RefusedError):
        bring_to_themes(survey=survey, key="why", by=None)
