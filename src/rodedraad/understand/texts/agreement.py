"""How far people who coded the same texts, blind to one another, agree beyond chance."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import krippendorff
import numpy as np


@dataclass(frozen=True)
class Agreement:
    """Krippendorff's alpha (1 agree, 0 as chance would; None when it cannot be said) over `n` texts coded twice."""

    alpha: float | None
    n: int


def agreement(codings: Sequence[Mapping[Hashable, Hashable]]) -> Agreement:
    """Agreement of coders, each a mapping from text to theme; a text that a coder skipped is simply not in it.

    Krippendorff's alpha for nominal data, any number of coders, missing codes allowed, by the library `krippendorff`.
    Sources: K. Krippendorff (2004), Content Analysis, 2nd edition, chapter 11; A. F. Hayes & K. Krippendorff (2007),
    Answering the call for a standard reliability measure for coding data, Communication Methods and Measures 1(1),
    77-89. Customary reading: from .80 reliable, from .667 only for tentative conclusions. When everybody gave all
    texts the same theme there is nothing to disagree on and alpha is not defined.
    """
    texts = list(dict.fromkeys(text for coding in codings for text in coding))
    twice = [text for text in texts if sum(text in coding for coding in codings) > 1]
    themes = list(dict.fromkeys(coding[text] for coding in codings for text in twice if text in coding))
    if not twice or len(themes) < 2:
        return Agreement(alpha=None, n=len(twice))
    number = {theme: float(place) for place, theme in enumerate(themes)}
    table = np.array([[number[coding[text]] if text in coding else np.nan for text in twice] for coding in codings])
    return Agreement(alpha=float(krippendorff.alpha(reliability_data=table, level_of_measurement="nominal")),
                     n=len(twice))
