"""`python -m benchmarks.themes_styles`: in which ways of speaking the themes go wrong, and which are mixed up.

The invented dialogue, the Universal Sentence Encoder, 200 statements confirmed as the desk asks them, 20 seeds; judged
by what was not confirmed. Per style and per theme the share that is right (all seeds together), and the usual
confusions.
"""

import csv
import sys
from collections import Counter, defaultdict

import numpy as np

from benchmarks.themes_data import DIALOGUE, dialogue
from benchmarks.themes_runs import Prepared, chosen_places

CONFIRMED, SEEDS, SHOWN = 200, 20, 8


def main() -> int:
    """Print three lists."""
    data = dialogue()
    if data is None:
        print("The invented dialogue is not here.")
        return 1
    with DIALOGUE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = sorted({row["theme"] for row in rows})
    prepared = Prepared.by(data, "use")
    everything = np.arange(len(rows))
    right: dict[str, list[bool]] = defaultdict(list)
    mixed: Counter[tuple[str, str]] = Counter()
    for seed in range(SEEDS):
        confirmed = chosen_places(prepared, everything, CONFIRMED, np.random.default_rng(seed))
        asked_of = np.setdiff1d(everything, confirmed)
        found = prepared.model(confirmed).assign(prepared.vectors[asked_of], prepared.words[asked_of]).best
        for place, best in zip(asked_of.tolist(), found.tolist(), strict=True):
            row, said = rows[place], names[best]
            right[f"stijl {row['style']}"].append(said == row["theme"])
            right[f"thema {row['theme']}"].append(said == row["theme"])
            right["twee thema's in één zin" if row["second_theme"] else "één thema"].append(said == row["theme"])
            if said != row["theme"]:
                mixed[row["theme"], said] += 1
    for name, hits in sorted(right.items(), key=lambda pair: -float(np.mean(pair[1]))):
        if len(hits) >= SEEDS:
            print(f"{np.mean(hits):.2f}  {name}  ({len(hits) / SEEDS:.0f} per keer)")
    for (own, said), count in mixed.most_common(SHOWN):
        print(f"{count / SEEDS:.1f} keer: {own} → {said}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
