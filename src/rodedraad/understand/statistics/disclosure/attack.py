"""The attacker: somebody who solves everything that is published for whole numbers of people."""

from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

Array = np.ndarray[Any, np.dtype[Any]]


class Facts:
    """What is known about `n` unknown counts: lines that they lie on, and the least and most that each can be."""

    def __init__(self, n: int) -> None:
        self.low, self.high = np.zeros(n), np.full(n, np.inf)
        self._lines: list[Array] = []
        self._least: list[float] = []
        self._most: list[float] = []

    def between(self, line: Array, least: float, most: float) -> None:
        """The sum of `line` times the counts lies in here, both ends included."""
        self._lines.append(np.asarray(line, dtype=float))
        self._least.append(least)
        self._most.append(most)

    def exactly(self, line: Array, value: float) -> None:
        """The sum of `line` times the counts is known."""
        self.between(line, value, value)

    def extreme(self, goal: Array, low: Array | None = None, high: Array | None = None) -> Array | None:
        """Whole counts that fit all facts and make `goal` as small as can be; None when nothing fits (or no answer)."""
        rules = LinearConstraint(np.array(self._lines), self._least, self._most) if self._lines else None
        bounds = Bounds(self.low if low is None else low, self.high if high is None else high)
        found = milp(np.asarray(goal, dtype=float), integrality=np.ones(len(self.low)), bounds=bounds,
                     constraints=rules, options={"time_limit": 5})
        return None if found.x is None or found.status != 0 else np.rint(found.x).astype(int)

    def range_of(self, target: Array) -> tuple[int, int]:
        """Between which numbers the attacker knows a count to lie; without end is the largest whole number."""
        least, most = self.extreme(target), self.extreme(-np.asarray(target, dtype=float))
        if least is None:
            raise ValueError("these facts contradict each other")
        return int(least @ target), int(most @ target) if most is not None else np.iinfo(int).max


def exposed(facts: Facts, truth: Array, targets: Array, threshold: int) -> list[int]:
    """Which `targets` (rows of zeros and ones) the attacker can bring within 1 and the threshold, that left out.

    A target is safe as soon as one world fits everything published in which it counts nobody, or at least the
    threshold. One world often saves many targets. A target whose true count is none or enough is safe by the truth.
    What cannot be decided in time counts as exposed.
    """
    counts = targets @ truth
    left = np.flatnonzero((counts > 0) & (counts < threshold)).tolist()
    found: list[int] = []
    while left:
        target = left.pop(0)
        for goal in (-targets[target], targets[target]):
            world = facts.extreme(goal)
            if world is None:
                continue
            seen = targets @ world
            saved = (seen == 0) | (seen >= threshold)
            left = [other for other in left if not saved[other]]
            if saved[target]:
                break
        else:
            found.append(target)
    return found
