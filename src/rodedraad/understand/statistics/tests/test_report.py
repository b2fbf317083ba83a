"""A report from columns of answers: right figures, and nothing in it that may not be told."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from rodedraad.understand.statistics.counting import Pair, Question, both_only
from rodedraad.understand.statistics.designs import Design
from rodedraad.understand.statistics.errors import StatisticsError
from rodedraad.understand.statistics.report import report
from rodedraad.understand.statistics.representing import NOT_TOLD, likeness, told
from rodedraad.understand.statistics.results import Report, Result
from rodedraad.understand.statistics.shares import wilson
from rodedraad.understand.statistics.tests.test_designs import CLUSTERS, MARGINS, STRATA
from rodedraad.understand.statistics.weighting import Margin, rake

TRUST = Question("trust", (1, 2, 3, 4, 5), dont_know=9)
NOW, WISH = Question("now", (1, 2, 3, 4, 5)), Question("wish", (1, 2, 3, 4, 5))
COLOUR = Question("colour", (1, 2, 3), is_scale=False, labels=("red", "green", "blue"))


def answers(*counts: int) -> np.ndarray:
    """So many ones, twos, threes …"""
    return np.repeat(np.arange(1.0, len(counts) + 1), counts)


def result(told: Report, key: str, group: str) -> Result:
    question = next(question for question in told.questions if question.key == key)
    return next(result for result in question.results if result.group == group)


def test_figures_of_a_large_group() -> None:
    column = np.concatenate([answers(20, 30, 40, 60, 50), np.full(12, 9.0), np.full(30, np.nan)])
    found = result(report({"trust": column}, np.full(242, "residents"), [TRUST]), "trust", "residents")
    assert (found.n, found.dont_know, found.median) == (200, 12, 4)
    assert [share.count for share in found.shares] == [20, 30, 40, 60, 50]
    assert found.shares[0].interval == wilson(0.1, 200)
    assert found.mean == found.lowest == pytest.approx((20 + 60 + 120 + 240 + 250) / 200)
    assert found.interval.low < found.mean < found.interval.high


def test_small_groups_are_not_told_and_small_answers_not_apart() -> None:
    groups = np.array(["council"] * 25 + ["executive"] * 6 + ["staff"] * 8 + ["residents"] * 150)
    column = np.concatenate([answers(1, 3, 6, 10, 5), answers(0, 0, 0, 2, 4), answers(0, 0, 2, 3, 3),
                             answers(4, 26, 40, 50, 30)])
    told = report({"trust": column}, groups, [TRUST], joins={"executive": "council"})
    assert told.groups == ("council", "residents")
    assert told.left_out == ("staff",)
    council = result(told, "trust", "council")
    assert council.n == 31
    assert not council.shares
    assert council.lowest <= column[:31].mean() <= council.highest
    residents = result(told, "trust", "residents")
    assert residents.shares[0].answers == ("1", "2")
    assert residents.shares[0].count == 30
    assert residents.median is None


def test_a_question_that_few_answered_says_so() -> None:
    column = np.concatenate([answers(2, 3, 3, 0, 0), np.full(40, np.nan)])
    found = result(report({"trust": column}, np.full(48, "staff"), [TRUST]), "trust", "staff")
    assert (found.n, found.reason, found.is_shown) == (None, "few_answers", False)


def test_few_dont_knows_and_none_look_the_same() -> None:
    for number in (0, 9):
        column = np.concatenate([answers(20, 30, 40, 60, 50), np.full(number, 9.0)])
        found = result(report({"trust": column}, np.full(len(column), "r"), [TRUST]), "trust", "r")
        assert found.dont_know is None


def test_now_and_wish_over_the_same_people() -> None:
    now, wish = answers(30, 30, 20, 10, 10), answers(10, 10, 20, 30, 30)[::-1].copy()
    wish[:15] = np.nan
    told = report({"now": now, "wish": wish}, np.full(100, "r"), [NOW, WISH], [Pair("p", "now", "wish")])
    assert not told.questions, "a half of a pair is told once"
    pair = told.pairs[0]
    assert pair.now.results[0].n == pair.wish.results[0].n == pair.gaps[0].n == 85
    both = ~np.isnan(wish)
    assert pair.gaps[0].gap == pytest.approx((wish - now)[both].mean(), abs=0.1)
    assert pair.gaps[0].interval.low < (wish - now)[both].mean() < pair.gaps[0].interval.high
    assert np.isnan(both_only({"now": now, "wish": wish}, [NOW, WISH], [Pair("p", "now", "wish")])["now"]).sum() == 15


def test_weights_take_the_place_of_counts() -> None:
    column, groups = answers(100, 100, 200, 300, 300), np.full(1000, "residents")
    weights = np.where(np.arange(1000) % 2, 2.0, 1.0)
    weights[:100] = 3.0
    found = result(report({"trust": column}, groups, [TRUST], weights=weights), "trust", "residents")
    assert found.is_weighted
    assert {share.count for share in found.shares} == {None}
    assert found.shares[0].share == pytest.approx(300 / weights.sum(), abs=0.005)
    assert found.lowest <= np.average(column, weights=weights) <= found.highest
    assert found.effective_n < 1000


def test_weights_that_single_somebody_out_are_not_used() -> None:
    weights = np.ones(1000)
    weights[0] = 50
    told = report({"trust": answers(100, 100, 200, 300, 300)}, np.full(1000, "r"), [TRUST], weights=weights)
    assert not result(told, "trust", "r").is_weighted


def test_choices_have_no_mean() -> None:
    found = result(report({"colour": answers(40, 30, 20)}, np.full(90, "r"), [COLOUR]), "colour", "r")
    assert found.mean is None
    assert [share.answers for share in found.shares] == [("red",), ("green",), ("blue",)]


def test_answers_without_order_in_a_small_group() -> None:
    found = result(report({"colour": answers(20, 10, 3)}, np.full(33, "council"), [COLOUR]), "colour", "council")
    assert (found.n, found.reason, found.is_shown) == (33, "small_answers", False)


def test_an_option_in_a_small_group() -> None:
    """Four of 31 chose it: that may be nobody, and may be more. Fourteen: as it is."""
    option = Question("option", (0, 1))
    few = result(report({"option": np.repeat([0.0, 1], [27, 4])}, np.full(31, "c"), [option]), "option", "c")
    assert few.lowest == 0
    assert few.highest >= 4 / 31 - 1e-9
    many = result(report({"option": np.repeat([0.0, 1], [17, 14])}, np.full(31, "c"), [option]), "option", "c")
    assert many.lowest <= 14 / 31 <= many.highest
    assert many.highest - many.lowest < 0.1


def test_what_stands_out() -> None:
    groups = np.array(["residents"] * 300 + ["council"] * 30)
    far = np.concatenate([answers(100, 100, 50, 30, 20), answers(0, 1, 2, 12, 15)])
    alike = np.concatenate([answers(10, 20, 30, 140, 100), answers(0, 2, 4, 14, 10)])
    wish = np.concatenate([answers(10, 20, 30, 40, 200), answers(0, 1, 4, 15, 10)])
    now = np.concatenate([answers(150, 60, 50, 30, 10), answers(0, 1, 4, 15, 10)])
    told = report({"far": far, "alike": alike, "now": now, "wish": wish}, groups,
                  [Question("far", (1, 2, 3, 4, 5)), Question("alike", (1, 2, 3, 4, 5)), NOW, WISH],
                  [Pair("p", "now", "wish")])
    kinds = {(finding.kind, finding.question): finding for finding in told.findings}
    assert ("difference", "far") in kinds
    assert ("agreement", "alike") in kinds
    assert kinds["wish", "p"].groups == ("residents",)
    assert ("difference", "alike") not in kinds
    contrast = next(question for question in told.questions if question.key == "far").contrasts[0]
    assert contrast.size == "large"
    assert contrast.by == "means"
    assert contrast.adjusted >= contrast.p


def test_response_tells_no_more_than_the_figures() -> None:
    groups = np.array(["council"] * 31 + ["residents"] * 400)
    told = report({"trust": np.concatenate([answers(5, 5, 5, 5, 5), np.full(6, np.nan), answers(*[80] * 5)])}, groups,
                  [TRUST], invited={"council": 33, "residents": 2000})
    council, residents = told.response
    assert (council.at_least, council.invited, council.rate) == (25, None, None), "eight are not counted out"
    assert (residents.at_least, residents.invited, residents.rate) == (400, 2000, 0.2)


@settings(max_examples=25, deadline=None)
@given(some.integers(0, 100_000), some.integers(30, 400), some.sampled_from([5, 10]))
def test_no_count_in_any_report_is_small(seed, people, threshold) -> None:
    chance = np.random.default_rng(seed)
    groups = chance.choice(["a", "b", "c", "d"], people, p=chance.dirichlet([1, 1, 1, 1]))
    columns = {key: chance.choice([1, 2, 3, 4, 5, 9, np.nan], people, p=chance.dirichlet(np.ones(7)))
               for key in ("trust", "now", "wish")}
    weights = chance.choice([0.5, 1, 2], people)
    told = report(columns, groups, [TRUST, NOW, WISH], [Pair("p", "now", "wish")], threshold=threshold,
                  weights=weights, joins={"d": "a"}, invited=dict.fromkeys("abcd", 200))
    numbers = [response.at_least for response in told.response if response.at_least]
    numbers += [response.invited - response.at_least for response in told.response if response.invited]
    for question in (*told.questions, told.pairs[0].now, told.pairs[0].wish):
        for one in question.results:
            numbers += [number for number in (one.n, one.dont_know) if number is not None]
            numbers += [share.count for share in one.shares if share.count is not None]
            if one.mean is not None:
                assert 1 <= one.interval.low <= one.lowest <= one.highest <= one.interval.high <= 5
    assert min(numbers, default=threshold) >= threshold


@pytest.mark.parametrize(("change", "code"), [
    ({"columns": {}}, "column_missing"), ({"columns": {"trust": np.ones(3)}}, "lengths_differ"),
    ({"weights": np.ones(3)}, "lengths_differ"), ({"pairs": [Pair("p", "trust", "gone")]}, "bad_pair"),
    ({"pairs": [Pair("p", "trust", "trust")]}, "bad_pair"), ({"threshold": 4}, "threshold_too_low"),
])
def test_mistakes_are_said(change, code) -> None:
    given_ = {"columns": {"trust": np.ones(20)}, "groups": np.full(20, "r"), "questions": [TRUST]} | change
    with pytest.raises(StatisticsError, match=code):
        report(**given_)


def test_a_question_needs_a_choice() -> None:
    for wrong in ((1.0,), (1.0, 1.0)):
        with pytest.raises(StatisticsError, match="bad_question"):
            Question("q", wrong)


def test_real_sets_go_through() -> None:
    """Schools of R's `apistrat` by type, and those of `apiclus1` raked to the margins that R's example has."""
    wide = Question("wide", (0, 1), is_scale=False, labels=("no", "yes"))
    column = (STRATA["sch.wide"] == "Yes").astype(float)
    told = report({"wide": column}, STRATA["stype"], [wide], order=("E", "M", "H"))
    assert told.groups == ("E", "M", "H")
    assert [one.n for one in told.questions[0].results] == [100, 50, 50]
    assert [share.count for share in told.questions[0].results[2].shares] == [
        int((column[STRATA["stype"] == "H"] == answer).sum()) for answer in (0, 1)]
    raked = rake({key: CLUSTERS[key] for key in ("stype", "sch.wide")}, MARGINS, bounds=(0.5, 1.8))
    better = (CLUSTERS["comp.imp"] == "Yes").astype(float)
    found = report({"wide": better}, np.full(183, "schools"), [wide], weights=raked.weights).questions[0].results[0]
    assert found.is_weighted
    assert found.shares[1].share == pytest.approx(Design(raked.weights, raked=raked).mean(better).value, abs=0.02)


def test_likeness_is_told_without_counts() -> None:
    margin = Margin("age", {"young": 4000, "middle": 5000, "old": 3000, "very old": 1200}, "CBS 2027")
    shown = told(likeness(margin, {"young": 50, "middle": 300, "old": 400, "very old": 4}), 10)
    assert {part.answered for part in shown.parts} == {NOT_TOLD}
    assert [part.category for part in shown.parts] == ["middle", "old", "very old + young"]
    assert shown.r_indicator < 1
    assert [part.answer_share for part in shown.parts] == [0.4, 0.54, 0.08], "in steps of 2 %: 754 answers"
    small = told(likeness(Margin("place", {"a": 400, "b": 900}), {"a": 130, "b": 300}), 10)
    assert [part.response for part in small.parts] == [0.3, 0.34], "steps of 5 and 2 %"
    assert told(likeness(Margin("age", {"young": 40, "old": 60}), {"young": 20, "old": 30}), 10) is None
