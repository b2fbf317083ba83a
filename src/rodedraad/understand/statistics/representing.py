"""Who answered, against who could have: response per category, and how much the answers look like the population."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .errors import StatisticsError
from .weighting import Margin

NOT_TOLD = -1


@dataclass(frozen=True)
class Part:
    """One category: its share of the population and of the answers, and the share of it that answered."""

    category: str
    population: float
    answered: int
    population_share: float
    answer_share: float
    response: float


@dataclass(frozen=True)
class Likeness:
    """How far the answers look like the population on one trait.

    `dissimilarity`: the share of the answers that would have to come from another category (O. D. Duncan & B. Duncan
    (1955), American Sociological Review 20, 210-217). `r_indicator`: 1 when every category responds alike, 0 at worst:
    1 - 2·S(response), B. Schouten, F. Cobben & J. Bethlehem (2009), Indicators for the representativeness of survey
    response, Survey Methodology 35(1), 101-113. It speaks of this trait only.
    """

    trait: str
    source: str
    parts: Sequence[Part]
    response: float
    dissimilarity: float
    r_indicator: float

    def largest_bias(self, spread: float) -> float:
        """How far a mean with this spread can be off at most by who answered (same article, section 2.3)."""
        return (1 - self.r_indicator) * spread / (2 * self.response)

    @property
    def verdict(self) -> str:
        """A word for beside a result; the bounds are ours: a tenth and a fifth of the answers in the wrong place."""
        return "alike" if self.dissimilarity < 0.1 else "rather" if self.dissimilarity < 0.2 else "unlike"


def told(found: Likeness, threshold: int) -> Likeness | None:
    """The same, fit to publish: no counts, rounded shares, categories with few answers taken together.

    Each share is rounded to a step (1 to 10 %) that holds the threshold of people, so that it tells no exact number of
    answers: that would tell who skipped a question. None when even a tenth holds fewer.
    """
    parts = sorted(found.parts, key=lambda part: part.answered)
    small = [part for part in parts if part.answered < threshold]
    if small and sum(part.answered for part in small) < threshold and len(small) < len(parts):
        small.append(parts[len(small)])
    together = _together(small) if len(small) > 1 else None
    kept = [part for part in found.parts if part not in small] + ([together] if together else small)
    step = _step(sum(part.answered for part in parts), threshold)
    steps = [_step(part.population, threshold) for part in kept]
    if step is None or None in steps or any(part.answered < threshold for part in kept):
        return None
    rounded = [Part(part.category, part.population, NOT_TOLD, round(part.population_share, 2),
                    _rounded(part.answer_share, step), _rounded(part.response, own or step))
               for part, own in zip(kept, steps, strict=True)]
    whole = _step(sum(part.population for part in parts), threshold) or step
    return Likeness(found.trait, found.source, rounded, _rounded(found.response, whole),
                    _rounded(found.dissimilarity, step), round(found.r_indicator, 2))


def _step(people: float, threshold: int) -> float | None:
    """The finest step of a share that holds so many people."""
    return next((step for step in (0.01, 0.02, 0.05, 0.1) if people * step >= threshold), None)


def _rounded(share: float, step: float) -> float:
    return round(round(share / step) * step, 2)


def _together(parts: Sequence[Part]) -> Part:
    population, answered = sum(part.population for part in parts), sum(part.answered for part in parts)
    return Part(" + ".join(part.category for part in parts), population, answered,
                sum(part.population_share for part in parts), sum(part.answer_share for part in parts),
                answered / population if population else 0.0)


def likeness(margin: Margin, answered: Mapping[str, int]) -> Likeness:
    """The answers of one trait beside the known numbers of its categories."""
    strange = sorted(set(answered) - set(margin.totals))
    if strange:
        raise StatisticsError("category_without_total", trait=margin.trait, categories=strange)
    population = np.array([float(total) for total in margin.totals.values()])
    answers = np.array([float(answered.get(name, 0)) for name in margin.totals])
    if bool((answers > population).any()):
        raise StatisticsError("more_answers_than_people", trait=margin.trait)
    if answers.sum() <= 0:
        raise StatisticsError("no_answers")
    shares = (population / population.sum(), answers / answers.sum())
    rates = np.divide(answers, population, out=np.zeros_like(answers), where=population > 0)
    overall = float(answers.sum() / population.sum())
    spread = np.sqrt(population @ np.square(rates - overall) / max(population.sum() - 1, 1))
    parts = [Part(name, float(population[place]), int(answers[place]), float(shares[0][place]),
                  float(shares[1][place]), float(rates[place])) for place, name in enumerate(margin.totals)]
    return Likeness(margin.trait, margin.source, parts, overall, float(np.abs(shares[0] - shares[1]).sum() / 2),
                    float(max(0.0, 1 - 2 * spread)))
