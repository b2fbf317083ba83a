"""Real titles with the themes that a city gave them: asking pays, and first groups are no worse than the usual steps.

The figures of docs/quality.md come from `python -m benchmarks.themes_quality`; here a few seeds guard them.
"""

from pathlib import Path
from statistics import median

import numpy as np
import pytest

from benchmarks.themes_data import amsterdam
from benchmarks.themes_groups import compared
from benchmarks.themes_runs import Prepared, chosen_places, random_places, score
from rodedraad.understand.texts import ThemeModel

pytestmark = pytest.mark.needs_shared
SEEDS = 3
PUBLISHED = 0.52
"""Logistic regression on the same kind of vectors after 600 random labels, measured before on a larger set."""


@pytest.fixture(scope="module")
def titles(shared_data: Path) -> Prepared:
    data = amsterdam(shared_data / "pabulib")
    assert data is not None
    return Prepared.by(data, "use")


def test_two_hundred_answers_to_the_desk_teach_more_than_as_many_by_chance(titles: Prepared) -> None:
    everything = np.arange(len(titles.data.texts))
    asked, chance = [], []
    for seed in range(SEEDS):
        rng = np.random.default_rng(seed)
        for kind, found in ((chosen_places(titles, everything, 200, rng), asked),
                            (random_places(everything, 200, rng), chance)):
            found.append(score(titles, kind, np.setdiff1d(everything, kind)).accuracy)
    assert median(asked) >= max(median(chance) + 0.03, PUBLISHED)


def test_what_it_says_is_as_right_as_it_says(titles: Prepared) -> None:
    everything = np.arange(len(titles.data.texts))
    runs = [score(titles, some := random_places(everything, 200, np.random.default_rng(seed)),
                  np.setdiff1d(everything, some)) for seed in range(SEEDS)]
    assert median(run.said for run in runs) <= median(run.accuracy for run in runs) + 0.05
    assert median(run.right_when_answered for run in runs) >= ThemeModel.threshold


def test_first_groups_agree_with_people_at_all_and_stay_put(titles: Prepared) -> None:
    found = compared(titles, SEEDS, with_bertopic=False)
    assert found["ours"] >= 0.05
    assert found["moved"] < 0.05
