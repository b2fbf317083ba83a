"""The page of results: who sees what and when, and that every figure on it is one of the stored ones."""

import pytest
from django.test import Client
from django.urls import reverse

from rodedraad.base.notifications.actions import follow
from rodedraad.base.notifications.models import Notice
from rodedraad.kinds.survey.actions.surveys import stop_survey
from rodedraad.kinds.survey.models import Survey, SurveyReport
from rodedraad.kinds.survey.results.stored import make_report
from rodedraad.kinds.survey.tests.factories import SurveyFactory
from rodedraad.listen.activities.models import Activity

from .filled import fill, small_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(activity: Activity) -> Survey:
    """A running survey of two groups with enough answers."""
    made = SurveyFactory(activity=activity, group_choice="asked")
    fill(made, small_rows({"resident": 160, "council": 24}))
    return made


def url(survey: Survey, name: str = "results", *more: str) -> str:
    return reverse(f"survey:{name}", args=[survey.activity.process.slug, survey.activity.slug, *more])


def test_that_results_come_when_staff_makes_them_public(survey, adviser, adviser_client, run_tasks) -> None:
    page = Client().get(url(survey)).content.decode()
    assert "rd-plot" not in page
    stop_survey(survey=survey, version=survey.version, by=adviser)
    assert "count_survey" in run_tasks()
    assert "rd-plot" not in Client().get(url(survey)).content.decode()
    assert Client().get(url(survey, "download", "csv")).status_code == 404
    early = adviser_client.get(url(survey)).content.decode()
    assert "rd-plot" in early
    report = SurveyReport.objects.get()
    answer = adviser_client.post(url(survey, "publish_results"), {"version": report.version})
    assert answer.status_code == 302
    follow(by=adviser, topic=survey.process.topic)
    assert run_tasks() == ["tell_followers"]
    assert Notice.objects.get().person == adviser
    public = Client().get(url(survey)).content.decode()
    assert '<svg class="rd-plot"' in public
    assert "De gemeente luistert." in public
    assert "Hier niet te zien: Raad." in public
    assert "(tussen " in public
    assert Client().get(url(survey, "download", "csv")).status_code == 200


def test_that_the_second_look_reads_no_figures(survey, adviser, django_assert_max_num_queries) -> None:
    Survey.objects.update(state="stopped")
    make_report(survey)
    SurveyReport.objects.update(state="published")
    first = Client().get(url(survey)).content
    with django_assert_max_num_queries(9) as seen:
        assert len(Client().get(url(survey)).content) == len(first)
    assert not any('"content"' in each["sql"] for each in seen.captured_queries if "surveyreport" in each["sql"])


def test_that_the_api_gives_what_is_published_and_nothing_else(survey) -> None:
    Survey.objects.update(state="stopped")
    report = make_report(survey)
    address = f"/api/v1/vragenlijsten/{survey.pk}/resultaten"
    assert Client().get(address).status_code == 404
    assert Client().get("/api/v1/vragenlijsten").json()["items"] == []
    SurveyReport.objects.update(state="published", published_at="2026-03-03T12:00:00Z")
    assert Client().get(address).json() == report.content
    row = Client().get("/api/v1/vragenlijsten").json()["items"][0]
    assert row["id"] == survey.pk
    assert row["antwoordenMinstens"] == report.n_known


def test_that_only_who_edits_can_publish(survey, resident, client_of) -> None:
    Survey.objects.update(state="stopped")
    make_report(survey)
    for name in ("publish_results", "count_again", "to_themes"):
        assert client_of(resident).post(url(survey, name), {"version": 1}).status_code == 403
    assert not SurveyReport.objects.filter(state="published").exists()
