"""Weighing: known numbers in, weighed figures out, faults in words, and never after publication."""

import random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from rodedraad.kinds.survey.models import PopulationMargin, Survey, SurveyReport
from rodedraad.kinds.survey.results.forms import split_line
from rodedraad.kinds.survey.results.margins import save_margin
from rodedraad.kinds.survey.results.stored import make_report, told_of
from rodedraad.kinds.survey.tests.factories import SurveyFactory
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.processes.errors import RefusedError, StaleError

from .filled import fill, small_answers

pytestmark = pytest.mark.django_db
TOTALS = {"centrum": 3000, "dorp": 6000, "other": 1000}


@pytest.fixture
def survey(activity: Activity) -> Survey:
    """A stopped survey of everybody, in which Centrum answered far more often than Dorp and trusts less."""
    made = SurveyFactory(activity=activity, state="stopped")
    rng = random.Random(3)
    rows = []
    for area, size, trust in (("centrum", 400, 2), ("dorp", 160, 4), ("other:Elders", 60, 3)):
        for number in range(size):
            answers = small_answers(rng) | {"area": area, "trust": trust if number % 3 else rng.randint(1, 5)}
            answers.pop("why", None)
            rows.append(("", answers))
    fill(made, rows)
    return made


def trust_of(survey: Survey) -> float:
    made = told_of(make_report(survey))
    return made.questions["trust"].parts[0].result.results[0].mean or 0


def url(survey: Survey, name: str, *more: str) -> str:
    return reverse(f"survey:{name}", args=[survey.activity.process.slug, survey.activity.slug, *more])


def save(survey: Survey, by: object, totals: dict[str, int], version: int = 0, trait: str = "area") -> None:
    save_margin(survey=survey, trait=trait, group="all", totals=totals, source="CBS", version=version, by=by)


def test_that_people_who_answered_less_count_for_more(survey, adviser) -> None:
    plain = trust_of(survey)
    save(survey, adviser, TOTALS)
    assert trust_of(survey) > plain + 0.3
    told = told_of(SurveyReport.objects.get())
    result = told.questions["trust"].parts[0].result.results[0]
    assert result.is_weighted
    assert all(answer.count is None for answer in result.shares)
    assert (told.response[0].design_effect or 0) > 1
    assert told.likeness[0].verdict == "unlike"
    assert told.likeness[0].source == "CBS"


def test_that_numbers_that_do_not_fit_are_told_and_weigh_nothing(survey, adviser) -> None:
    save(survey, adviser, {"centrum": 3000, "dorp": 6000})
    told = told_of(make_report(survey))
    assert told.weighed[0].fault == "category_without_total"
    assert told.weighed[0].facts["categories"] == "Anders"
    assert not told.questions["trust"].parts[0].result.results[0].is_weighted


def test_that_two_people_do_not_overwrite_each_other_and_the_public_report_stays(survey, adviser) -> None:
    save(survey, adviser, TOTALS)
    with pytest.raises(StaleError):
        save(survey, adviser, TOTALS)
    with pytest.raises(RefusedError):
        save(survey, adviser, {"area": 5}, trait="trust")
    make_report(survey)
    SurveyReport.objects.update(state="published")
    with pytest.raises(RefusedError):
        save(survey, adviser, TOTALS, version=1)
    assert PopulationMargin.objects.get().version == 1


def test_that_numbers_of_public_results_stay(survey, adviser, adviser_client) -> None:
    save(survey, adviser, TOTALS)
    make_report(survey)
    SurveyReport.objects.update(state="published")
    answer = adviser_client.post(url(survey, "remove_margin", "area"), follow=True)
    assert answer.status_code == 200
    assert PopulationMargin.objects.get().totals == TOTALS


def test_that_numbers_can_be_typed_pasted_and_sent(survey, adviser_client) -> None:
    make_report(survey)
    page = adviser_client.get(url(survey, "weighing")).content.decode()
    assert "multipart/form-data" in adviser_client.get(url(survey, "margin", "area")).content.decode()
    assert "Waar woont u?" in page
    fields = {"version": 0, "group": "all", "source": "CBS", "n_centrum": "3000", "n_dorp": "1", "n_other": "1000"}
    answer = adviser_client.post(url(survey, "margin", "area"), fields | {"pasted": "naam\taantal\nDorp\t6.000"})
    assert answer.status_code == 302
    assert PopulationMargin.objects.get().totals == TOTALS
    sent = SimpleUploadedFile("cbs.csv", b"Centrum;3100\nGehucht;4")
    wrong = adviser_client.post(url(survey, "margin", "area"), fields | {"version": 1, "file": sent})
    assert wrong.status_code == 200
    assert "Gehucht;4" in wrong.content.decode()
    shown = adviser_client.get(url(survey, "weighing")).content.decode()
    assert "10.000" in shown or "10000" in shown
    assert adviser_client.post(url(survey, "remove_margin", "area")).status_code == 302
    assert not PopulationMargin.objects.exists()


@pytest.mark.parametrize(("line", "found"), [
    ("Centrum; 5.200", ("Centrum", 5200)), ('"De Wijk, oost",12', ("De Wijk, oost", 12)),
    ("18–34\t5 200", ("18–34", 5200)), ("naam;aantal", ("naam;aantal", None)), ("Dorp 40", ("Dorp", 40))])
def test_that_lines_are_read_as_people_write_them(line, found) -> None:
    assert split_line(line) == found
