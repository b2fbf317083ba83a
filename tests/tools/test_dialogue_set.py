"""The invented dialogue of the benchmarks: its size, its columns, a third held apart, and nothing of real people."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from rodedraad.listen.notes import find_personal

DATA = Path(__file__).resolve().parents[2] / "benchmarks" / "data"


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with (DATA / "dialogue_nl.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_it_is_as_large_and_as_varied_as_it_says(rows: list[dict[str, str]]) -> None:
    with (DATA / "dialogue_nl_themes.csv").open(encoding="utf-8", newline="") as file:
        described = {row["theme"]: row["description"] for row in csv.DictReader(file)}
    assert len(rows) >= 400
    assert len({row["id"] for row in rows}) == len({row["text"] for row in rows}) == len(rows)
    assert {row["theme"] for row in rows} == set(described)
    assert len(described) == 10
    styles = Counter(row["style"] for row in rows)
    assert min(styles[style] for style in ("ironie", "dialect", "dubbel", "kort", "lang", "sms", "nt2")) >= 10
    assert sum(1 for row in rows if row["second_theme"] in described and row["second_theme"] != row["theme"]) >= 20


def test_a_third_of_each_theme_is_held_apart(rows: list[dict[str, str]]) -> None:
    for theme in {row["theme"] for row in rows}:
        held = [row["split"] == "held_out" for row in rows if row["theme"] == theme]
        assert 0.3 <= sum(held) / len(held) <= 0.37


def test_nothing_in_it_points_at_a_person(rows: list[dict[str, str]]) -> None:
    kinds = {"email", "phone", "bsn", "iban", "postcode", "address", "plate", "birth"}
    assert [row["id"] for row in rows for found in find_personal(row["text"]) if found.kind in kinds] == []
