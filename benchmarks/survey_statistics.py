"""How long the report of a large survey takes: 100,000 people, 60 questions, four groups, weights, now and wish.

python -m benchmarks.survey_statistics --people 100000 --questions 60
"""

import argparse
import resource
import time

import numpy as np

from rodedraad.understand.statistics.counting import Pair, Question
from rodedraad.understand.statistics.report import report
from rodedraad.understand.statistics.weighting import Margin, Margins, rake

Columns = dict[str, np.ndarray]


def invented(people: int, questions: int) -> tuple[Columns, np.ndarray, Columns]:
    """Answers on a scale of five, some "don't know" (9) and some empty; groups; traits of residents."""
    chance = np.random.default_rng(1)
    sizes = {"council": 31, "executive": 7, "staff": 160, "businesses": 45}
    groups = np.repeat(["residents", *sizes], [people - sum(sizes.values()), *sizes.values()])
    columns = {}
    for number in range(questions):
        answers = chance.choice([1.0, 2, 3, 4, 5], people, p=chance.dirichlet([1, 2, 3, 4, 2]))
        answers[chance.random(people) < 0.05] = 9
        answers[chance.random(people) < 0.03] = np.nan
        columns[f"q{number}"] = answers
    traits = {"age": chance.choice(["18-34", "35-64", "65+"], people, p=[.15, .45, .4]),
              "place": chance.choice([f"wijk {one}" for one in range(12)], people)}
    return columns, groups, traits


def measure(people: int, questions: int) -> dict[str, float]:
    """Seconds for weighing and for the report: the first one, and the next one in the same process."""
    columns, groups, traits = invented(people, questions)
    residents = groups == "residents"
    margins = Margins([Margin("age", {"18-34": 90e3, "35-64": 150e3, "65+": 80e3}),
                       Margin("place", {f"wijk {one}": 320e3 / 12 for one in range(12)})])
    asked = [Question(f"q{number}", (1, 2, 3, 4, 5), dont_know=9) for number in range(questions)]
    pairs = [Pair(f"p{number}", f"q{2 * number}", f"q{2 * number + 1}") for number in range(questions // 4)]
    start = time.perf_counter()
    weights = np.ones(people)
    weights[residents] = rake({name: trait[residents] for name, trait in traits.items()}, margins).weights
    seconds = {"raking": time.perf_counter() - start}
    for name in ("report, first", "report, again"):
        start = time.perf_counter()
        report(columns, groups, asked, pairs, weights=weights, joins={"executive": "council"},
               invited={"residents": 320_000, "council": 39, "executive": 7, "staff": 700, "businesses": 300})
        seconds[name] = time.perf_counter() - start
    return seconds


def main() -> None:
    """Print a table."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--people", type=int, default=100_000)
    asked.add_argument("--questions", type=int, default=60)
    given = asked.parse_args()
    for name, seconds in measure(given.people, given.questions).items():
        print(f"{name:>16} {seconds:6.2f} s")
    print(f"{'memory':>16} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f} MB")


if __name__ == "__main__":
    main()
