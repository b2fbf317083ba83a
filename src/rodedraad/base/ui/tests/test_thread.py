"""The thread line says in words what it draws, for every state, full and small."""

import datetime

import pytest
from django.utils import translation

from rodedraad.base.ui.patterns import line
from rodedraad.base.ui.thread import STAGES, Knot, ThreadLine

from .drawing import draw

DAY = datetime.date(2027, 3, 3)


def full(*knots: Knot) -> str:
    return " ".join(draw('{% c "thread-line" line=line %}', line=ThreadLine(list(knots))).split())


def small(*knots: Knot) -> str:
    return draw('{% c "thread-line" line=line mini=True %}', line=ThreadLine(list(knots)))


@pytest.mark.parametrize(("knot", "words"), [
    (Knot("theme", "done", count=3, date=DAY), ["3 thema&#x27;s", "is gebeurd", "3 maart 2027"]),
    (Knot("theme", "done", count=1), ["1 thema", "is gebeurd"]),
    (Knot("contribution", "done", count=1094), ["1.094 bijdragen"]),
    (Knot("answer", "open"), ["Antwoord", "komt nog"]),
    (Knot("answer", "open", promised=DAY), ["Antwoord", "komt nog", "vóór 3 maart 2027"]),
    (Knot("commitment", "late", promised=DAY), ["Toezegging", "Te laat", "beloofd vóór 3 maart 2027"]),
    (Knot("commitment", "late"), ["Toezegging", "Te laat"]),
    (Knot("decision", "done", note="met 20 stemmen voor"), ["Besluit", "met 20 stemmen voor"]),
    (Knot("result", "done", href="/resultaat"), ['href="/resultaat"', "Resultaat"]),
])
def test_the_full_line_says_state_number_and_date(knot: Knot, words: list[str]) -> None:
    html = full(knot)
    assert [word for word in words if word not in html] == []
    assert f"rd-thread__knot--{knot.state}" in html


@pytest.mark.parametrize(("done", "late", "caption"), [
    (0, None, "Er is nog niets gebeurd"), (1, None, "Ontvangen"), (2, None, "Hoort bij een thema"),
    (3, None, "Er is een antwoord"), (4, None, "Er is een besluit"), (5, None, "Er is een toezegging"),
    (6, None, "Er is een resultaat"), (4, 4, "Toezegging is te laat · Er is een besluit"),
    (0, 0, "Bijdrage is te laat · Er is nog niets gebeurd"),
])
def test_the_small_line_says_how_far_it_came(done: int, late: int | None, caption: str) -> None:
    html = small(*line(done, late).knots)
    assert caption in html
    assert html.count("<circle") == len(STAGES)
    assert html.count("rd-mini__knot--done") == done
    assert 'aria-hidden="true"' in html


def test_the_small_line_is_remembered_per_language() -> None:
    with translation.override("en"):
        assert "There is an answer" in small(*line(3).knots)
    with translation.override("nl"):
        assert "Er is een antwoord" in small(*line(3).knots)


def test_the_line_is_a_list_with_a_name() -> None:
    html = full(*line(2).knots)
    assert html.count("<li") == len(STAGES)
    assert '<ol class="rd-thread" role="list" aria-label="Rode draad"' in html


def test_no_line_draws_nothing() -> None:
    assert draw('{% c "thread-line" line=none %}', none=None).strip() == ""
    assert "<li" not in full()
    assert "<circle" not in small()


def test_a_line_knows_a_broken_promise() -> None:
    assert line(4, late=4).is_late
    assert not line(4).is_late
