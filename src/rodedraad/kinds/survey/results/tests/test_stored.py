"""The report of a survey: made once, complete, and exactly as it was stored."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from rodedraad.kinds.survey.models import Response, Survey, SurveyReport
from rodedraad.kinds.survey.results.stored import content_of, make_report, told_from, told_of
from rodedraad.kinds.survey.results.tasks import count_closed
from rodedraad.kinds.survey.tests.factories import ResponseFactory, SurveyFactory
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.processes.errors import RefusedError

from .filled import fill, small_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(activity: Activity) -> Survey:
    """A stopped survey of two groups with enough answers."""
    made = SurveyFactory(activity=activity, group_choice="asked", state="stopped")
    fill(made, small_rows({"resident": 160, "council": 24}))
    return made


def test_that_every_closed_question_is_told_in_the_words_of_the_instrument(survey: Survey) -> None:
    told = told_of(make_report(survey))
    assert [group.label for group in told.groups] == ["Inwoners", "Raad"]
    assert {key: question.how for key, question in told.questions.items()} == {
        "trust": "scale", "talk": "gap", "area": "choice", "topics": "chosen", "order": "first", "parts": "scale",
        "age": "classes", "picture": "choice", "use": "chosen"}
    assert [(each.key, each.why) for each in told.untold] == [("why", "text"), ("since", "date"), ("spot", "place")]
    assert [part.label for part in told.questions["parts"].parts] == ["Brief", "Site"]
    assert told.questions["trust"].title_for("council") == "Wij luisteren."
    assert told.questions["area"].labels["other"] == "Anders"
    assert told.questions["trust"].parts[0].result.results[0].n
    gap = told.questions["talk"].pair
    assert gap is not None
    assert gap.gaps[0].gap is not None
    assert told.n >= 150
    assert told.find("parts.brief") == (told.questions["parts"], "Brief")


def test_that_what_is_stored_is_exactly_what_is_read(survey: Survey) -> None:
    made = make_report(survey)
    kept = SurveyReport.objects.get(pk=made.pk)
    told = told_of(kept)
    assert told == told_of(made)
    assert told_from(json.loads(json.dumps(content_of(told)))) == told
    assert content_of(told) == kept.content


def test_that_nothing_is_counted_while_answers_come_in(survey: Survey) -> None:
    Survey.objects.filter(pk=survey.pk).update(state="running")
    with pytest.raises(RefusedError):
        make_report(survey)
    assert not SurveyReport.objects.exists()


def test_that_counting_twice_gives_the_same(survey: Survey) -> None:
    assert make_report(survey).content == make_report(survey).content
    assert SurveyReport.objects.get().version == 2


def test_that_one_answer_less_is_no_second_report(survey: Survey) -> None:
    before = make_report(survey).content
    Response.objects.filter(survey=survey, group="council").order_by("pk")[0].delete()
    with pytest.raises(RefusedError):
        make_report(survey)
    assert SurveyReport.objects.get().content == before


def test_that_enough_answers_more_are_counted_until_it_is_public(survey: Survey) -> None:
    make_report(survey)
    for group, answers in small_rows({"resident": 12}, seed=5):
        ResponseFactory(survey=survey, state="finished", group=group, answers=answers)
    assert told_of(make_report(survey)).n > 165
    SurveyReport.objects.update(state="published")
    with pytest.raises(RefusedError):
        make_report(survey)



def test_that_a_survey_that_closed_by_itself_is_counted_unless_paper_may_still_lie_about(survey: Survey) -> None:
    ended = timezone.now() - timedelta(seconds=1)
    Survey.objects.update(state="running", closes_at=timezone.now() + timedelta(hours=1))
    assert count_closed.func() == 0
    Survey.objects.update(closes_at=ended)
    one = Response.objects.order_by("pk")[0]
    Response.objects.filter(pk=one.pk).update(channel="paper")
    assert count_closed.func() == 0
    Survey.objects.update(state="stopped")
    assert count_closed.func() == 1
    SurveyReport.objects.all().delete()
    Survey.objects.update(state="running")
    Response.objects.update(channel="site")
    assert count_closed.func() == 1
    assert count_closed.func() == 0


def test_that_nobody_answered_is_a_report_too(activity: Activity) -> None:
    told = told_of(make_report(SurveyFactory(activity=activity, group_choice="asked", state="stopped")))
    assert told.n == 0
    assert list(told.groups) == []
    assert list(told.left_out) == ["Inwoners", "Raad"]
