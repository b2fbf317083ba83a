"""The attacker at work on tables, on joined groups, and on reports that were published one after another."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from rodedraad.understand.statistics.counting import Question, coded
from rodedraad.understand.statistics.disclosure.attack import Facts, exposed
from rodedraad.understand.statistics.disclosure.groups import grouped, named
from rodedraad.understand.statistics.disclosure.register import Split, coarsened, conflicts
from rodedraad.understand.statistics.disclosure.tables import facts_of, protect, with_totals
from rodedraad.understand.statistics.report import report

LIKE = Question("like", (1, 2, 3))


def narrowed(facts: Facts, target: np.ndarray, threshold: int) -> bool:
    low, high = facts.range_of(target)
    return low >= 1 and high < threshold


# --- tables ---
def test_a_table_without_small_counts_is_shown_whole() -> None:
    counts = np.array([[10, 20], [0, 40]])
    assert not protect(counts).hidden.any()
    assert protect(counts).cells.tolist() == with_totals(counts).tolist()


def test_one_small_cell_takes_others_with_it() -> None:
    shown = protect(np.array([[3, 40, 50], [20, 30, 40], [30, 20, 60]]))
    assert shown.hidden[0, 0]
    assert shown.hidden.sum() >= 4, "a single hidden cell is its total minus the rest"
    assert shown.cells[-1, -1] == 293


def test_a_naive_table_leaks() -> None:
    """Only the small cell hidden, as a person would do it: the attacker subtracts."""
    counts = np.array([[3, 40, 50], [20, 30, 40]])
    full = with_totals(counts)
    facts = facts_of(type(protect(counts))(np.where((full < 10), -1, full)))
    assert facts.range_of(np.eye(6, dtype=int)[0]) == (3, 3)
    assert exposed(facts, counts.ravel(), np.eye(6, dtype=int), 10) == [0]


@settings(max_examples=15, deadline=None)
@given(some.data())
def test_no_block_of_any_table_can_be_solved(data) -> None:
    rows, columns = data.draw(some.integers(1, 4)), data.draw(some.integers(2, 4))
    cell = some.one_of(some.integers(0, 12), some.integers(0, 80))
    counts = np.array(data.draw(some.lists(cell, min_size=rows * columns, max_size=rows * columns)))
    threshold = data.draw(some.sampled_from([5, 10]))
    facts = facts_of(protect(counts.reshape(rows, columns), threshold))
    for row in [*np.eye(rows, dtype=int), np.ones(rows, dtype=int)]:
        for union in range(1, 1 << columns):
            target = np.outer(row, [union >> place & 1 for place in range(columns)]).ravel()
            if 0 < target @ counts < threshold:
                assert not narrowed_or_free(facts, target, threshold)


def narrowed_or_free(facts: Facts, target: np.ndarray, threshold: int) -> bool:
    """Narrowed; a count without any upper bound is not."""
    most = facts.extreme(-target)
    return most is not None and narrowed(facts, target, threshold)


# --- groups ---
def test_a_small_executive_stands_with_the_council() -> None:
    found = grouped({"residents": 900, "council": 25, "executive": 6, "staff": 90}, {"executive": "council"})
    assert found.shown == {"residents": ("residents",), "council": ("council", "executive"), "staff": ("staff",)}
    labels = np.array(["executive", "staff", "council"])
    assert named(labels, found).tolist() == ["council", "staff", "council"]


def test_an_executive_that_did_not_answer_looks_the_same() -> None:
    sizes = {"council": 25, "executive": 0}
    assert grouped(sizes, {"executive": "council"}).shown == {"council": ("council", "executive")}


def test_a_small_council_joins_too_and_what_stays_small_is_left_out() -> None:
    assert grouped({"council": 8, "executive": 12}, {"executive": "council"}).shown == {
        "council": ("council", "executive")}
    found = grouped({"council": 4, "executive": 3, "businesses": 2}, {"executive": "council"})
    assert found.shown == {}
    assert set(found.left_out) == {"council", "executive", "businesses"}
    assert named(np.array(["council"]), found).tolist() == [""]


# --- the register ---
def test_the_same_split_but_for_a_few_is_refused() -> None:
    first = Split("all", np.array(["all"] * 100))
    second = Split("without seven", np.array(["most"] * 93 + [""] * 7))
    assert [conflict.reason for conflict in conflicts([first], second)] == ["nearly_the_same"]
    assert conflicts([], first) == []
    assert conflicts([first], Split("halves", np.array(["a"] * 60 + ["b"] * 40))) == []


def test_late_answers_are_not_told_apart() -> None:
    """A report while the survey runs and one after closing: four people more."""
    early = Split("monday", np.array(["north"] * 40 + ["south"] * 30 + [""] * 4))
    late = Split("tuesday", np.array(["north"] * 40 + ["south"] * 34))
    assert {conflict.group for conflict in conflicts([early], late)} == {"south"}
    joined = coarsened([early], late)
    assert joined is None, "the whole differs by four people too"


def test_subtraction_of_parts_is_seen() -> None:
    """A district, and its neighbourhoods but one: the one left out has six people."""
    district = Split("district", np.array(["east"] * 66 + ["west"] * 50))
    parts = Split("places", np.array(["a"] * 30 + ["b"] * 30 + [""] * 6 + ["c"] * 50))
    found = conflicts([district], parts)
    assert found
    assert found[0].reason == "subtraction"


def test_answers_given_away_by_subtraction_are_seen() -> None:
    """North tells its answers, the town tells its answers, so the south tells what it had to hide."""
    answers = np.array([1.0] * 30 + [2.0] * 30 + [3.0] * 30 + [1.0] * 4 + [2.0] * 40 + [3.0] * 46)
    town = Split("town", np.array(["town"] * 180))
    places = Split("places", np.array(["north"] * 90 + ["south"] * 90))
    found = conflicts([town], places, {"like": answers}, [LIKE])
    assert [(conflict.reason, conflict.question) for conflict in found] == [("answers", "like")]
    even = np.tile([1.0, 2, 3], 60)
    assert conflicts([town], places, {"like": even}, [LIKE]) == []


def published_facts(splits: list[Split], answers: np.ndarray, threshold: int) -> tuple[Facts, list[np.ndarray]]:
    """What a reader of all reports knows, taken from the reports themselves, not from the code that made them."""
    people = len(answers)
    codes = coded(answers, LIKE)
    table = [tuple(split.groups[one] for split in splits) for one in range(people)]
    atoms = sorted(set(table))
    facts = Facts(len(atoms) * 3)
    for place, split in enumerate(splits):
        told = report({"like": answers}, np.where(split.groups == "", "-", split.groups), [LIKE], threshold=threshold)
        for result in told.questions[0].results:
            inside = np.array([atom[place] == result.group for atom in atoms])
            if result.group == "-" or not result.is_shown:
                continue
            facts.exactly(np.outer(inside, np.ones(3)).ravel(), result.n)
            facts.between(np.outer(inside, [1, 2, 3]).ravel(), result.lowest * result.n - 1e-6,
                          result.highest * result.n + 1e-6)
            for answered in result.shares:
                chosen = np.isin(LIKE.names, answered.answers)
                facts.exactly(np.outer(inside, chosen).ravel(), answered.count)
    number = np.array([atoms.index(row) for row in table])
    kept = codes >= 0
    truth = np.bincount(number[kept] * 3 + codes[kept], minlength=len(atoms) * 3)
    chance = np.random.default_rng(people)
    sets = all_unions(len(atoms)) if len(atoms) <= 6 else np.vstack(
        [np.eye(len(atoms), dtype=int), chance.integers(0, 2, (50, len(atoms)))])
    targets = [np.outer(some_atoms, union).ravel() for some_atoms in sets for union in all_unions(3)]
    return facts, [target for target in targets if 0 < target @ truth < threshold]


def all_unions(n: int) -> np.ndarray:
    return (np.arange(1, 1 << n)[:, None] >> np.arange(n)) & 1


@settings(max_examples=8, deadline=None)
@given(some.integers(0, 100_000), some.integers(20, 160), some.sampled_from([5, 10]), some.floats(0, 0.1))
def test_reports_after_one_another_give_nobody_away(seed, people, threshold, nothing) -> None:
    """Random populations, answers and filters; all reports that the register lets through, attacked together."""
    chance = np.random.default_rng(seed)
    answers = chance.choice([1.0, 2, 3], people, p=chance.dirichlet([1, 1, 1]))
    answers[chance.random(people) < nothing] = np.nan
    splits: list[Split] = []
    released: list[Split] = []
    for number in range(3):
        groups = chance.choice(["a", "b", ""], people, p=chance.dirichlet([2, 2, 0.5]))
        if number and chance.random() < 0.5:  # or the first split with some people moved
            groups = np.where(chance.random(people) < 0.2, groups, splits[0].groups)
        splits.append(Split(f"split {number}", groups))
        split = coarsened(released, splits[-1], {"like": answers}, [LIKE], threshold)
        if split is not None:
            released.append(split)
    facts, targets = published_facts(released, answers, threshold)
    for target in targets[:25]:
        assert not narrowed_or_free(facts, target, threshold)


@pytest.mark.parametrize("threshold", [0, 1, 4])
def test_no_threshold_below_five(threshold) -> None:
    with pytest.raises(ValueError, match="threshold_too_low"):
        report({"like": np.array([1.0])}, np.array(["a"]), [LIKE], threshold=threshold)
