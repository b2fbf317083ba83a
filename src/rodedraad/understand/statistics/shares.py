"""How large a share of the answers is, and how sure we are: Wilson's interval, also for weighted answers."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import norm, t

from .errors import StatisticsError
from .weighting import effective_n

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Interval:
    """From `low` to `high`, both part of it."""

    low: float
    high: float


@dataclass(frozen=True)
class Share:
    """A share of `n` answers; `effective_n` is smaller than `n` when the weights differ."""

    share: float
    interval: Interval
    n: int
    effective_n: float


def wilson(share: float, n: float, confidence: float = 0.95) -> Interval:
    """Wilson's score interval without continuity correction; `n` may be an effective number.

    E. B. Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22, 209-212;
    recommended by L. D. Brown, T. T. Cai & A. DasGupta (2001), Statistical Science 16(2), 101-133.
    """
    if not 0 <= share <= 1 or n <= 0 or not 0 < confidence < 1:
        raise StatisticsError("no_interval", share=share, n=n, confidence=confidence)
    z = float(norm.isf((1 - confidence) / 2))
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    low = 0.0 if share == 0 else float(max(0.0, middle - half))
    return Interval(low, 1.0 if share == 1 else float(min(1.0, middle + half)))


def share_of(chosen: Array, weights: Array | None = None, confidence: float = 0.95) -> Share:
    """The share of answers that are true, with Wilson's interval on the effective number (Kish) when weighted."""
    chosen = np.asarray(chosen, dtype=bool)
    if not len(chosen):
        raise StatisticsError("no_answers")
    n = len(chosen) if weights is None else effective_n(weights)
    share = float(np.average(chosen, weights=weights))
    share = min(1.0, max(0.0, share))
    return Share(share, wilson(share, n, confidence), len(chosen), float(n))


def logit_interval(share: float, error: float, degrees: float, confidence: float = 0.95) -> Interval:
    """An interval for a share whose standard error comes from a design, symmetric on the scale of log odds.

    As `svyciprop(method = "logit")` of R's `survey`; T. Lumley (2010), Complex Surveys, Wiley.
    """
    if not 0 < share < 1:
        raise StatisticsError("no_interval", share=share, n=degrees, confidence=confidence)
    half = float(t.isf((1 - confidence) / 2, degrees)) * error / (share * (1 - share))
    centre = np.log(share / (1 - share))
    return Interval(float(1 / (1 + np.exp(half - centre))), float(1 / (1 + np.exp(-half - centre))))
