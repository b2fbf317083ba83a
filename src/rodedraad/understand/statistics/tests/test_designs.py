"""Means, totals and their standard errors against R's package `survey` 4.1-1, digit for digit."""

import csv
from pathlib import Path

import numpy as np
import pytest

from rodedraad.understand.statistics.designs import Design
from rodedraad.understand.statistics.errors import StatisticsError
from rodedraad.understand.statistics.shares import logit_interval
from rodedraad.understand.statistics.weighting import Margin, Margins, Raked, rake

REFERENCE = Path(__file__).parent / "reference"
MARGINS = Margins([Margin("stype", {"E": 4421, "H": 755, "M": 1018}, "R survey, data(api)"),
                   Margin("sch.wide", {"No": 1072, "Yes": 5122}, "R survey, data(api)")])


def columns(name: str) -> dict[str, np.ndarray]:
    with (REFERENCE / name).open() as file:
        rows = list(csv.DictReader(file))
    return {key: np.array([row[key] for row in rows]) for key in rows[0]}


CLUSTERS, STRATA = columns("apiclus1.csv"), columns("apistrat.csv")


def numbers(table: dict[str, np.ndarray], key: str) -> np.ndarray:
    return table[key].astype(float)


def clustered(raked: Raked | None = None) -> Design:
    weights = numbers(CLUSTERS, "pw") if raked is None else raked.weights
    return Design(weights, clusters=CLUSTERS["dnum"], population=numbers(CLUSTERS, "fpc"), raked=raked)


@pytest.fixture(scope="module")
def raked() -> Raked:
    return rake({key: CLUSTERS[key] for key in ("stype", "sch.wide")}, MARGINS, base=numbers(CLUSTERS, "pw"))


def printed(value: float, digits: str) -> bool:
    """Whether a figure is what R printed, to the last digit it printed."""
    return f"{value:.{len(digits.partition('.')[2])}f}" == digits


def test_clusters() -> None:
    mean = clustered().mean(numbers(CLUSTERS, "api00"))
    assert printed(mean.value, "644.1694")
    assert printed(mean.error, "23.54224")
    total = clustered().total(numbers(CLUSTERS, "enroll"))
    assert printed(total.value, "3404940.1")
    assert printed(total.error, "932235.03")
    share = clustered().mean(CLUSTERS["sch.wide"] == "Yes")
    assert printed(share.value, "0.87431694")
    assert printed(share.error, "0.02036")
    assert mean.degrees == 14


def test_raked_weights(raked) -> None:
    theirs = numbers(columns("apiclus1_raked_weights_r.csv"), "w")
    assert np.abs(raked.weights / theirs - 1).max() < 1e-6
    assert raked.weights.sum() == pytest.approx(6194)


def test_raked_standard_errors(raked) -> None:
    mean = clustered(raked).mean(numbers(CLUSTERS, "api00"))
    assert printed(mean.value, "641.23032")
    assert printed(mean.error, "23.70362")
    total = clustered(raked).total(numbers(CLUSTERS, "enroll"))
    assert printed(total.value, "3647280.1")
    assert printed(total.error, "400603.26")
    assert mean.error == pytest.approx(23.70362, rel=1e-6)
    assert total.error == pytest.approx(400603.26, rel=1e-6)


def test_what_was_raked_to_is_known_for_certain(raked) -> None:
    assert clustered(raked).total(CLUSTERS["stype"] == "H").error == pytest.approx(0, abs=1e-6)


def test_strata() -> None:
    design = Design(numbers(STRATA, "pw"), strata=STRATA["stype"], population=numbers(STRATA, "fpc"))
    mean = design.mean(numbers(STRATA, "api00"))
    assert printed(mean.value, "662.2873632")
    assert printed(mean.error, "9.4089408")
    assert printed(mean.deff, "1.20446")
    share = design.mean(STRATA["sch.wide"] == "Yes")
    assert printed(share.interval().low, "0.7802331192")
    assert printed(share.interval().high, "0.8756629036")
    logit = logit_interval(share.value, share.error, share.degrees)
    assert printed(share.value, "0.827948")
    assert printed(logit.low, "0.774540")
    assert printed(logit.high, "0.87081")


def test_one_stratum_is_a_sample_of_its_own() -> None:
    whole = Design(numbers(STRATA, "pw"), strata=STRATA["stype"], population=numbers(STRATA, "fpc"))
    high = STRATA["stype"] == "H"
    alone = Design(numbers(STRATA, "pw")[high], population=numbers(STRATA, "fpc")[high])
    values = numbers(STRATA, "api00")
    assert whole.mean(values, within=high).value == pytest.approx(alone.mean(values[high]).value)
    assert whole.mean(values, within=high).error == pytest.approx(alone.mean(values[high]).error)
    values[~high] = np.nan
    assert whole.mean(values, within=high).error > 0, "what lies outside the group is not looked at"
    with pytest.raises(StatisticsError, match="no_answers"):
        whole.mean(values, within=high & False)


def test_without_a_design_it_is_the_ordinary_error() -> None:
    values = np.array([1.0, 2, 2, 3, 5, 5, 4])
    assert Design(np.ones(7)).mean(values).error == pytest.approx(values.std(ddof=1) / np.sqrt(7))


def test_errors_are_said() -> None:
    with pytest.raises(StatisticsError, match="lonely_cluster"):
        Design(np.ones(3), strata=np.array(["a", "a", "b"])).mean(np.array([1.0, 2, 3]))
    with pytest.raises(StatisticsError, match="population_too_small"):
        Design(np.ones(3), population=np.array([2.0, 2, 2])).mean(np.array([1.0, 2, 3]))
    with pytest.raises(StatisticsError, match="no_interval"):
        logit_interval(1.0, 0.1, 10)
