"""A real survey through weighting and report: the schools of California, against what R `survey` 4.1.1 made of them."""

import csv

import numpy as np
import pytest

from rodedraad.kinds.survey.instrument.shape import PLAIN, Instrument, Option, Question, Section, Type
from rodedraad.kinds.survey.models import Survey
from rodedraad.kinds.survey.queries import answered
from rodedraad.kinds.survey.reading import instrument_of
from rodedraad.kinds.survey.results.counted import counting_of
from rodedraad.kinds.survey.results.margins import save_margin
from rodedraad.kinds.survey.results.stored import make_report, people_of, told_of, weighting_for
from rodedraad.kinds.survey.tests.factories import SurveyFactory, VersionFactory

from .filled import fill

pytestmark = [pytest.mark.django_db, pytest.mark.needs_shared]
KINDS = {"e": 4421, "m": 1018, "h": 755}
REACHED = {"no": 1072, "yes": 5122}


def options(keys: dict[str, int]) -> list[Option]:
    return [Option(key, {PLAIN: key.upper()}) for key in keys]


@pytest.fixture
def survey(activity, adviser, shared_data) -> Survey:
    """The 183 schools of `apiclus1`, weighed by kind of school and by whether it reached its target."""
    content = Instrument({PLAIN: "Scholen"}, sections=[Section("s", {PLAIN: "Scholen"}, questions=[
        Question("stype", Type.SINGLE, {PLAIN: "Soort school"}, options=options(KINDS)),
        Question("reached", Type.SINGLE, {PLAIN: "Doel gehaald"}, options=options(REACHED)),
        Question("api00", Type.NUMBER, {PLAIN: "Cijfer"}, minimum=0, maximum=1000)])])
    made = SurveyFactory(activity=activity, state="stopped", asks=VersionFactory(content=content.as_dict()))
    with (shared_data / "survey" / "apiclus1.csv").open() as file:
        schools = list(csv.DictReader(file))
    fill(made, [("", {"stype": each["stype"].lower(), "reached": each["sch.wide"].lower(),
                      "api00": int(each["api00"])}) for each in schools])
    for trait, totals in (("stype", KINDS), ("reached", REACHED)):
        save_margin(survey=made, trait=trait, group="all", totals=totals, source="Californië", version=0, by=adviser)
    return made


def test_the_weights_are_those_of_r(survey, shared_data) -> None:
    read = answered(survey)
    counting = counting_of(instrument_of(survey.asks), read.columns, PLAIN)
    ours = weighting_for(survey, counting, read, people_of(read, {})).weights
    with (shared_data / "survey" / "apiclus1_raked_weights_r.csv").open() as file:
        theirs = np.array([float(each["w"]) for each in csv.DictReader(file)])
    assert ours == pytest.approx(theirs / theirs.mean(), rel=1e-6)


def test_the_report_tells_what_r_tells_and_no_weighted_share_of_so_few(survey) -> None:
    """One school weighs more than half a grain here: a weighted share would give its answer away."""
    told = told_of(make_report(survey))
    result = told.questions["reached"].parts[0].result.results[0]
    shares = {name: answer.share for answer in result.shares for name in answer.answers}
    assert shares["no"] == pytest.approx(0.12568306, abs=1e-8)
    assert not result.is_weighted and not told.weighed[0].fault
    assert told.response[0].at_least == 183
