"""The mixing of tables: everybody sits once a round, fixed seats stay, and it is better than drawing lots."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, milp

from rodedraad.kinds.meetings.tables.mixing import Mix, Sitter, mix, random_mix, score, tables_for

sitters = st.builds(Sitter, role=st.sampled_from(["resident", "council", "official"]),
                    area=st.sampled_from(["", "north", "south", "west"]), party=st.sampled_from(["", "", "", "a", "b"]))


def population(seed: int, count: int = 48) -> list[Sitter]:
    """People as they come to a dinner: most are residents, some come with others, some neighbourhoods send more."""
    random = np.random.default_rng(seed)
    roles = random.choice(["resident", "business", "association", "council", "official"], count,
                          p=[.55, .1, .1, .15, .1])
    areas = random.choice(["", "noord", "zuid", "oost", "west", "dorp"], count, p=[.1, .3, .2, .2, .1, .1])
    parties = [str(n // 3) if n < count // 2 else "" for n in range(count)]
    return [Sitter(str(role), str(area), party) for role, area, party in zip(roles, areas, parties, strict=True)]


@settings(max_examples=60, deadline=None)
@given(st.lists(sitters, max_size=30), st.integers(0, 4), st.integers(1, 8), st.integers(0, 3))
def test_everybody_sits_once_a_round_and_tables_are_equal(people: list[Sitter], rounds: int, size: int,
                                                         seed: int) -> None:
    tables = tables_for(len(people), size)
    made = mix(people, rounds=rounds, tables=tables, seed=seed)
    assert made.seats.shape == (rounds, len(people))
    for seats in made.seats:
        sizes = np.bincount(seats, minlength=tables)
        assert sizes.sum() == len(people)
        assert len(sizes) == tables
        assert sizes.max() - sizes.min() <= 1
        assert sizes.max() <= size


@settings(max_examples=60, deadline=None)
@given(st.lists(sitters, min_size=1, max_size=24), st.integers(1, 3), st.integers(1, 4), st.data())
def test_fixed_seats_stay(people: list[Sitter], rounds: int, tables: int, data: st.DataObject) -> None:
    places = st.tuples(st.integers(0, rounds - 1), st.integers(0, len(people) - 1))
    fixed = data.draw(st.dictionaries(places, st.integers(0, tables - 1), max_size=8))
    made = mix(people, rounds=rounds, tables=tables, fixed=fixed)
    for (turn, guest), table in fixed.items():
        assert made.seats[turn, guest] == table
    assert (made.seats >= 0).all()


@pytest.mark.parametrize("seed", range(20))
def test_a_mix_is_better_than_the_best_of_200_random_ones(seed: int) -> None:
    people = population(seed)
    made = mix(people, rounds=3, tables=8, seed=seed)
    best = min(random_mix(people, rounds=3, tables=8, seed=each).score.cost for each in range(200))
    assert made.score.cost < best


def test_the_same_seed_gives_the_same_tables() -> None:
    people = population(1)
    assert (mix(people, rounds=3, tables=8, seed=5).seats == mix(people, rounds=3, tables=8, seed=5).seats).all()


def test_people_of_one_party_sit_apart_and_nobody_meets_twice_where_that_can_be() -> None:
    people = [Sitter("resident", "", str(n // 4)) for n in range(16)]
    made = mix(people, rounds=4, tables=4, seed=1)
    assert made.score.party_together == 0
    assert made.score.met_again <= 4


def test_roles_are_spread_evenly() -> None:
    people = [Sitter(role) for role in ["council"] * 4 + ["official"] * 4 + ["resident"] * 16]
    made = mix(people, rounds=1, tables=4, seed=0)
    for table, role in product(range(4), ["council", "official"]):
        assert sum(people[guest].role == role for guest in np.flatnonzero(made.seats[0] == table)) == 1


@pytest.mark.parametrize("seed", range(4))
def test_a_small_round_is_as_good_as_the_proven_best(seed: int) -> None:
    people = population(seed, count=9)
    made = mix(people, rounds=1, tables=3, seed=seed)
    assert made.score.cost == pytest.approx(proven_best(people, tables=3))


def proven_best(people: list[Sitter], tables: int) -> float:
    """The lowest cost of one round by integer programming (HiGHS): a pair counts when two share a table."""
    count = len(people)
    pairs = list(combinations(range(count), 2))
    width = count * tables
    price = np.zeros(width + len(pairs))
    together = np.zeros((1, count), dtype=np.int64)
    rows, low, high = [], [], []
    for number, (one, two) in enumerate(pairs):
        price[width + number] = score([people[one], people[two]], together[:, :2]).cost
        for table in range(tables):
            row = np.zeros(len(price))
            row[[one * tables + table, two * tables + table]], row[width + number] = 1, -1
            rows.append(row), low.append(-np.inf), high.append(1)
    for guest in range(count):
        row = np.zeros(len(price))
        row[guest * tables:(guest + 1) * tables] = 1
        rows.append(row), low.append(1), high.append(1)
    for table in range(tables):
        row = np.zeros(len(price))
        row[table:width:tables] = 1
        rows.append(row), low.append(count // tables), high.append(-(-count // tables))
    found = milp(price, integrality=np.ones(len(price)), bounds=(0, 1), constraints=LinearConstraint(rows, low, high))
    assert found.success
    return float(found.fun)


@pytest.mark.parametrize(("count", "size", "tables"), [(0, 6, 1), (1, 6, 1), (5, 6, 1), (7, 6, 2), (6, 0, 6)])
def test_odd_numbers(count: int, size: int, tables: int) -> None:
    assert tables_for(count, size) == tables
    made = mix([Sitter("resident")] * count, rounds=3, tables=tables)
    assert isinstance(made, Mix)
    assert made.seats.shape == (3, count)


def test_everybody_alike_is_no_trouble() -> None:
    people = [Sitter("resident", "noord", "a")] * 13
    made = mix(people, rounds=2, tables=4)
    assert sorted(np.bincount(made.seats[0]).tolist()) == [3, 3, 3, 4]


def test_a_seat_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="no such seat"):
        mix([Sitter("resident")], rounds=1, tables=1, fixed={(0, 0): 1})


def test_a_late_guest_gets_a_seat_and_nobody_moves() -> None:
    people = population(3, count=23)
    made = mix(people, rounds=3, tables=4)
    stays = {(turn, guest): int(made.seats[turn, guest]) for turn in range(3) for guest in range(23)}
    again = mix([*people, Sitter("council")], rounds=3, tables=4, fixed=stays)
    assert (again.seats[:, :23] == made.seats).all()
    assert all(np.ptp(np.bincount(seats)) <= 1 for seats in again.seats)
