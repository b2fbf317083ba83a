"""How good and how quick the mixing of tables is: `python -m benchmarks.mixing` (median of 20 seeds)."""

import statistics
import time

from rodedraad.kinds.meetings.tables.mixing import mix, random_mix, tables_for
from rodedraad.kinds.meetings.tables.tests.test_mixing import population

SIZES = ((24, 3), (48, 3), (128, 4), (300, 3))
SEEDS, LOTS, TABLE_SIZE = 20, 200, 6


def main() -> None:
    """Print a row per size: seconds, cost, and the best and the middle of 200 random mixes."""
    print("| guests | rounds | seconds | cost | best of 200 random | median random | met again | party together |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|")
    for guests, rounds in SIZES:
        rows = [measure(guests, rounds, seed) for seed in range(SEEDS)]
        middle = [statistics.median(column) for column in zip(*rows, strict=True)]
        print(f"| {guests} | {rounds} | {middle[0]:.2f} | " + " | ".join(f"{value:.0f}" for value in middle[1:]) + " |")


def measure(guests: int, rounds: int, seed: int) -> tuple[float, ...]:
    """One population: how long, how good, and what lots give."""
    people, tables = population(seed, guests), tables_for(guests, TABLE_SIZE)
    began = time.perf_counter()
    made = mix(people, rounds=rounds, tables=tables, seed=seed)
    seconds = time.perf_counter() - began
    lots = [random_mix(people, rounds=rounds, tables=tables, seed=each).score.cost for each in range(LOTS)]
    return (seconds, made.score.cost, min(lots), statistics.median(lots), made.score.met_again,
            made.score.party_together)


if __name__ == "__main__":
    main()
