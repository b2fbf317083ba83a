"""How 50,000 supports fall over the ideas: a few get very many, most get a handful."""

from .shapes import Idea

TOTAL = 50_000
MOST = 900
"""No idea gets more supports than this, so that the residents can give them one each."""


def supports_per_idea(ideas: list[Idea], total: int = TOTAL, most: int = MOST) -> list[int]:
    """How many supports each idea gets: whole numbers in proportion to the weights, together exactly `total`."""
    weights = [idea.support_weight if idea.state == "published" else 0.0 for idea in ideas]
    if total > most * sum(weight > 0 for weight in weights):
        raise ValueError("there are too few published ideas for so many supports")
    counts = [0] * len(ideas)
    left = total
    while left:
        free = [index for index, weight in enumerate(weights) if weight and counts[index] < most]
        scale = left / sum(weights[index] for index in free)
        for index in free:
            counts[index] = min(most, counts[index] + int(weights[index] * scale))
        if left == total - sum(counts):  # only fractions are left: one each for the heaviest
            for index in sorted(free, key=lambda one: -weights[one])[:left]:
                counts[index] += 1
        left = total - sum(counts)
    return counts
