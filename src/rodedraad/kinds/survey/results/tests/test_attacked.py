"""Somebody who has every file of the results, and knows this program, learns of no few people what they answered."""

import json
import random
import re
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rodedraad.kinds.survey.instrument.shape import PLAIN, Condition, Instrument, Option, Question, Rule, Section, Type
from rodedraad.kinds.survey.models import Response, Survey, SurveyReport
from rodedraad.kinds.survey.results.exporting import columns, file_of, lines
from rodedraad.kinds.survey.results.queries import drawn_page
from rodedraad.kinds.survey.results.stored import make_report, told_of
from rodedraad.kinds.survey.tests.factories import SurveyFactory, VersionFactory, options
from rodedraad.listen.activities.models import Activity
from rodedraad.understand.statistics.disclosure.attack import Facts, exposed

from .filled import fill

pytestmark = pytest.mark.django_db
TRUST, MORE, TOPICS = range(1, 6), range(1, 6), ("groen", "wonen", "none")
# Unknown to the attacker: how many people gave each combination. Who trusts little was asked on, and had to answer.
ROUTE = [(trust, more) for trust in TRUST for more in (MORE if trust <= 2 else (0,))]
PATTERNS = [("groen",), ("wonen",), ("groen", "wonen"), ("none",)]


def routed_instrument(least: int = 1) -> Instrument:
    """A scale, a question for who scores low on it, and options of which one shuts the others out."""
    return Instrument({PLAIN: "Buurt"}, sections=[Section("a", {PLAIN: "A"}, questions=[
        Question("trust", Type.SCALE, {PLAIN: "Ze luisteren."}),
        Question("more", Type.SCALE, {PLAIN: "Het wordt beter."}, required=True,
                 show_if=Condition("all", [Rule("trust", "at_most", 2)])),
        Question("topics", Type.MULTIPLE, {PLAIN: "Wat telt?"}, minimum=least, options=[
            *options("Groen", "Wonen"), Option("none", {PLAIN: "Niets"}, exclusive=True)]),
        Question("area", Type.SINGLE, {PLAIN: "Waar?"}, options=options("Centrum", "Dorp", "Weg")),
    ])])


@pytest.fixture
def survey(activity: Activity) -> Survey:
    """A stopped survey without answers yet."""
    return SurveyFactory(activity=activity, state="stopped",
                         asks=VersionFactory(content=routed_instrument().as_dict()))


@st.composite
def crowds(draw: st.DrawFn) -> tuple[dict[tuple[int, int], int], dict[tuple[str, ...], int], list[int]]:
    """How many people gave each combination: small numbers and large ones, as small groups have them."""
    size = st.one_of(st.integers(0, 12), st.sampled_from([0, 0, 15, 25, 60]))
    route = {cell: draw(size) for cell in ROUTE}
    topics = {pattern: draw(size) for pattern in PATTERNS}
    return route, topics, [draw(size) for _ in range(3)]


def respond(survey: Survey, route: dict[Any, int], topics: dict[Any, int], area: list[int]) -> None:
    """All these people answer; what belongs to different questions is laid together by chance."""
    parts = {
        "route": [cell for cell, number in route.items() for _ in range(number)],
        "topics": [cell for cell, number in topics.items() for _ in range(number)],
        "area": [key for key, number in zip(("centrum", "dorp", "weg"), area, strict=True) for _ in range(number)]}
    most = max(map(len, parts.values()))
    rng = random.Random(1)
    for each in parts.values():
        each.extend([None] * (most - len(each)))
        rng.shuffle(each)
    rows = []
    for walked, chosen, place in zip(*parts.values(), strict=True):
        answers: dict[str, Any] = {"topics": list(chosen)} if chosen else {}
        if walked:
            answers |= {"trust": walked[0]} | ({"more": walked[1]} if walked[1] else {})
        rows.append(("", answers | ({"area": place} if place else {})))
    fill(survey, rows)


def figures(content: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Every published figure of the one group, by its key."""
    return {part["key"]: part["result"]["results"][0] for section in content["sections"]
            for question in section["questions"] for part in question["parts"] if part["result"]["results"]}


def learn(facts: Facts, figure: dict[str, Any] | None, lines_of: dict[str, np.ndarray]) -> None:
    """What one figure tells of the unknown numbers; `lines_of` is who gave each answer."""
    if not figure or figure["n"] is None:
        return
    facts.exactly(np.sum(list(lines_of.values()), axis=0), figure["n"])
    for answer in figure["shares"]:
        facts.exactly(np.sum([lines_of[name] for name in answer["answers"]], axis=0), answer["count"])
    if figure["mean"] is not None:
        scored = np.sum([float(name) * line for name, line in lines_of.items()], axis=0)
        facts.between(scored, figure["lowest"] * figure["n"] - 1e-6, figure["highest"] * figure["n"] + 1e-6)


def subsets(rows: list[np.ndarray]) -> Iterator[np.ndarray]:
    """The people behind each set of answers."""
    for size in range(1, len(rows) + 1):
        for some in combinations(rows, size):
            yield np.clip(np.sum(some, axis=0), 0, 1)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(crowds())
def test_that_nobody_learns_of_a_few(survey: Survey, crowd: Any) -> None:
    Response.objects.all().delete()
    SurveyReport.objects.all().delete()
    respond(survey, *crowd)
    told = told_of(make_report(survey))
    known = figures(json.loads(b"".join(file_of(told, "json"))))
    route, topics, _area = crowd

    facts = Facts(len(ROUTE))
    trust = {str(one): np.array([float(cell[0] == one) for cell in ROUTE]) for one in TRUST}
    more = {str(one): np.array([float(cell[1] == one) for cell in ROUTE]) for one in MORE}
    learn(facts, known.get("trust"), trust)
    learn(facts, known.get("more"), more)
    targets = np.array([*subsets(list(trust.values())), *subsets(list(more.values()))])
    assert exposed(facts, np.array([route[cell] for cell in ROUTE]), targets, 10) == []

    facts = Facts(len(PATTERNS))
    chosen = {name: np.array([float(name in pattern) for pattern in PATTERNS]) for name in TOPICS}
    for name, line in chosen.items():
        learn(facts, known.get(f"topics.{name}"), {"0": 1 - line, "1": line})
    targets = np.array([*chosen.values(), *(1 - line for line in chosen.values())])
    assert exposed(facts, np.array([topics[pattern] for pattern in PATTERNS]), targets, 10) == []


def test_that_page_and_tables_hold_no_figure_that_the_report_does_not(survey: Survey) -> None:
    respond(survey, dict.fromkeys(ROUTE, 7), dict.fromkeys(PATTERNS, 19), [3, 80, 31])
    report = make_report(survey)
    told = told_of(report)
    small = {str(number) for number in range(1, told.threshold)}
    place = columns().index("aantal antwoorden") if "aantal antwoorden" in columns() else 7
    counts = {str(line[place]) for line in lines(told) if line[place] is not None}
    assert counts
    assert not counts & small
    cells = re.findall(r'<td class="rd-number">([^<]*)</td>', drawn_page(report))
    assert not {cell.strip() for cell in cells} & small
    known = {str(figure["n"]) for figure in figures(report.content).values()}
    assert {cell.strip() for cell in cells if cell.strip().isdigit()} <= known | {str(told.n)} | counts


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 14), min_size=5, max_size=5), st.sampled_from([24, 70, 120]))
def test_that_few_who_do_not_know_do_not_follow_from_what_others_answered(
        survey: Survey, unsure: list[int], people: int) -> None:
    Response.objects.all().delete()
    SurveyReport.objects.all().delete()
    keys = ("one", "two", "pair.now", "pair.wish", "free")
    questions = [Question(key, Type.SCALE, {PLAIN: key}, required=key != "free") for key in ("one", "two", "free")]
    questions.append(Question("pair", Type.NOW_WISH, {PLAIN: "paar"}, required=True))
    must = Instrument({PLAIN: "Buurt"}, sections=[Section("a", {PLAIN: "A"}, questions=questions)])
    Survey.objects.filter(pk=survey.pk).update(asks=VersionFactory(content=must.as_dict()))
    survey.refresh_from_db()
    rng = random.Random(2)
    rows = []
    for place in range(people):
        given = {key: 0 if (place + 3 * order) % people < few else rng.randint(1, 5)
                 for order, (key, few) in enumerate(zip(keys, unsure, strict=True))}
        rows.append(("", {"one": given["one"], "two": given["two"], "free": given["free"],
                          "pair": [given["pair.now"], given["pair.wish"]]}))
    fill(survey, rows)
    told = told_of(make_report(survey))
    found = {counted.key: counted.results[0] for question in told.questions.values()
             for _label, counted in question.each_result if counted.results}
    most = max((result.n or 0) + (result.dont_know or 0) for result in found.values())
    for key, few in zip(keys[:2], unsure[:2], strict=True):
        if few < told.threshold and found[key].n:
            # Hidden, so under the threshold; whatever is more than these answers would be who did not know.
            assert most <= (found[key].n or 0)
