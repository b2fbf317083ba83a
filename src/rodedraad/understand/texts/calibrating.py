"""From evidence to how often such a suggestion is right: a rising curve, measured beforehand, corrected by examples."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.floating]

MEASURED = np.array([(0.0, 0.20), (0.05, 0.35), (0.1, 0.50), (0.2, 0.65), (0.4, 0.82), (0.7, 0.92)])
"""(evidence, share right), as found on half of Amsterdam's files (see docs/quality.md), and a little lower: careful."""
WEIGHT = 4.0
"""Each measured point weighs as much as this many examples."""
MOST = 0.97
"""Nothing that counts words and distances is surer than this."""


@dataclass(frozen=True)
class Curve:
    """From evidence to the expected share of right suggestions."""

    evidence: Numbers
    share: Numbers

    @classmethod
    def fitted(cls, evidence: Numbers, is_right: Numbers) -> Self:
        """What was measured beforehand, corrected by examples that were each judged without themselves."""
        points = np.concatenate([MEASURED[:, 0], evidence])
        shares = np.concatenate([MEASURED[:, 1], np.asarray(is_right, dtype=np.float64)])
        weights = np.concatenate([np.full(len(MEASURED), WEIGHT), np.ones(len(evidence))])
        order = np.argsort(points, kind="stable")
        levels = rising(shares[order], weights[order])
        return cls(*_smoothed(points[order], levels, weights[order]))

    def expect(self, evidence: Numbers) -> Numbers:
        """The expected share of right suggestions for this evidence."""
        return np.clip(np.interp(evidence, self.evidence, self.share), 0.0, MOST)


def rising(values: Numbers, weights: Numbers) -> Numbers:
    """The rising sequence nearest to the values (pool adjacent violators; Ayer et al. 1955)."""
    blocks: list[list[float]] = []
    for value, weight in zip(values, weights, strict=True):
        blocks.append([float(value), float(weight), 1])
        while len(blocks) > 1 and blocks[-2][0] >= blocks[-1][0]:
            mean, mass, length = blocks.pop()
            last = blocks[-1]
            last[0] = (last[0] * last[1] + mean * mass) / (last[1] + mass)
            last[1] += mass
            last[2] += length
    return np.repeat([block[0] for block in blocks], [int(block[2]) for block in blocks])


def _smoothed(points: Numbers, levels: Numbers, weights: Numbers) -> tuple[Numbers, Numbers]:
    """Each step of the stairs becomes one point in its weighted middle; between middles a straight line."""
    _same, step = np.unique(levels, return_inverse=True)
    mass = np.bincount(step, weights)
    return np.bincount(step, weights * points) / mass, np.bincount(step, weights * levels) / mass
