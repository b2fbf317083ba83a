"""The results as files, held against files that were looked at once; and a second survey is not empty."""

import io
import json
import random
from pathlib import Path

import openpyxl
import pytest
from django.utils import translation
from odfdo import Document

from rodedraad.kinds.survey.models import Survey
from rodedraad.kinds.survey.results.exporting import columns, file_of, lines
from rodedraad.kinds.survey.results.stored import make_report, told_of
from rodedraad.kinds.survey.results.told import Told
from rodedraad.kinds.survey.tests.factories import SurveyFactory
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.activities.tests.factories import ActivityFactory

from .filled import fill, small_answers

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parent / "golden"


def told_from_seed(activity: Activity, seed: int) -> Told:
    """A fixed survey, counted."""
    survey: Survey = SurveyFactory(activity=activity, group_choice="asked", state="stopped")
    rng = random.Random(seed)
    groups = (("resident", 220, 0.0), ("council", 31, 0.8))
    fill(survey, [(group, small_answers(rng, lean)) for group, size, lean in groups for _ in range(size)])
    with translation.override("en"):
        return told_of(make_report(survey))


def content(told: Told, form: str) -> bytes:
    with translation.override("en"):
        return b"".join(file_of(told, form))


@pytest.mark.parametrize("form", ["csv", "json"])
def test_that_files_are_as_they_were(activity: Activity, form: str) -> None:
    made = content(told_from_seed(activity, 7), form)
    golden = GOLDEN / f"results.{form}"
    if form == "json":
        # Tests of comparisons come from libraries whose last digits differ between versions.
        assert _rounded(json.loads(made)) == _rounded(json.loads(golden.read_bytes()))
    else:
        assert made.decode().splitlines() == golden.read_bytes().decode().splitlines()


def test_that_spreadsheets_hold_the_same_lines(activity: Activity) -> None:
    told = told_from_seed(activity, 7)
    with translation.override("en"):
        expected = [columns(), *([_cell(value) for value in line] for line in lines(told))]
    sheet = openpyxl.load_workbook(io.BytesIO(content(told, "xlsx"))).active
    assert [[_cell(value) for value in row] for row in sheet.iter_rows(values_only=True)] == expected
    table = Document(io.BytesIO(content(told, "ods"))).body.tables[0]
    found = [[_cell(value) for value in row] for row in table.get_values()]
    assert [row + [""] * (12 - len(row)) for row in found] == expected


def test_that_a_second_survey_is_not_empty(activity: Activity) -> None:
    first = content(told_from_seed(activity, 7), "csv")
    other = ActivityFactory(kind="survey", process=activity.process, slug="ander")
    second = content(told_from_seed(other, 8), "csv")
    assert len(second.splitlines()) > 40
    assert first != second


def _cell(value: object) -> object:
    if value is None or value == "":
        return ""
    return round(float(value), 4) if not isinstance(value, str) else value


def _rounded(value: object) -> object:
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_rounded(one) for one in value]
    return float(f"{value:.6g}") if isinstance(value, float) else value
