"""How sure a suggestion may say it is: the share that was right in cases like it, never a bare score.

What is known beforehand was measured on 459 real project titles of eight Amsterdam neighbourhood budgets (five words
on average, three to six categories each, every title judged without itself): see `tests/test_real_titles.py`. The
examples of the process itself correct it, the more the more there are. The share only rises with the evidence.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np

# Evidence (cosine with the likeliest theme minus half of that with the next) and the share that was right.
MEASURED = np.array([
    (0.0, 0.25), (0.05, 0.45), (0.1, 0.50), (0.15, 0.57), (0.2, 0.62), (0.3, 0.70), (0.4, 0.80), (0.6, 0.90),
])
WEIGHT = 5.0
"""Each measured point weighs as much as this many examples of the process itself."""
MOST = 0.95
"""No method that only counts words is surer than this."""


@dataclass(frozen=True)
class Calibration:
    """From evidence to the expected share of right suggestions, rising in steps."""

    evidence: np.ndarray
    share: np.ndarray

    @classmethod
    def without_examples(cls) -> Self:
        """Only what was measured beforehand."""
        return cls(MEASURED[:, 0], MEASURED[:, 1])

    @classmethod
    def from_examples(cls, evidence: np.ndarray, is_right: np.ndarray) -> Self:
        """What was measured beforehand, corrected by examples: their evidence, and whether the likeliest was right."""
        points = np.concatenate([MEASURED[:, 0], evidence])
        shares = np.concatenate([MEASURED[:, 1], is_right.astype(np.float64)])
        weights = np.concatenate([np.full(len(MEASURED), WEIGHT), np.ones(len(evidence))])
        places, group = np.unique(points, return_inverse=True)
        mass = np.bincount(group, weights)
        return cls(places, _rising(np.bincount(group, weights * shares) / mass, mass))

    def expect(self, evidence: np.ndarray) -> np.ndarray:
        """The expected share of right suggestions for this evidence."""
        return np.minimum(np.interp(evidence, self.evidence, self.share), MOST)


def _rising(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The rising sequence nearest to the values (pool adjacent violators; Ayer et al. 1955), one standard error lower.

    Lower, because steps fitted to few examples flatter themselves: what is said must not be above what is so.
    """
    means: list[float] = []
    masses: list[float] = []
    lengths: list[int] = []
    for value, weight in zip(values, weights, strict=True):
        means.append(float(value))
        masses.append(float(weight))
        lengths.append(1)
        while len(means) > 1 and means[-2] >= means[-1]:
            mean, mass, length = means.pop(), masses.pop(), lengths.pop()
            means[-1] = (means[-1] * masses[-1] + mean * mass) / (masses[-1] + mass)
            masses[-1] += mass
            lengths[-1] += length
    share = np.clip(np.array(means), 0, 1)
    careful = np.maximum(share - np.sqrt(share * (1 - share) / np.array(masses)), 0)
    return np.repeat(np.maximum.accumulate(careful), lengths)
