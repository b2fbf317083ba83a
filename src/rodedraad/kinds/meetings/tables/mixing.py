"""Mixing tables: who sits where in each round, so that roles, neighbourhoods and acquaintances spread. No Django.

Each round is a *maximally diverse grouping problem*: divide people over tables of equal size so that the people at one
table differ (Weitz & Lakshminarayanan, "An empirical comparison of heuristic methods for creating maximally diverse
groups", Journal of the Operational Research Society 49, 1998). That people meet new people in the next round is the
*social golfer problem* (CSPLib 10), taken here as a cost, since an evening rarely has a perfect answer.

Both are pairs with a price, so one matrix of prices serves. A round starts with exact assignments: a batch of people
who are alike is divided over the tables with `scipy.optimize.linear_sum_assignment` (Crouse, "On implementing 2D
rectangular assignment algorithms", IEEE Transactions on Aerospace and Electronic Systems 52, 2016). Then the best swap
of two people is done until none helps, and the whole is shaken and mended again (iterated search, after Lai & Hao,
"Iterated maxima search for the maximally diverse grouping problem", European Journal of Operational Research 254).

The work is counted in steps, never in seconds: the same seed gives the same tables on every machine.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

Seats = NDArray[np.int64]
Prices = NDArray[np.float64]
Fixed = Mapping[tuple[int, int], int]
"""(round, guest) → the table that a person chose; both count from 0."""

PARTY, AGAIN, ROLE, AREA = 20.0, 5.0, 2.0, 1.0
MOST_STEPS, MOST_WORK, SHAKES = 6_000, 150_000_000, 60
NOTHING = 1e-9


@dataclass(frozen=True)
class Sitter:
    """What the mixing knows of a guest. An empty neighbourhood or party is unknown: it is like nobody else's."""

    role: str
    area: str = ""
    party: str = ""


@dataclass(frozen=True)
class Score:
    """How a mix turned out, in pairs of people: lower is better. `cost` weighs the four together."""

    same_role: int
    same_area: int
    party_together: int
    met_again: int
    people_met: float
    """How many different people somebody meets on average."""

    @property
    def cost(self) -> float:
        """One figure: what the mixing makes as low as it can."""
        return (ROLE * self.same_role + AREA * self.same_area + PARTY * self.party_together
                + AGAIN * self.met_again)


@dataclass(frozen=True)
class Mix:
    """The outcome: `seats[round, guest]` is a table, counted from 0."""

    seats: Seats
    score: Score


def tables_for(guests: int, table_size: int) -> int:
    """How many tables are needed when nobody sits at one with more than `table_size`."""
    return max(1, math.ceil(guests / max(1, table_size)))


def mix(sitters: Sequence[Sitter], *, rounds: int, tables: int, seed: int = 0, fixed: Fixed | None = None) -> Mix:
    """Seat everybody in every round. Tables differ at most one in size, unless fixed seats make that impossible."""
    fixed = dict(fixed or {})
    _check(len(sitters), rounds, tables, fixed)
    work = _Work(sitters, rounds, tables, fixed, np.random.default_rng(seed))
    if len(sitters) and rounds:
        work.solve()
    return Mix(work.seats, score(sitters, work.seats))


def random_mix(sitters: Sequence[Sitter], *, rounds: int, tables: int, seed: int = 0) -> Mix:
    """What drawing lots gives, with the same sizes of tables: the measure to compare with."""
    random = np.random.default_rng(seed)
    equal = np.arange(len(sitters)) % tables
    seats = np.array([random.permutation(equal) for _ in range(rounds)], dtype=np.int64).reshape(rounds, len(sitters))
    return Mix(seats, score(sitters, seats))


def score(sitters: Sequence[Sitter], seats: Seats) -> Score:
    """Count the pairs of a seating; guests without a seat in a round have a negative table there."""
    count = len(sitters)
    role, area, party = _alike(sitters)
    met = np.zeros((count, count), dtype=np.int64)
    for table_of in seats:
        met += _together(table_of)
    np.fill_diagonal(met, 0)
    upper = np.triu(met, 1)
    return Score(
        same_role=int((upper * role).sum()), same_area=int((upper * area).sum()),
        party_together=int((upper * party).sum()), met_again=int((upper * (upper - 1) // 2).sum()),
        people_met=float((met > 0).sum() / count) if count else 0.0)


def _check(guests: int, rounds: int, tables: int, fixed: Fixed) -> None:
    if tables < 1 or rounds < 0:
        raise ValueError(f"{rounds} rounds at {tables} tables")
    for (turn, guest), table in fixed.items():
        if not (0 <= turn < rounds and 0 <= guest < guests and 0 <= table < tables):
            raise ValueError(f"no such seat: round {turn}, guest {guest}, table {table}")


def _same(values: Sequence[str]) -> NDArray[np.bool_]:
    known = np.array([bool(value) for value in values], dtype=bool)
    numbers = np.unique(np.array(values, dtype=str), return_inverse=True)[1] if values else np.zeros(0, dtype=int)
    same = (numbers[:, None] == numbers[None, :]) & known[:, None] & known[None, :]
    np.fill_diagonal(same, False)
    return same


def _alike(sitters: Sequence[Sitter]) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
    return (_same([each.role for each in sitters]), _same([each.area for each in sitters]),
            _same([each.party for each in sitters]))


def _together(table_of: Seats) -> NDArray[np.bool_]:
    return (table_of[:, None] == table_of[None, :]) & (table_of >= 0)[:, None]


class _Work:
    """One mixing under way: the prices of pairs, and the seats so far (-1 is not seated yet)."""

    def __init__(self, sitters: Sequence[Sitter], rounds: int, tables: int, fixed: Fixed,
                 random: np.random.Generator) -> None:
        role, area, party = _alike(sitters)
        self.prices: Prices = ROLE * role + AREA * area + PARTY * party
        self.tables, self.rounds, self.count, self.random = tables, rounds, len(sitters), random
        self.seats: Seats = np.full((rounds, self.count), -1, dtype=np.int64)
        self.free = np.ones((rounds, self.count), dtype=bool)
        for (turn, guest), table in fixed.items():
            self.seats[turn, guest], self.free[turn, guest] = table, False
        self.batches = self._order(sitters)
        self.steps_left = min(MOST_STEPS, MOST_WORK // max(1, self.count**2))

    def _order(self, sitters: Sequence[Sitter]) -> list[int]:
        """People who are alike behind each other, rare roles first: they have the most to spread."""
        often = Counter(each.role for each in sitters)
        chance = self.random.permutation(self.count)
        return sorted(range(self.count), key=lambda g: (
            often[sitters[g].role], sitters[g].role, sitters[g].party == "", sitters[g].party, sitters[g].area,
            chance[g]))

    def solve(self) -> None:
        """Seat all rounds one after the other, mend them together, then shake and mend as long as steps are left."""
        for turn in range(self.rounds):
            self._seat(turn)
            self._mend(turn)
        self._mend_all()
        best, lowest = self.seats.copy(), self._cost()
        for _shake in range(SHAKES):
            if self.steps_left <= 0 or lowest <= NOTHING:
                break
            self._shake()
            self._mend_all()
            cost = self._cost()
            if cost < lowest - NOTHING:
                best, lowest = self.seats.copy(), cost
            else:
                self.seats = best.copy()
        self.seats = best

    def _prices_of(self, turn: int) -> Prices:
        """The prices in one round: being alike, and having met in the other rounds."""
        prices = self.prices.copy()
        for other in range(self.rounds):
            if other != turn:
                prices += AGAIN * _together(self.seats[other])
        np.fill_diagonal(prices, 0)
        return prices

    def _cost(self) -> float:
        met = np.zeros((self.count, self.count), dtype=np.float64)
        for table_of in self.seats:
            met += _together(table_of)
        np.fill_diagonal(met, 0)
        return float((met * self.prices).sum() + AGAIN * (met * (met - 1) / 2).sum()) / 2

    def _room(self, turn: int) -> list[int]:
        """How many free chairs each table gets: the emptiest table is filled up first, from a different one a round."""
        taken = np.bincount(self.seats[turn][self.seats[turn] >= 0], minlength=self.tables)
        room = [0] * self.tables
        for _guest in range(int((self.seats[turn] < 0).sum())):
            table = min(range(self.tables), key=lambda t: (taken[t] + room[t], (t - turn) % self.tables))
            room[table] += 1
        return room

    def _seat(self, turn: int) -> None:
        """Divide batches of people over the tables, each batch in the cheapest way: one of a batch at a table."""
        prices, room = self._prices_of(turn), self._room(turn)
        waiting = [guest for guest in self.batches if self.seats[turn, guest] < 0]
        while waiting:
            open_tables = [table for table in range(self.tables) if room[table] > 0]
            batch, waiting = waiting[:len(open_tables)], waiting[len(open_tables):]
            price = np.stack([prices[batch][:, self.seats[turn] == table].sum(axis=1) for table in open_tables], axis=1)
            # Equal prices: let chance, not the order of the list, decide.
            rows, columns = linear_sum_assignment(price + self.random.random(price.shape) * 1e-6)
            for row, column in zip(rows, columns, strict=True):
                self.seats[turn, batch[row]] = open_tables[column]
                room[open_tables[column]] -= 1

    def _mend_all(self) -> None:
        helped = True
        while helped and self.steps_left > 0:
            helped = sum(self._mend(turn) for turn in range(self.rounds)) > 0  # all rounds, not up to the first

    def _mend(self, turn: int) -> bool:
        """Do the best swap of two people until none helps; True when something changed."""
        prices, table_of, changed = self._prices_of(turn), self.seats[turn], False
        loose = np.flatnonzero(self.free[turn])
        if len(loose) < 2:
            return False
        at = np.zeros((self.count, self.tables))
        at[np.arange(self.count), table_of] = 1
        load = prices @ at  # what each person would pay at each table
        among = prices[np.ix_(loose, loose)]
        while self.steps_left > 0:
            self.steps_left -= 1
            sits = table_of[loose]
            there = load[np.ix_(loose, sits)] - load[loose, sits][:, None]
            gain = there + there.T - 2 * among
            gain[sits[:, None] == sits[None, :]] = 0
            place = int(gain.argmin())
            first, second = loose[place // len(loose)], loose[place % len(loose)]
            if gain.flat[place] >= -NOTHING:
                break
            one, two = table_of[first], table_of[second]
            table_of[first], table_of[second] = two, one
            shift = prices[:, second] - prices[:, first]
            load[:, one] += shift
            load[:, two] -= shift
            changed = True
        return changed

    def _shake(self) -> None:
        """A few swaps by lot in one round: a way out of a corner where no single swap helps."""
        turn = int(self.random.integers(self.rounds))
        loose = np.flatnonzero(self.free[turn])
        if len(loose) < 2:
            return
        for _swap in range(max(2, len(loose) // 16)):
            one, two = self.random.choice(loose, size=2, replace=False)
            self.seats[turn, [one, two]] = self.seats[turn, [two, one]]
