"""Drawings are whole, escaped, without style or script, and say in words what they show."""

import re

import pytest
from defusedxml import ElementTree as DefusedTree

from rodedraad.understand.statistics.charts import (
    Bar,
    Dot,
    Dumbbell,
    Piece,
    dot_plot,
    dots_of,
    dumbbells,
    stacked_bars,
)
from rodedraad.understand.statistics.drawing import MARKS, SHAPES, Scale
from rodedraad.understand.statistics.results import Result
from rodedraad.understand.statistics.shares import Interval

NASTY = '<script>alert("1")</script> & "aanhalen"'
SCALE = Scale(1, 5, ("oneens", "eens"))


def drawings(words: str = "Inwoners") -> list[str]:
    return [
        dot_plot("a", words, [(words, [Dot(words, 3, 2.5, 3.5), Dot("Raad", 4, 3, 5, is_bound=True)])], [words, "Raad"],
                 SCALE),
        dumbbells("b", words, [Dumbbell(words, 2, 4), Dumbbell("Raad", None, None)], SCALE, now="Nu", wish=words,
                  hidden=words),
        stacked_bars("c", words, [Bar(words, words, [Piece(0.4, 0, 1), Piece(0.6, 2, 2)]), Bar("Raad", "", [])],
                     ["oneens", words, "eens"], hidden=words),
    ]


@pytest.mark.parametrize("svg", drawings(NASTY))
def test_words_of_people_cannot_break_out(svg) -> None:
    assert "<script" not in svg
    root = DefusedTree.fromstring(svg)
    assert root.find("{*}title").text == NASTY
    assert not [name for part in root.iter() for name in part.attrib if name == "style" or name.startswith("on")]
    assert not list(root.iter("{*}style"))
    assert "href" not in svg


@pytest.mark.parametrize("svg", drawings())
def test_who_cannot_see_it_hears_the_figures(svg) -> None:
    root = DefusedTree.fromstring(svg)
    named = root.attrib["aria-labelledby"].split()
    assert [root.find("{*}title").attrib["id"], root.find("{*}desc").attrib["id"]] == named
    assert root.attrib["role"] == "img"
    assert "Inwoners" in root.find("{*}desc").text


def test_values_lie_where_they_belong() -> None:
    svg = dot_plot("a", "t", [("s", [Dot("A", 3, 1, 5)])], ["A"], SCALE)
    assert 'x="50.00%"' in svg
    assert 'x1="4.00%" x2="96.00%"' in svg
    assert SCALE.at(99) == SCALE.at(5), "nothing falls outside the drawing"


def test_groups_differ_in_shape_too() -> None:
    assert len({shape for shape, _ in MARKS}) == len(MARKS)
    assert {shape for shape, _ in MARKS} == set(SHAPES)


def test_pieces_fill_the_bar() -> None:
    svg = stacked_bars("c", "t", [Bar("A", "", [Piece(0.2, 0, 0), Piece(0.5, 1, 2), Piece(0.3, 3, 3)])], list("abcd"),
                       hidden="-")
    widths = [float(found) for found in re.findall(r'rd-plot__piece" x="[\d.]+%" y="[\d.]+" width="([\d.]+)%', svg)]
    assert widths == [20, 50, 30]
    assert svg.count("stroke-dasharray") == 1, "only what is told together has a broken edge"
    assert "b + c 50%" in svg


def test_what_is_hidden_is_not_drawn() -> None:
    hidden = Result("A", None, "few_answers")
    shown = Result("B", 40, mean=3.0, lowest=3.0, highest=3.0, interval=Interval(2.8, 3.2))
    assert dots_of([hidden, shown], {"B": "Raad"}) == [Dot("Raad", 3.0, 2.8, 3.2)]


def test_signs_are_dutch() -> None:
    assert SCALE.said(-1.25) in {"−1,2", "−1,3"}
    assert "+1,7" in dumbbells("b", "t", [Dumbbell("A", 2.6, 4.3)], SCALE, now="n", wish="w", hidden="-")
